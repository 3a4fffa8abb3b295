import { StorageError } from '@holdall/core';
import type { DataSource, QueryRunner } from 'typeorm';
import { migrate, pendingMigrations, refusePending } from '../migrations/migrate.js';
import type { Dialect } from '../sql/dialect.js';
import { defaultPrefix, textOf } from '../sql/names.js';
import { Queue } from '../sql/queue.js';
import type { Database, Session, StoredRow, Transaction, WritingSession } from '../sql/session.js';
import { raw, sql, type Sql } from '../sql/sql.js';
import { notUsable } from '../host/open-transaction.js';
import { behindSavepoint } from '../host/savepoint.js';
import { defaultPoolSize, nameOf, postgresDataSource, usualPlans, type PostgresOptions } from './data-source.js';
import { postgresDialect } from './dialect.js';
import { commitErrorFrom, storageErrorFrom } from './errors.js';
import { StatementNames } from './statement-names.js';
import { KnownUsers, lockEverything, Locks, withAllLocks, type LockSet } from './locks.js';

/** Numbers that nobody else is likely to use: PostgreSQL's advisory locks have no names. */
const advisory = { migrating: 4_047_301, reservingIds: 4_047_302 };

/** For lists, which ask for more than rows by their keys, and for questions that take several statements. */
const oneMoment = `begin isolation level repeatable read read only; ${usualPlans}`;

/** While the server works on one batch, another is decided. More would only take batches apart. */
const mostWritesAtOnce = 2;

/** As much of a connection of the driver's as we call. */
interface Client {
  query(statement: {
    name: string | undefined;
    text: string;
    values: unknown[];
  }): Promise<{ rows: readonly StoredRow[] }>;
}

/** A PostgreSQL database, through a pool of connections. */
export class PostgresDatabase implements Database {
  #dataSource: DataSource | null = null;
  readonly #name: string;
  readonly writesAtOnce: number;
  readonly #writing: Queue;

  readonly #names: StatementNames;
  readonly #users = new KnownUsers();
  readonly #dialect: Dialect;
  /** Names with their schema: the host's connections look for tables elsewhere. */
  #qualified: Dialect;

  constructor(private readonly options: PostgresOptions) {
    this.#name = nameOf(options);
    this.#dialect = { ...postgresDialect, prefix: options.tablePrefix ?? defaultPrefix };
    this.#qualified = this.#dialect;
    this.#names = new StatementNames(options.preparedStatements ?? true);
    // One more connection reserves ids, on which all of them may wait.
    this.writesAtOnce = Math.min(mostWritesAtOnce, (options.poolSize ?? defaultPoolSize) - 1);
    this.#writing = new Queue(this.writesAtOnce);
  }

