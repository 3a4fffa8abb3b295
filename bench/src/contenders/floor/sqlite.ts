import BetterSqlite3 from 'better-sqlite3';
import sqlite3 from 'sqlite3';
import type { Column, Row, Session, Statement } from './session.js';

/** As the engine sets its connections. */
const settings = [
  'pragma journal_mode = wal',
  'pragma synchronous = full',
  'pragma cache_size = -16384',
  'pragma wal_autocheckpoint = 4000',
];

const dialect = {
  placeholder: () => '?',
  given: (columns: readonly Column[]) => {
    const selected = columns.map(({ name }, index) => `json_each.value->>${index} as ${name}`).join(', ');
    return {
      text: `(select ${selected} from json_each(?)) as n`,
      parameters: (rows: readonly Row[]) => [JSON.stringify(rows.map((row) => columns.map(({ name }) => row[name])))],
    };
  },
  begin: 'begin immediate',
  locksRows: false,
  through: (index: string) => `indexed by ${index}`,
};

const columnsThrough = async (prepare: (text: string) => Statement, table: string): Promise<readonly Column[]> => {
  const rows = await prepare(`select name, type from pragma_table_info('${table}')`)([]);
  return rows as unknown as readonly Column[];
};

export const betterSqlite3Session = async (file: string): Promise<Session> => {
  const database = new BetterSqlite3(file);
  for (const setting of settings) database.exec(setting);
  const prepare = (text: string): Statement => {
    const statement = database.prepare<unknown[], Row>(text);
    return statement.reader
      ? async (parameters) => statement.all(...parameters)
      : async (parameters) => {
          statement.run(...parameters);
          return [];
        };
  };
  return {
    ...dialect,
    inProcess: true,
    prepare,
    columnsOf: (table) => columnsThrough(prepare, table),
    close: async () => void database.close(),
  };
};

export const sqlite3Session = async (file: string): Promise<Session> => {
  const database = await new Promise<sqlite3.Database>((resolve, reject) => {
    const opened: sqlite3.Database = new sqlite3.Database(file, (error) =>
      error === null ? resolve(opened) : reject(error),
    );
  });
  for (const setting of settings) {
    await new Promise<void>((resolve, reject) => {
      database.exec(setting, (error) => (error === null ? resolve() : reject(error)));
    });
  }
  const statements: sqlite3.Statement[] = [];
  const prepare = (text: string): Statement => {
    const statement = database.prepare(text);
    statements.push(statement);
    return (parameters) =>
      new Promise((resolve, reject) => {
        // With `all` also for what answers nothing: `run` would ask for the number of changes as well.
        statement.all(parameters, (error: Error | null, rows: readonly Row[]) => {
          if (error === null) resolve(rows);
          else reject(error);
        });
      });
  };
  return {
    ...dialect,
    inProcess: false,
    prepare,
    columnsOf: (table) => columnsThrough(prepare, table),
    close: async () => {
      for (const statement of statements)
        await new Promise<void>((resolve) => void statement.finalize(() => resolve()));
      await new Promise<void>((resolve, reject) => {
        database.close((error) => (error === null ? resolve() : reject(error)));
      });
    },
  };
};
