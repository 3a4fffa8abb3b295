import { type TypeOrmStore as Store, TypeOrmStore } from '../src/index.js';
import { databaseFrom, type StoreOptions } from '../src/create-store.js';
import type { Database, Session } from '../src/sql/session.js';
import { raw, sql } from '../src/sql/sql.js';

/** A statement and how the database runs it. */
export interface Explained {
  readonly statement: string;
  readonly plan: readonly string[];
}

/** A store that writes down the plan of every statement that reads entries or the log. */
export const explainingStore = (options: StoreOptions, prepare: (session: Session) => Promise<void>) => {
  const inner = databaseFrom(options);
  let heard: Explained[] = [];
  const explain = options.type === 'postgres' ? raw('explain ') : raw('explain query plan ');
  const explaining = <S extends Session>(session: S): S => ({
    ...session,
    query: async (statement) => {
      const text = statement.texts.join('?');
      if (/^(select|with)/.test(text)) {
        const rows = await session.query(sql`${explain}${statement}`);
        heard.push({ statement: text, plan: rows.map((row) => String(row['detail'] ?? row['QUERY PLAN'])) });
      }
      return session.query(statement);
    },
  });
  const database: Database = {
    open: async () => {
      await inner.open();
      await inner.write(async (transaction) => {
        await prepare(transaction);
        await transaction.commit();
      });
    },
    close: () => inner.close(),
    read: (work) => inner.read((session) => work(explaining(session))),
    write: (work) => inner.write((transaction) => work(explaining(transaction))),
  };
  const plansOf = async (call: (store: Store) => Promise<unknown>): Promise<readonly Explained[]> => {
    heard = [];
    await call(store);
    return heard;
  };
  const store = new TypeOrmStore(database);
  return { store, plansOf };
};
