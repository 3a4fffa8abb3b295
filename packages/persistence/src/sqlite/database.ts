import { StorageError } from '@holdall/core';
import { migrate } from '../migrations/migrate.js';
import type { Database, Session, Transaction } from '../sql/session.js';
import { Connection } from './connection.js';
import { sqliteDataSource } from './data-source.js';
import { sqliteDrivers, type SqliteType } from './drivers/index.js';
import { inMemory, refuseUnusablePath } from './path.js';

export interface SqliteOptions {
  /** TypeORM's names of the packages: `sqlite` is `sqlite3`. */
  readonly type: SqliteType;
  /** The path of a file, which is created if it does not exist, or `:memory:`. */
  readonly database: string;
  /** How many milliseconds SQLite waits for another process to let go of the file, on each try. Default 5,000. */
  readonly busyTimeout?: number;
}

/** An SQLite file, or memory. */
export class SqliteDatabase implements Database {
  #writer: Connection | null = null;
  /** The writer itself in memory, where a second connection would be another, empty database. */
  #reader: Connection | null = null;

  constructor(private readonly options: SqliteOptions) {}

  async open(): Promise<void> {
    const { database } = this.options;
    try {
      if (database !== inMemory) await refuseUnusablePath(database);
      this.#writer = await this.#connect();
      // In one transaction that excludes all others: whoever comes second finds it done.
      await this.#writer.transact('begin immediate', async ({ commit }) => {
        await this.#writer!.withTypeOrm(migrate);
        // SQLite begins even an immediate transaction on a file that it may only read, and refuses the first write.
        await this.#writer!.execute(`update holdall_counter set value = value where name = ''`);
        await commit();
      });
      this.#reader = database === inMemory ? this.#writer : await this.#openReader(this.#writer);
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

  /** A deferred transaction, so that all that one question reads is of the same moment. In WAL it waits for no writer. */
  read<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return open(this.#reader).transact('begin', work);
  }

  async #connect(): Promise<Connection> {
    const { type, database, busyTimeout = 5_000 } = this.options;
    const { longestWait } = sqliteDrivers[type];
    const dataSource = await sqliteDataSource(type, database);
    const connection = new Connection(dataSource, database, busyTimeout);
    await connection.execute(`pragma busy_timeout = ${Math.min(busyTimeout, longestWait)}`);
    // A commit is on the disk before it is answered, also when the power fails.
    await connection.execute('pragma synchronous = full');
    // The defaults are for phones: 2 MB of cache, and a checkpoint after every other batch.
    await connection.execute('pragma cache_size = -32768');
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
    const reader = await this.#connect();
    await reader.execute('pragma query_only = on');
    return reader;
  }
}

const open = (connection: Connection | null): Connection => {
  if (connection !== null) return connection;
  throw new StorageError('The store is not open.', { code: 'storage_closed', transient: false });
};