  async open(): Promise<readonly string[]> {
    this.#dataSource = await postgresDataSource(this.options, this.#dialect);
    try {
      return await this.#withRunner((runner) =>
        this.#transact(runner, 'begin', async (session, commit) => {
          // Whoever comes second finds it done. A schema cannot be made "if it does not exist" by two at once either.
          await session.query(sql`select pg_advisory_xact_lock(${advisory.migrating})`);
          const migrated = await this.#failingAs(this.#migrate(session, runner));
          const [here] = await session.query(sql`select quote_ident(current_schema()) as schema`);
          this.#qualified = { ...this.#dialect, prefix: `${String(here?.['schema'])}.${this.#dialect.prefix}` };
          await commit();
          return migrated;
        }),
      );
    } catch (error) {
      await this.close().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    const dataSource = this.#dataSource;
    this.#dataSource = null;
    await this.#writing.runAlone(async () => dataSource?.destroy());
  }

  write<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.#writing.run(() => withAllLocks((known) => this.#writeUnder(known, work)));
  }

  writeAlone<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.#writing.runAlone(() => withAllLocks((known) => this.#writeUnder(known, work)));
  }

  /** Sees one committed state, and waits for nobody. */
  read<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return this.#withRunner((runner) => this.#transact(runner, oneMoment, (session) => work(session)));
  }

  /** On a connection beside the pool: one that is kept for long would be missing there. */
  async *stream<T>(work: (session: Session) => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    this.#open();
    const dataSource = await postgresDataSource({ ...this.options, poolSize: 1 }, this.#dialect);
    const runner = dataSource.createQueryRunner();
    try {
      await this.#failingAs(runner.query(oneMoment));
      yield* work({ dialect: this.#dialect, query: (statement) => this.#prepared(runner, statement) });
    } finally {
      // Closing the connection ends its transaction.
      await runner.release();
      await dataSource.destroy();
    }
  }

  glance<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return this.#withRunner((runner) =>
      work({ dialect: this.#dialect, query: (statement) => this.#prepared(runner, statement) }),
    );
  }

  async enter(runner: QueryRunner): Promise<void> {
    const [setting] = await this.#query(
      runner,
      sql`select current_setting('transaction_isolation') as isolation, current_setting('transaction_read_only') as read_only`,
    );
    if (setting?.['read_only'] === 'on') throw notUsable('The transaction is read-only: begin another.');
    if (setting?.['isolation'] === 'read committed') return;
    throw notUsable(
      `The transaction is at isolation level ${String(setting?.['isolation'])}, where what is read after a lock may be older than the lock. Begin it at READ COMMITTED.`,
    );
  }

  within<R>(runner: QueryRunner, work: (session: WritingSession) => Promise<R>): Promise<R> {
    const execute = (statement: string) => this.#failingAs(runner.query(statement));
    const session = {
      dialect: this.#qualified,
      query: (statement: Sql) => this.#query(runner, statement, this.#qualified),
    };
    // Going back to the savepoint lets go of the locks that were taken since.
    return withAllLocks((known) => behindSavepoint(execute, () => work(this.#locking(session, known))));
  }

  async #migrate(session: Session, runner: QueryRunner): Promise<readonly string[]> {
    const { schema, migrations } = this.options;
    if (migrations === 'check') {
      refusePending(await pendingMigrations(this.#dataSource!, runner), this.#name);
      return [];
    }
    if (schema !== undefined) await session.query(raw(`create schema if not exists "${schema}"`));
    return migrate(this.#dataSource!, runner);
  }

  #writeUnder<R>(known: LockSet, work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.#withRunner((runner) =>
      // Each statement sees what was committed before it began: what is read after the lock is what the lock protects.
      this.#transact(runner, 'begin isolation level read committed', (session, commit) => {
        return work({ ...this.#locking(session, known), lockEverything: () => lockEverything(session), commit });
      }),
    );
  }

  #locking(session: Session, known: LockSet): WritingSession {
    const locks = new Locks(session, known, this.#users);
    return {
      ...session,
      lockUsers: (users) => locks.lockUsers(users),
      lockFree: async (users) => ({ locked: await locks.lockFree(users), asRead: false }),
      lockCatalogue: (version) => locks.lockCatalogue(version),
      reserve: (statement) => this.#reserve(statement),
      reservesForGood: true,
    };
  }

  /**
   * On a connection of its own, and committed at once: the rows of the counters would otherwise be locked until the end
   * of the batch, and all processes would wait for each other.
   */
  #reserve(statement: Sql): Promise<readonly StoredRow[]> {
    return this.#withRunner((runner) =>
      this.#transact(runner, 'begin isolation level read committed', async (session, commit) => {
        await session.query(
          sql`select pg_advisory_xact_lock(${advisory.reservingIds}, hashtext(current_schema()::text || ${this.#dialect.prefix}::text))`,
        );
        const rows = await session.query(statement);
        await commit();
        return rows;
      }),
    );
  }

  async #withRunner<R>(work: (runner: QueryRunner) => Promise<R>): Promise<R> {
    const runner = this.#open().createQueryRunner();
    try {
      return await work(runner);
    } finally {
      await runner.release();
    }
  }

  #open(): DataSource {
    if (this.#dataSource !== null) return this.#dataSource;
    throw new StorageError('The store is not open.', { code: 'storage_closed', transient: false });
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
      return await work({ dialect: this.#dialect, query: (statement) => this.#prepared(runner, statement) }, commit);
    } finally {
      // Where the connection is lost, so is the transaction.
      if (open) await runner.query('rollback').catch(() => undefined);
    }
  }

  /** On a connection of ours, where each statement is planned once. */
  async #prepared(runner: QueryRunner, statement: Sql): Promise<readonly StoredRow[]> {
    const text = textOf(statement, this.#dialect);
    const name = this.#names.of(text);
    const client = (await this.#failingAs(runner.connect())) as Client;
    const { rows } = await this.#failingAs(client.query({ name, text, values: [...statement.parameters] }));
    return rows;
  }

  async #query(runner: QueryRunner, statement: Sql, dialect = this.#dialect): Promise<readonly StoredRow[]> {
    const text = textOf(statement, dialect);
    const { records } = await this.#failingAs(runner.query(text, [...statement.parameters], true));
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
