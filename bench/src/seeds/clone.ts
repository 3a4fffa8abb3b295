import { openSession } from '../contenders/floor/open-session.js';
import type { Row, Session } from '../contenders/floor/session.js';
import type { Place } from '../stores/store.js';
import { userName } from '../world.js';

/** Rows in one transaction, or about. */
const rowsTogether = 200_000;

/**
 * Gives so many users the life that one has had, in statements that the database runs alone: everybody's first record,
 * then everybody's second, as if all had lived at the same time. So ids rise with time, and pages fill as they would.
 */
export const cloneUser = async (place: Place, pattern: string, users: number): Promise<void> => {
  const session = await openSession(place);
  const run = async (text: string): Promise<Row | undefined> => (await session.prepare(text)([]))[0];
  try {
    if (place.type !== 'postgres') for (const setting of hasty) await run(setting);
    if (session.locksRows) await run(`insert into holdall_user select ${nameOf('u.i')} from ${numbers(users)}`);
    const next = await nextIds(session);
    for (const cloned of tables) {
      const spans = await spansOf(session, cloned, pattern);
      const cloning = await cloningOf(session, { ...cloned, spans, pattern, users, next });
      const step = Math.ceil(rowsTogether / users);
      for (let { first } = spans['id']!; first <= spans['id']!.last; first += step) {
        await run('begin');
        await run(cloning(first, first + step - 1));
        await run('commit');
      }
      for (const [column, sequence] of Object.entries(cloned.ids)) {
        const { first, last } = spans[column]!;
        await run(
          `update holdall_counter set value = ${next[sequence]! + (last - first + 1) * users} where name = '${sequence}'`,
        );
      }
    }
    // What a server does by itself some time after so much was written.
    if (place.type === 'postgres') await run('vacuum analyze');
  } finally {
    await session.close();
  }
};

/** Nobody needs what a crash leaves of a seed. The cache holds all that is written. */
const hasty = ['pragma synchronous = off', 'pragma cache_size = -1000000', 'pragma temp_store = memory'];

interface ClonedTable {
  readonly table: string;
  /** Columns of ids, and where those come from. */
  readonly ids: Readonly<Record<string, string>>;
}

const tables: readonly ClonedTable[] = [
  { table: 'holdall_entry', ids: { id: 'entry' } },
  { table: 'holdall_log', ids: { id: 'log', entry_id: 'entry', use_id: 'use' } },
];

type Span = { readonly first: number; readonly last: number };
type Spans = Readonly<Record<string, Span>>;

const nextIds = async (session: Session): Promise<Readonly<Record<string, number>>> => {
  const rows = await session.prepare('select name, value from holdall_counter')([]);
  return Object.fromEntries(rows.map(({ name, value }) => [name as string, value as number]));
};

/** From where to where the pattern's ids go. */
const spansOf = async (session: Session, { table, ids }: ClonedTable, pattern: string): Promise<Spans> => {
  const spans: Record<string, Span> = {};
  for (const column of Object.keys(ids)) {
    const [row] = await session.prepare(
      `select coalesce(min(${column}), 1) as first, coalesce(max(${column}), 1) as last
        from ${table} where user_id = '${pattern}'`,
    )([]);
    spans[column] = row as unknown as Span;
  }
  return spans;
};

/** The statement that gives all users the pattern's rows with these ids. */
const cloningOf = async (
  session: Session,
  of: ClonedTable & { spans: Spans; pattern: string; users: number; next: Readonly<Record<string, number>> },
) => {
  const { table, ids, spans, pattern, users, next } = of;
  const columns = (await session.columnsOf(table)).map(({ name }) => name);
  const values = columns.map((column) => {
    if (column === 'user_id') return nameOf('u.i');
    const sequence = ids[column];
    if (sequence === undefined) return `p.${column}`;
    return `(p.${column} - ${spans[column]!.first}) * ${users} + u.i + ${next[sequence]!}`;
  });
  return (first: number, last: number): string =>
    `insert into ${table} (${columns.join(', ')}) select ${values.join(', ')}
      from ${table} as p cross join ${numbers(users)}
      where p.user_id = '${pattern}' and p.id between ${first} and ${last} order by p.id, u.i`;
};

/** A table of the numbers from 0 up to `count`. */
const numbers = (count: number): string =>
  `(with recursive n(i) as (select cast(0 as bigint) union all select i + 1 from n where i < ${count - 1})
    select i from n) as u`;

/** As `userName` does it. */
const nameOf = (number: string): string => {
  const [, prefix, zeros] = /^(.*?)(0+)$/.exec(userName(0))!;
  const digits = `cast(${number} as text)`;
  return `'${prefix}' || substr('${zeros}' || ${digits}, length(${digits}) + 1)`;
};
