import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { Session, StoredRow, Transaction, WritingSession } from '../sql/session.js';
import type { Dialect } from '../sql/dialect.js';
import { textOf } from '../sql/names.js';
import type { Sql } from '../sql/sql.js';
import type { SqliteDriver } from './drivers/driver.js';
import { storageErrorFrom } from './errors.js';
import { Queue } from '../sql/queue.js';
import { Statements } from './statements.js';

/** In milliseconds, between two tries to get a lock. */
const longestPause = 10;

/** In milliseconds, of units of work without a turn for anything else in the process. */
const longestTurn = 10;

/** At random, so that two that wait do not keep step. */
export const pause = (): Promise<void> => sleep(1 + longestPause * Math.random());

/**
 * One connection to the database. TypeORM has one query runner per SQLite DataSource: statements of two units of work
 * that ran at once would end up in one transaction. So every unit of work waits for its turn, and is a transaction.
 */
export class Connection {
  readonly #queue = new Queue();
  readonly #dataSource: DataSource;
  readonly #runner: QueryRunner;
  readonly #statements: Statements;
  #turnBegan = performance.now();

  constructor(
    dataSource: DataSource,
    private readonly database: string,
    /** For how many milliseconds a lock is waited for, in the driver or here. */
    private readonly patience: number,
    private readonly dialect: Dialect,
    private readonly driver: SqliteDriver,
  ) {
    this.#dataSource = dataSource;
    this.#runner = dataSource.createQueryRunner();
    this.#statements = new Statements(this.#runner, driver);
  }

  /** `immediate` takes the write lock at once: a transaction that reads first and then wants to write could only fail. */
  transact<R>(begin: 'begin' | 'begin immediate', work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.#queue.run(async () => {
      await this.#letOthers();
      await this.execute(begin);
      let open = true;
      const commit = async () => {
        await this.execute('commit');
        open = false;
      };
      try {
        const lockEverything = async () => undefined;
        const session = this.#session();
        return await work({ ...session, commit, ...aloneWithTheFile, lockEverything, reserve: session.query });
      } finally {
        if (open) await this.#rollback();
      }
    });
  }

  /** Work whose statements each see what was committed when they began, but not all the same. */
  glance<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return this.#queue.run(async () => {
      await this.#letOthers();
      return work(this.#session());
    });
  }

  /** A transaction that reads bit by bit, as it is asked. Until the end of it nothing else runs on this connection. */
  async *stream<T>(work: (session: Session) => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    await this.execute('begin');
    try {
      yield* work(this.#session());
    } finally {
      await this.#rollback();
    }
  }

  /** A statement without parameters. Where the driver itself does not wait for a lock, it is tried again and again. */
  async execute(statement: string): Promise<readonly StoredRow[]> {
    const until = performance.now() + this.patience;
    for (;;) {
      try {
        return await this.#statements.run(statement);
      } catch (cause) {
        const error = storageErrorFrom(cause, this.database);
        if (error.code !== 'storage_busy' || performance.now() >= until) throw error;
        await pause();
      }
    }
  }

  /** TypeORM's own way in, for what it does itself within a transaction. */
  async withTypeOrm<R>(work: (dataSource: DataSource, runner: QueryRunner) => Promise<R>): Promise<R> {
    try {
      return await work(this.#dataSource, this.#runner);
    } catch (error) {
      throw storageErrorFrom(error, this.database);
    }
  }

  /** When all that is under way is done. */
  close(): Promise<void> {
    return this.#queue.run(async () => {
      await this.#statements.finalize();
      await this.#dataSource.destroy();
    });
  }

  /**
   * A driver in this process answers in the same turn of the event loop. Callers who ask again at once would keep it from
   * ever ending, and with it timers and sockets from their turn.
   */
  async #letOthers(): Promise<void> {
    if (!this.driver.inProcess || performance.now() - this.#turnBegan < longestTurn) return;
    await nextTurn();
    this.#turnBegan = performance.now();
  }

  #session(): Session {
    const query = (statement: Sql) =>
      this.#failingAs(this.#statements.run(this.#textOf(statement), statement.parameters));
    if (!this.driver.inProcess) return { dialect: this.dialect, query };
    const queryEach: Session['queryEach'] = (statement, parameters) =>
      this.#failingAs(this.#statements.runEach(this.#textOf(statement), parameters));
    return { dialect: this.dialect, query, queryEach };
  }

  #textOf(statement: Sql): string {
    return textOf(statement, this.dialect);
  }

  async #failingAs<R>(work: Promise<R>): Promise<R> {
    try {
      return await work;
    } catch (error) {
      throw storageErrorFrom(error, this.database);
    }
  }

  async #rollback(): Promise<void> {
    try {
      await this.#statements.run('rollback');
    } catch {
      // After a full disk or an I/O error SQLite has rolled back by itself, and says that there is nothing to undo.
      // Should it be anything else, the next `begin` fails and says so. The error that led here matters more.
    }
  }
}

/** The write lock is one for all. */
export const aloneWithTheFile: Pick<WritingSession, 'lockUsers' | 'lockFree' | 'lockCatalogue' | 'reservesForGood'> = {
  lockUsers: async () => undefined,
  lockFree: async (users) => ({ locked: users, asRead: true }),
  lockCatalogue: async () => undefined,
  reservesForGood: false,
};

/** What answers no rows comes back as nothing, or as the number of the row that was written last. */
export const rowsOf = (answer: unknown): readonly StoredRow[] => (Array.isArray(answer) ? (answer as StoredRow[]) : []);
