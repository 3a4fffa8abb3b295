import { databaseFrom, type StoreOptions } from '../src/create-store.js';
import { TypeOrmStore } from '../src/index.js';
import type { Database, Session } from '../src/sql/session.js';
import { raw, sql, type Sql } from '../src/sql/sql.js';

/**
 * What a statement reads of the large tables. `search`: what it finds through an index by a value or from a value on.
 * `walk`: an index or the key in order from one end, until it has as many as it wants. `all`: everything there is.
 */
export type Reach = 'search' | 'walk' | 'all';

export interface Explained {
  readonly statement: string;
  readonly plan: readonly string[];
  readonly reach: Reach;
}

/** A store that asks the database, before every statement, how it would run it. */
export const explainingStore = (options: StoreOptions) => {
  const inner = databaseFrom(options);
  const onPostgres = 'type' in options && options.type === 'postgres';
  let heard: Explained[] = [];
  const explaining = <S extends Session>(session: S): S => {
    const explain = async (statement: Sql) => {
      const text = statement.texts.join('?');
      if (!/holdall_(entry|log|invoice|reply)\b/.test(text)) return;
      const rows = await session.query(sql`${raw(onPostgres ? 'explain ' : 'explain query plan ')}${statement}`);
      const plan = rows.map((row) => String(row[onPostgres ? 'QUERY PLAN' : 'detail']));
      heard.push({ statement: text, plan, reach: (onPostgres ? reachOnPostgres : reachOnSqlite)(plan) });
    };
    const { queryEach } = session;
    return {
      ...session,
      query: async (statement) => {
        await explain(statement);
        return session.query(statement);
      },
      ...(queryEach !== undefined && {
        queryEach: async (statement, parameters) => {
          await explain(statement);
          return queryEach(statement, parameters);
        },
      }),
    };
  };
  const database: Database = {
    open: () => inner.open(),
    close: () => inner.close(),
    read: (work) => inner.read((session) => work(explaining(session))),
    stream: (work) => inner.stream((session) => work(explaining(session))),
    glance: (work) => inner.glance((session) => work(explaining(session))),
    enter: (runner) => inner.enter(runner),
    within: (runner, work) => inner.within(runner, work),
    writesAtOnce: inner.writesAtOnce,
    write: (work) => inner.write((transaction) => work(explaining(transaction))),
    writeAlone: (work) => inner.writeAlone((transaction) => work(explaining(transaction))),
  };
  const store = new TypeOrmStore(database);
  return {
    store,
    /** Runs statements of the test's own. */
    run: (statements: readonly string[]) =>
      inner.write(async (transaction) => {
        for (const statement of statements) await transaction.query(raw(statement));
        await transaction.commit();
      }),
    plansOf: async (call: (store: TypeOrmStore) => Promise<unknown>): Promise<readonly Explained[]> => {
      heard = [];
      await call(store);
      return heard;
    },
  };
};

/** `SCAN` is from one end to the other, unless a limit ends it, which a sort of the whole would not let it. */
const reachOnSqlite = (plan: readonly string[]): Reach => {
  // What is given and what was found of it are no tables of ours.
  const scans = plan.filter((line) => /^SCAN (?!json_each|CONSTANT ROW|held$|[bcn]$)/.test(line));
  if (scans.length === 0) return 'search';
  return plan.some((line) => line === 'USE TEMP B-TREE FOR ORDER BY' || counts(line)) ? 'all' : 'walk';
};

/** A covering index is what SQLite counts by; every list reads whole rows. */
const counts = (line: string): boolean => /^SCAN .* USING COVERING INDEX/.test(line);

const reachOnPostgres = (plan: readonly string[]): Reach => {
  if (plan.some((line) => /Seq Scan on holdall/.test(line))) return 'all';
  const ends = plan.flatMap((line, index) => (/Index (Only )?Scan/.test(line) ? [plan[index + 1] ?? ''] : []));
  if (ends.every((line) => /Index Cond/.test(line))) return 'search';
  return plan.some((line) => /(?<!Incremental )(Sort|Aggregate|Bitmap Heap Scan.*)  \(cost/.test(line))
    ? 'all'
    : 'walk';
};

const entries = 20_000;
const users = 2_000;
const numbers = `with recursive n(g) as (select 1 union all select g + 1 from n where g < ${entries})`;

/**
 * 2,000 users with ten entries each, of as many items, one in ten of them open, and two records for each; as many invoices
 * and replies. The same SQL everywhere.
 */
export const filling: readonly string[] = [
  `insert into holdall_entry ${numbers}
    select 'user ' || (g % ${users}), g, 1 + g % 1999, g, 2, case when g % 10 = 3 then 'active' else 'inactive' end, null,
      1000 + g / 4, 2000 + (g * 7919) % 50000, null,
      case when g % 3 = 0 then 3000 + (g * 7919) % 50000 else null end, 0, null, null, '{}' from n`,
  `insert into holdall_log (user_id, entry_id, seq, id, item_id, type, quantity, at, actor, info, use_id, details) ${numbers}
    select 'user ' || (g % ${users}), g, s, 2 * g + s, 1 + g % 1999, case s when 1 then 'granted' else 'used' end, 1,
      1000 + (g * 31) % 50000 + s, null, null, case s when 1 then null else g end, '{}'
    from n, (select 1 as s union all select 2) as two`,
  `insert into holdall_invoice ${numbers}
    select 'user ' || (g % ${users}), g, 'sku', null, 'EUR', 1, 1, 'new',
      case when g % 1000 = 0 then 'unfulfilled' else 'fulfilled' end, 1000, null, '[]' from n`,
  `insert into holdall_reply ${numbers} select 'user ' || (g % ${users}), 'key ' || g, 1000 + g, '{}', '{}' from n`,
];
