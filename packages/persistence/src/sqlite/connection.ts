import type { DataSource, QueryRunner } from 'typeorm';
import type { StoredRow, Transaction } from '../sql/session.js';
import type { Sql } from '../sql/sql.js';
import { sqliteDialect } from './dialect.js';
import { storageErrorFrom } from './errors.js';
import { Queue } from './queue.js';

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
        return await work({ dialect: sqliteDialect, query: (statement) => this.#query(statement), commit });
      } finally {
        if (open) await this.#rollback();
      }
    });
  }

  /** A statement without parameters. */
  async execute(statement: string): Promise<readonly StoredRow[]> {
    try {
      return ((await this.#runner.query(statement)) ?? []) as readonly StoredRow[];
    } catch (error) {
      throw storageErrorFrom(error, this.database);
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
      return ((await this.#runner.query(statement, [...parameters])) ?? []) as readonly StoredRow[];
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
