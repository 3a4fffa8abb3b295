import { promisify } from 'node:util';
import type { StoredRow } from '../../sql/session.js';
import type { SqliteDriver } from './driver.js';

type Done<T = void> = (error: Error | null, answer: T) => void;

/** As much of the driver's database as we call. */
interface Connection {
  prepare(text: string, done: Done): Statement;
}

interface Statement {
  all(parameters: readonly unknown[], done: Done<readonly StoredRow[]>): void;
  finalize(done: () => void): void;
}

/** Statements run, and wait, on libuv's threads. */
export const sqlite3: SqliteDriver = {
  packageName: 'sqlite3',
  longestWait: Infinity,
  connectionOptions: (database) => ({ type: 'sqlite', database }),
  inProcess: false,
  prepare: async (connection, text) => {
    const statement = await new Promise<Statement>((resolve, reject) => {
      const prepared = (connection as Connection).prepare(text, (error) =>
        error === null ? resolve(prepared) : reject(error),
      );
    });
    return {
      all: promisify((parameters: readonly unknown[], done: Done<readonly StoredRow[]>) =>
        statement.all(parameters, done),
      ),
      finalize: promisify((done: Done) => statement.finalize(() => done(null))),
    };
  },
};
