import { StorageError } from '@holdall/core';
import type { DataSource, QueryRunner } from 'typeorm';
import { migrate } from '../migrations/migrate.js';
import { Queue } from '../sql/queue.js';
import type { Database, Session, StoredRow, Transaction } from '../sql/session.js';
import { raw, sql, type Sql } from '../sql/sql.js';
import { nameOf, postgresDataSource, type PostgresOptions } from './data-source.js';
import { postgresDialect } from './dialect.js';
import { commitErrorFrom, storageErrorFrom } from './errors.js';
import { Locks, MoreLocksNeeded, noLocks, union, type LockSet } from './locks.js';

/** Numbers that nobody else is likely to use: PostgreSQL's advisory locks have no names. */
const advisory = { migrating: 4_047_301, reservingIds: 4_047_302 };

/** What a sweep finds may change while it waits for the locks of it. It does not keep changing. */
const mostRestarts = 50;

/** A PostgreSQL database, through a pool of connections. */
export class PostgresDatabase implements Database {
  #dataSource: DataSource | null = null;
  readonly #name: string;
  /** Units of work of one process take turns: they come as batches already, and share the ids that were reserved. */
  readonly #writing = new Queue();

  constructor(private readonly options: PostgresOptions) {
    this.#name = nameOf(options);
  }

  async open(): Promise<void> {
    const { schema } = this.options;
    this.#dataSource = await postgresDataSource(this.options);
    try {
      await this.#withRunner(async (runner) => {
        await this.#transact(runner, 'begin', async (session, commit) => {
          // Whoever comes second finds it done. A schema cannot be made "if it does not exist" by two at once either.
          await session.query(sql`select pg_advisory_xact_lock(${advisory.migrating})`);
          if (schema !== undefined) await session.query(raw(`create schema if not exists "${schema}"`));
          await this.#failingAs(migrate(this.#dataSource!, runner));
          await commit();
        });
      });
    } catch (error) {
      await this.close().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    const dataSource = this.#dataSource;
    this.#dataSource = null;
    await this.#writing.run(async () => dataSource?.destroy());
  }

  write<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.#writing.run(async () => {
      let locks = noLocks;
      for (let restart = 0; restart < mostRestarts; restart += 1) {
        try {
          return await this.#writeUnder(locks, work);
        } catch (error) {
          if (!(error instanceof MoreLocksNeeded)) throw error;
          locks = union(locks, error.needed);
        }
      }
      throw new StorageError(`The users of a batch kept changing while it waited for them.`, {
        code: 'storage_busy',
        transient: true,
      });
    });
  }

  /** Sees one committed state, and waits for nobody. */
  read<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return this.#withRunner((runner) =>
      this.#transact(runner, 'begin isolation level repeatable read read only', (session) => work(session)),
    );
  }

  #writeUnder<R>(known: LockSet, work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.#withRunner((runner) =>
      // Each statement sees what was committed before it began: what is read after the lock is what the lock protects.
      this.#transact(runner, 'begin isolation level read committed', (session, commit) => {
        const locks = new Locks(session, known);
        return work({
          ...session,
          commit,
          lockUsers: (users) => locks.lockUsers(users),
          lockFree: async (users) => ({ locked: await locks.lockFree(users), asRead: false }),
          lockCatalogue: (version) => locks.lockCatalogue(version),
          reserve: (statement) => this.#reserve(statement),
          reservesForGood: true,
        });
      }),
    );
  }

  /**
   * On a connection of its own, and committed at once: the rows of the counters would otherwise be locked until the end
   * of the batch, and all processes would wait for each other.
   */
  #reserve(statement: Sql): Promise<readonly StoredRow[]> {
    return this.#withRunner((runner) =>
      this.#transact(runner, 'begin isolation level read committed', async (session, commit) => {
        await session.query(sql`select pg_advisory_xact_lock(${advisory.reservingIds})`);
        const rows = await session.query(statement);
        await commit();
        return rows;
      }),
    );
  }

  async #withRunner<R>(work: (runner: QueryRunner) => Promise<R>): Promise<R> {
    if (this.#dataSource === null) {
      throw new StorageError('The store is not open.', { code: 'storage_closed', transient: false });
    }
    const runner = this.#dataSource.createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  }

  async #transact<R>(
    runner: QueryRunner,
    begin: string,
    work: (session: Session, commit: () => Promise<void>) => Promise<R>,
  ): Promise<R> {
    let open = true;
    const commit = async () => {
      open = false;
      await runner.query('commit').catch((error: unknown) => {
        throw commitErrorFrom(error, this.#name);
      });
    };
    await this.#failingAs(runner.query(begin));
    try {
      return await work({ dialect: postgresDialect, query: (statement) => this.#query(runner, statement) }, commit);
    } finally {
      // Where the connection is lost, so is the transaction.
      if (open) await runner.query('rollback').catch(() => undefined);
    }
  }

  async #query(runner: QueryRunner, { texts, parameters }: Sql): Promise<readonly StoredRow[]> {
    const statement = texts.reduce((all, part, index) => `${all}${postgresDialect.placeholder(index)}${part}`);
    const { records } = await this.#failingAs(runner.query(statement, [...parameters], true));
    return (records ?? []) as readonly StoredRow[];
  }

  async #failingAs<R>(work: Promise<R>): Promise<R> {
    try {
      return await work;
    } catch (error) {
      throw storageErrorFrom(error, this.#name);
    }
  }
}
