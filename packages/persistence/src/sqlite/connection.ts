import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, QueryRunner } from 'typeorm';
import type { StoredRow, Transaction } from '../sql/session.js';
import type { Sql } from '../sql/sql.js';
import { sqliteDialect } from './dialect.js';
import { storageErrorFrom } from './errors.js';
import { Queue } from '../sql/queue.js';

/** In milliseconds, between two tries to get a lock. */
const longestPause = 10;

/**
 * One connection to the database. TypeORM has one query runner per SQLite DataSource: statements of two units of work
 * that ran at once would end up in one transaction. So every unit of work waits for its turn, and is a transaction.
 */
export class Connection {
  readonly #queue = new Queue();
  readonly #dataSource: DataSource;
  readonly #runner: QueryRunner;

  constructor(
    dataSource: DataSource,
    private readonly database: string,
    /** For how many milliseconds a lock is waited for, in the driver or here. */
    private readonly patience: number,
  ) {
    this.#dataSource = dataSource;
    this.#runner = dataSource.createQueryRunner();
  }

  /** `immediate` takes the write lock at once: a transaction that reads first and then wants to write could only fail. */
  transact<R>(begin: 'begin' | 'begin immediate', work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.#queue.run(async () => {
      await this.execute(begin);
      let open = true;
      const commit = async () => {
        await this.execute('commit');
        open = false;
      };
      try {
        const query = (statement: Sql) => this.#query(statement);
        return await work({ dialect: sqliteDialect, query, commit, ...aloneWithTheFile, reserve: query });
      } finally {
        if (open) await this.#rollback();
      }
    });
  }

  /** A statement without parameters. Where the driver itself does not wait for a lock, it is tried again and again. */
  async execute(statement: string): Promise<readonly StoredRow[]> {
    const until = performance.now() + this.patience;
    for (;;) {
      try {
        return rowsOf(await this.#runner.query(statement));
      } catch (cause) {
        const error = storageErrorFrom(cause, this.database);
        if (error.code !== 'storage_busy' || performance.now() >= until) throw error;
        // At random, so that two that wait do not keep step.
        await sleep(1 + longestPause * Math.random());
      }
    }
  }

  /** TypeORM's own way in, for what it does itself within a transaction. */
  async withTypeOrm(work: (dataSource: DataSource, runner: QueryRunner) => Promise<void>): Promise<void> {
    try {
      await work(this.#dataSource, this.#runner);
    } catch (error) {
      throw storageErrorFrom(error, this.database);
    }
  }

  /** When all that is under way is done. */
  close(): Promise<void> {
    return this.#queue.run(() => this.#dataSource.destroy());
  }

  /** All our SQL is lower-case: TypeORM takes a statement that starts with INSERT or UPDATE for one that answers nothing. */
  async #query({ texts, parameters }: Sql): Promise<readonly StoredRow[]> {
    const statement = texts.reduce((all, text, index) => `${all}${sqliteDialect.placeholder(index)}${text}`);
    try {
      return rowsOf(await this.#runner.query(statement, [...parameters]));
    } catch (error) {
      throw storageErrorFrom(error, this.database);
    }
  }

  async #rollback(): Promise<void> {
    try {
      await this.#runner.query('rollback');
    } catch {
      // After a full disk or an I/O error SQLite has rolled back by itself, and says that there is nothing to undo.
      // Should it be anything else, the next `begin` fails and says so. The error that led here matters more.
    }
  }
}

/** The write lock is one for all. */
const aloneWithTheFile: Pick<Transaction, 'lockUsers' | 'lockFree' | 'lockCatalogue' | 'reservesForGood'> = {
  lockUsers: async () => undefined,
  lockFree: async (users) => ({ locked: users, asRead: true }),
  lockCatalogue: async () => undefined,
  reservesForGood: false,
};

/** What answers no rows comes back as nothing, or as the number of the row that was written last. */
const rowsOf = (answer: unknown): readonly StoredRow[] => (Array.isArray(answer) ? (answer as StoredRow[]) : []);
