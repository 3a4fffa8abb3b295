import type { QueryRunner } from 'typeorm';
import type { Dialect } from './dialect.js';
import type { Sql } from './sql.js';

/** A row as it comes back: nothing about it is known until a `RowReader` has looked. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** Runs statements, one after another, all seeing the same state of the database. */
export interface Session {
  readonly dialect: Dialect;
  /** @throws StorageError */
  query(statement: Sql): Promise<readonly StoredRow[]>;
}

/** A session in which a unit of work reads under its locks, and writes. */
export interface WritingSession extends Session {
  /**
   * Sees to it that these users are locked, before anything is read of them. Answers whether they all were already. It may
   * throw, so that the whole work is run again with more locks from the start. Nothing to do where one writes at a time.
   */
  lockUsers(users: ReadonlySet<string>): Promise<boolean>;
  /** The same for the catalogue, which was read as of this version. */
  lockCatalogue(version: number): Promise<void>;
  /** Runs a statement that reserves ids. */
  reserve(statement: Sql): Promise<readonly StoredRow[]>;
  /** Whether what was reserved stays so, whatever becomes of the transaction. */
  readonly reservesForGood: boolean;
}

export interface Transaction extends WritingSession {
  /** Keeps what was written. Without it everything is undone when the work ends. */
  commit(): Promise<void>;
}

/** One kind of database with its connections: what `TypeOrmStore` stands on. Adding an engine means adding one of these. */
export interface Database {
  /** Connects, and brings the schema up to date. Answers which migrations that took. @throws StorageError */
  open(): Promise<readonly string[]>;
  close(): Promise<void>;
  /** Runs work under the locks that keep all other writers away. It may be run again when it failed as busy. */
  write<R>(work: (transaction: Transaction) => Promise<R>): Promise<R>;
  /** Runs work that reads one committed state and writes nothing. */
  read<R>(work: (session: Session) => Promise<R>): Promise<R>;
  /** Runs work whose statements each see what was committed when they began, but not all the same. */
  glance<R>(work: (session: Session) => Promise<R>): Promise<R>;
  /**
   * Sees to it, once for each transaction of the host's, that units of work can run in it.
   * @throws StorageError
   */
  enter(runner: QueryRunner): Promise<void>;
  /** Runs work in a transaction of the host's. Where it fails, nothing of it is left: no locks either. */
  within<R>(runner: QueryRunner, work: (session: WritingSession) => Promise<R>): Promise<R>;
}
