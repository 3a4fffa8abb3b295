import { StorageError } from '@holdall/core';
import { migrate, migrationNames, pendingMigrations, refusePending } from '../migrations/migrate.js';
import type { Dialect } from '../sql/dialect.js';
import { sql } from '../sql/sql.js';
import { defaultPrefix } from '../sql/names.js';
import type { QueryRunner } from 'typeorm';
import type { Database, Session, Transaction, WritingSession } from '../sql/session.js';
import { Connection } from './connection.js';
import { sqliteDataSource } from './data-source.js';
import { sqliteDialect } from './dialect.js';
import { sqliteDrivers } from './drivers/index.js';
import type { SqliteOptions } from './options.js';
import { takeWriteLock, withinOnSqlite } from './host.js';
import { inMemory, isMissing, refuseUnusablePath } from './path.js';

/** In milliseconds. */
const defaultPatience = 5_000;

/** An SQLite file, or memory. */
export class SqliteDatabase implements Database {
  readonly writesAtOnce = 1;
  #writer: Connection | null = null;
  /** The writer itself in memory, where a second connection would be another, empty database. */
  #reader: Connection | null = null;

  readonly #dialect: Dialect;

  constructor(private readonly options: SqliteOptions) {
    this.#dialect = { ...sqliteDialect, prefix: options.tablePrefix ?? defaultPrefix };
  }

  async open(): Promise<readonly string[]> {
    const { database } = this.options;
    try {
      if (database !== inMemory) await refuseUnusablePath(database);
      if (this.options.migrations === 'check') await this.#refuseMissingFile();
      this.#writer = await this.#connect();
      const migrated = await this.#migrate(this.#writer);
      this.#reader = database === inMemory ? this.#writer : await this.#openReader(this.#writer);
      return migrated;
    } catch (error) {
      await this.close().catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    const connections = new Set([this.#reader, this.#writer]);
    this.#reader = null;
    this.#writer = null;
    for (const connection of connections) await connection?.close();
  }

  write<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return open(this.#writer).transact('begin immediate', work);
  }

  /** There is but one writer. */
  writeAlone<R>(work: (transaction: Transaction) => Promise<R>): Promise<R> {
    return this.write(work);
  }

  /** A deferred transaction, so that all that one question reads is of the same moment. In WAL it waits for no writer. */
  read<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return open(this.#reader).transact('begin', work);
  }

  /**
   * On a connection of its own, where the open transaction is in nobody's way. In memory there is only one connection:
   * there all of it is read at once, and given out from a list.
   */
  async *stream<T>(work: (session: Session) => AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    open(this.#reader);
    if (this.options.database === inMemory) return yield* await this.read((session) => allOf(work(session)));
    const connection = await this.#connectReader();
    try {
      yield* connection.stream(work);
    } finally {
      await connection.close();
    }
  }

  glance<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return open(this.#reader).glance(work);
  }

  enter(runner: QueryRunner): Promise<void> {
    const { database, busyTimeout = defaultPatience, type } = this.options;
    const { longestWait } = sqliteDrivers[type];
    return takeWriteLock(runner, { database, patience: busyTimeout, longestWait, dialect: this.#dialect });
  }

  within<R>(runner: QueryRunner, work: (session: WritingSession) => Promise<R>): Promise<R> {
    return withinOnSqlite(runner, this.options.database, this.#dialect, work);
  }

  /** SQLite would make it. */
  async #refuseMissingFile(): Promise<void> {
    const { database } = this.options;
    if (await isMissing(database)) refusePending(migrationNames(this.#dialect), database);
  }

  /** In one transaction that excludes all others: whoever comes second finds it done. */
  #migrate(writer: Connection): Promise<readonly string[]> {
    return writer.transact('begin immediate', async ({ commit, query }) => {
      const migrated = await writer.withTypeOrm(async (dataSource, runner) => {
        if (this.options.migrations !== 'check') return migrate(dataSource, runner);
        refusePending(await pendingMigrations(dataSource, runner), this.options.database);
        return [];
      });
      // SQLite begins even an immediate transaction on a file that it may only read, and refuses the first write.
      await query(sql`update holdall_counter set value = value where name = ''`);
      await commit();
      return migrated;
    });
  }

  async #connect(): Promise<Connection> {
    const { type, database, busyTimeout = defaultPatience, driverOptions } = this.options;
    const { longestWait } = sqliteDrivers[type];
    const dataSource = await sqliteDataSource(type, database, this.#dialect, driverOptions);
    const connection = new Connection(dataSource, database, busyTimeout, this.#dialect, sqliteDrivers[type]);
    await connection.execute(`pragma busy_timeout = ${Math.min(busyTimeout, longestWait)}`);
    // A commit is on the disk before it is answered, also when the power fails.
    await connection.execute('pragma synchronous = full');
    // The defaults are for phones: 2 MB of cache, and a checkpoint after every other batch.
    await connection.execute('pragma cache_size = -16384');
    await connection.execute('pragma wal_autocheckpoint = 4000');
    return connection;
  }

  /** Only now, when the file is known to be ours and of a schema that we know: switching to WAL changes the file. */
  async #openReader(writer: Connection): Promise<Connection> {
    const [row] = await writer.execute('pragma journal_mode = wal');
    if (row?.['journal_mode'] !== 'wal') {
      throw new StorageError(
        `The database ${this.options.database} cannot be switched to write-ahead logging, without which reads would wait for writes. Network file systems cannot do it: put the file on a local disk.`,
        { code: 'database_not_usable', transient: false, details: { database: this.options.database } },
      );
    }
    return this.#connectReader();
  }

  async #connectReader(): Promise<Connection> {
    const reader = await this.#connect();
    await reader.execute('pragma query_only = on');
    return reader;
  }
}

const open = (connection: Connection | null): Connection => {
  if (connection !== null) return connection;
  throw new StorageError('The store is not open.', { code: 'storage_closed', transient: false });
};

const allOf = async <T>(parts: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const part of parts) all.push(part);
  return all;
};
