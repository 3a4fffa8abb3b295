import { setTimeout as sleep } from 'node:timers/promises';
import { HoldallError, StorageError } from '@holdall/core';
import { DataSource, type DataSourceOptions, type EntityManager, type QueryRunner } from 'typeorm';
import { commitErrorFrom, isWorthATry, storageErrorFrom } from './errors.js';
import { migrate } from './migrations/migrate.js';
import { dataSourceOptions, nameOf, type Place } from './place.js';

/** A number that nobody else is likely to use: PostgreSQL's advisory locks have no names. */
const migrating = 4_047_311;

/** In milliseconds, between two tries. */
const [shortestPause, longestPause] = [5, 200];

/** The bridge's own connection, or connections, to its database. */
export class Database {
  readonly #options: DataSourceOptions;
  readonly #name: string;
  readonly #postgres: boolean;
  readonly #hosted: boolean;
  #opening: Promise<DataSource> | null = null;
  readonly #underWay = new Set<Promise<unknown>>();
  /** TypeORM has one query runner per SQLite DataSource: what ran at once would be one transaction. */
  #last: Promise<unknown> = Promise.resolve();

  /** @throws InvalidInputError */
  constructor(
    place: Place,
    /** How long the work of others is waited for, in milliseconds. */
    private readonly patience: number,
  ) {
    this.#options = dataSourceOptions(place);
    this.#name = nameOf(this.#options);
    this.#postgres = this.#options.type === 'postgres';
    this.#hosted = 'dataSource' in place;
  }

  /** @throws StorageError */
  async open(): Promise<void> {
    this.#opening ??= this.#opened();
    try {
      await this.#opening;
    } catch (error) {
      this.#opening = null;
      throw error;
    }
  }

  /** When all that is under way is done. */
  async close(): Promise<void> {
    const opening = this.#opening;
    this.#opening = null;
    await Promise.allSettled(this.#underWay);
    await (await opening)?.destroy();
  }

  /** Questions of one statement each. @throws StorageError */
  read<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.#doing((dataSource) => this.#withRunner(dataSource, ({ manager }) => work(manager)));
  }

  /** All of it or nothing, durably; done anew where others were in its way. @throws StorageError, and what the work throws */
  transact<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.#doing((dataSource) => this.#transaction(dataSource, ({ manager }) => work(manager)));
  }

  async #doing<T>(work: (dataSource: DataSource) => Promise<T>): Promise<T> {
    const opening = this.#opening;
    if (opening === null)
      throw new StorageError('The store is not open.', { code: 'storage_closed', transient: false });
    const done = opening.then((dataSource) => this.#patiently(() => work(dataSource)));
    this.#underWay.add(done);
    return done.finally(() => this.#underWay.delete(done));
  }

  async #opened(): Promise<DataSource> {
    const dataSource = await this.#patiently(async () => new DataSource(this.#options).initialize());
    try {
      await this.#patiently(() => this.#settings(dataSource));
      // Whoever comes second finds it done.
      await this.#patiently(() =>
        this.#transaction(dataSource, async (runner) => {
          if (this.#postgres) await runner.query(`SELECT pg_advisory_xact_lock(${migrating})`);
          await migrate(dataSource, runner);
        }),
      );
      return dataSource;
    } catch (error) {
      await dataSource.destroy().catch(() => undefined);
      throw error;
    }
  }

  /** Of SQLite, where each connection has its own; on PostgreSQL each transaction has. */
  async #settings(dataSource: DataSource): Promise<void> {
    if (this.#postgres) return;
    // Waiting is done here: better-sqlite3 would wait on the thread of who has the lock.
    await dataSource.query('PRAGMA busy_timeout = 0');
    // As FULL; where there is no write-ahead log, a commit is for good only with this.
    await dataSource.query('PRAGMA synchronous = EXTRA');
    // It stays with the file: that of a host is left as it is.
    if (!this.#hosted) await dataSource.query('PRAGMA journal_mode = WAL');
  }

  async #transaction<T>(dataSource: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    return this.#withRunner(dataSource, async (runner) => {
      // What is read after a lock must be what the lock protects. TypeORM would begin without one on SQLite, where what
      // has read before it gets the lock can only fail when another has written meanwhile.
      if (this.#postgres) await runner.startTransaction('READ COMMITTED');
      else await runner.query('BEGIN IMMEDIATE');
      try {
        if (this.#postgres) {
          await runner.query(`SET LOCAL lock_timeout = ${this.patience}`);
          await runner.query('SET LOCAL synchronous_commit = on');
        }
        const result = await work(runner);
        await (this.#postgres ? runner.commitTransaction() : runner.query('COMMIT')).catch((error: unknown) => {
          throw commitErrorFrom(error, this.#name);
        });
        return result;
      } catch (error) {
        // Where there is nothing to undo, SQLite has done so by itself, or the connection is lost. What led here matters more.
        await (this.#postgres ? runner.rollbackTransaction() : runner.query('ROLLBACK')).catch(() => undefined);
        throw error;
      }
    });
  }

  #withRunner<T>(dataSource: DataSource, work: (runner: QueryRunner) => Promise<T>): Promise<T> {
    const alone = async (): Promise<T> => {
      const runner = dataSource.createQueryRunner();
      try {
        return await work(runner);
      } finally {
        await runner.release();
      }
    };
    if (this.#postgres) return alone();
    const turn = this.#last.then(alone);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Again, after a random pause that grows, while others are in the way: nothing of a failed try is left. */
  async #patiently<T>(work: () => Promise<T>): Promise<T> {
    const until = performance.now() + this.patience;
    for (let longest = shortestPause; ; longest = Math.min(2 * longest, longestPause)) {
      try {
        return await work();
      } catch (error) {
        if (error instanceof HoldallError && !isWorthATry(error)) throw error;
        const failure = storageErrorFrom(error, this.#name);
        if (!isWorthATry(failure) || performance.now() >= until) throw failure;
        await sleep(longest * Math.random());
      }
    }
  }
}
