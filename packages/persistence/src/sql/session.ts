import type { QueryRunner } from 'typeorm';
import type { Dialect } from './dialect.js';
import type { Parameter, Sql } from './sql.js';

/** A row as it comes back: nothing about it is known until a `RowReader` has looked. */
export type StoredRow = Readonly<Record<string, unknown>>;

/** Runs statements, one after another, all seeing the same state of the database. */
export interface Session {
  readonly dialect: Dialect;
  /** @throws StorageError */
  query(statement: Sql): Promise<readonly StoredRow[]>;
  /**
   * Runs a statement once with each of these lists of parameters, and answers the rows of all. Only where the database is
   * in this process: there it takes less than half as long as handing over all rows at once, as one text.
   * @throws StorageError
   */
  queryEach?(statement: Sql, parameters: readonly (readonly Parameter[])[]): Promise<readonly StoredRow[]>;
}

/** A session in which a unit of work reads under its locks, and writes. */
export interface WritingSession extends Session {
  /**
   * Sees to it that these users are locked, before anything is read of them. It may throw, so that the whole work is run
   * again with more locks from the start. Nothing to do where one writes at a time.
   */
  lockUsers(users: ReadonlySet<string>): Promise<void>;
  /**
   * Locks those of these users that nobody else has locked, and waits for nobody. `asRead`: what was read of them before
   * still holds, because nobody else can write at all.
   */
  lockFree(users: ReadonlySet<string>): Promise<{ readonly locked: ReadonlySet<string>; readonly asRead: boolean }>;
  /** The same as `lockUsers` for the catalogue, which was read as of this version. */
  lockCatalogue(version: number): Promise<void>;
  /** Runs a statement that reserves ids. */
  reserve(statement: Sql): Promise<readonly StoredRow[]>;
  /** Whether what was reserved stays so, whatever becomes of the transaction. */
  readonly reservesForGood: boolean;
}

export interface Transaction extends WritingSession {
  /** Keeps all others from writing anything, and from reserving ids, until the end. Before anything else is locked. */
  lockEverything(): Promise<void>;
  /** Keeps what was written. Without it everything is undone when the work ends. */
  commit(): Promise<void>;
}

/** One kind of database with its connections: what `TypeOrmStore` stands on. Adding an engine means adding one of these. */
export interface Database {
  /** Connects, and brings the schema up to date. Answers which migrations that took. @throws StorageError */
  open(): Promise<readonly string[]>;
  close(): Promise<void>;
  /** How much of `write` is worth having under way at once. */
  readonly writesAtOnce: number;
  /** Runs work under the locks that keep all other writers away. It may be run again when it failed as busy. */
  write<R>(work: (transaction: Transaction) => Promise<R>): Promise<R>;
  /** The same, while no other is under way here. */
  writeAlone<R>(work: (transaction: Transaction) => Promise<R>): Promise<R>;
  /** Runs work that reads one committed state and writes nothing. */
  read<R>(work: (session: Session) => Promise<R>): Promise<R>;
  /**
   * The same for work that answers bit by bit, as it is asked: it has one committed state for as long as that takes, and
   * holds up nobody meanwhile. Whoever asks for no more says so with the `return` of the iterator.
   */
  stream<T>(work: (session: Session) => AsyncIterable<T>): AsyncIterable<T>;
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
