import type { QueryRunner } from 'typeorm';
import { notUsable } from '../host/open-transaction.js';
import { behindSavepoint } from '../host/savepoint.js';
import type { Dialect } from '../sql/dialect.js';
import { named, textOf } from '../sql/names.js';
import type { WritingSession } from '../sql/session.js';
import type { Sql } from '../sql/sql.js';
import { aloneWithTheFile, pause, rowsOf } from './connection.js';
import { storageErrorFrom } from './errors.js';

export interface Waiting {
  readonly database: string;
  /** How many milliseconds to wait for another writer. */
  readonly patience: number;
  /** The longest that a statement may wait inside of the driver, in milliseconds. */
  readonly longestWait: number;
  readonly dialect: Dialect;
}

/**
 * TypeORM begins transactions that have no lock yet. It is taken before anything of ours is read: what has read and then
 * wants to write while another has written could only fail.
 */
export const takeWriteLock = async (
  runner: QueryRunner,
  { database, patience, longestWait, dialect }: Waiting,
): Promise<void> => {
  const until = performance.now() + patience;
  const wait = Math.min(patience, longestWait);
  const statement = named(`update holdall_counter set value = value where name = ''`, dialect);
  for (;;) {
    try {
      await waiting(wait, runner, () => runner.query(statement));
      return;
    } catch (cause) {
      const error = storageErrorFrom(cause, database);
      // A driver that may wait as long as we do does not, where waiting would not help.
      const helps = wait < patience && !isTooLate(cause);
      if (error.code !== 'storage_busy' || !helps || performance.now() >= until) throw error;
      await pause();
    }
  }
};

export const withinOnSqlite = async <R>(
  runner: QueryRunner,
  database: string,
  dialect: Dialect,
  work: (session: WritingSession) => Promise<R>,
): Promise<R> => {
  await refuseIfRolledBack(runner);
  const run = async (statement: string, parameters?: unknown[]) => {
    try {
      return rowsOf(await runner.query(statement, parameters));
    } catch (error) {
      throw storageErrorFrom(error, database);
    }
  };
  const query = (statement: Sql) => run(textOf(statement, dialect), [...statement.parameters]);
  return behindSavepoint(run, () => work({ dialect, query, reserve: query, ...aloneWithTheFile }));
};

/** The host may have told the driver to wait longer: better-sqlite3 does so on the thread of who has the lock. */
const waiting = async <R>(milliseconds: number, runner: QueryRunner, work: () => Promise<R>): Promise<R> => {
  const [row] = rowsOf(await runner.query('pragma busy_timeout'));
  const before = Number(row?.['timeout']);
  if (before === milliseconds) return work();
  await runner.query(`pragma busy_timeout = ${milliseconds}`);
  try {
    return await work();
  } finally {
    await runner.query(`pragma busy_timeout = ${before}`);
  }
};

/** Somebody has written since the transaction began to read: waiting would not help. */
const isTooLate = (error: unknown): boolean => String(Object(error).code) === 'SQLITE_BUSY_SNAPSHOT';

/** SQLite rolls back by itself when it is out of space or memory; better-sqlite3 says so. */
const refuseIfRolledBack = async (runner: QueryRunner): Promise<void> => {
  const { inTransaction } = Object(await runner.connect()) as { inTransaction?: boolean };
  if (inTransaction === false) {
    throw notUsable('SQLite has rolled the transaction back after a statement that failed: begin it again.');
  }
};
