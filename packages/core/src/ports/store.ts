import type { Catalogue } from '../catalogue/catalogue.js';
import type { Entry } from '../inventory/entry.js';
import type { LogRecord, LogType } from '../inventory/log.js';
import type { Loaded } from '../state/loaded.js';
import type { Need } from '../state/need.js';
import type { Writes } from '../state/writes.js';
import type { Intake } from '../transfer/intake.js';
import type { Stored } from '../transfer/stored.js';
import type { EntriesAfter, EntryQuery, LogAfter, LogQuery, Paged } from './query.js';

/**
 * One batch, as a store sees it. `decide` is pure and may be called several times: when it names what is missing, and
 * when the store has to run the whole batch again (a deadlock, a busy database).
 */
export interface UnitOfWork {
  /** What is worth loading at once. A guess: it may be asked over a catalogue that is not the latest any more. */
  needs(catalogue: Catalogue): readonly Need[];
  decide(catalogue: Catalogue, loaded: Loaded): Decided;
}

export type Decided =
  { readonly kind: 'missing'; readonly needs: readonly Need[] } | { readonly kind: 'decided'; readonly writes: Writes };

/** A question that reads like a batch and writes nothing. */
export interface Question {
  needs(catalogue: Catalogue): readonly Need[];
  /** What is missing for the answer; none when it was given. */
  answer(catalogue: Catalogue, loaded: Loaded): readonly Need[];
}

/**
 * Where everything is kept. An implementation proves itself with `describeStore` of `@holdall/testing`: all stores give
 * the same answers. What can go wrong is a `StorageError`, which says whether trying again makes sense.
 */
export interface Store {
  /** Makes the store ready: connects, migrates. Called once, before anything else. */
  open(): Promise<void>;
  /** Lets go of everything. Called once, when nothing is under way any more. */
  close(): Promise<void>;

  /**
   * How many units of work, of different users, it can have under way at once and be the faster for it. Default: 1, as
   * where there is one writer at a time. Work on the catalogue and on all users is never given beside other work.
   */
  readonly writesAtOnce?: number;

  /**
   * Runs one unit of work as ONE transaction, isolated from all others that touch the same users: catalogue and state
   * are read under its locks, `decide` is called, what it answers is written, all or nothing. Resolves after the commit.
   */
  write(unit: UnitOfWork): Promise<void>;
  /** Reads what was committed, without ever waiting for a write lock. */
  read(question: Question): Promise<void>;

  /** The catalogue as last committed. */
  catalogue(): Promise<Catalogue>;
  entries(query: EntryQuery): Promise<Paged<Entry>>;
  log(query: LogQuery): Promise<Paged<LogRecord>>;
  /** The list of `entries` from a place on, sorted as `entrySort` says. Nothing is counted. */
  entriesAfter(query: EntriesAfter): Promise<readonly Entry[]>;
  /** The list of `log` from a place on, sorted as `logSort` says. Nothing is counted. */
  logAfter(query: LogAfter): Promise<readonly LogRecord[]>;
  /** What the log of one entry says, by type. */
  totals(user: string, entry: number): Promise<Readonly<Partial<Record<LogType, number>>>>;
  /** The ledger against the entries: how many there are, and those (at most `most`) whose log adds up to something else. */
  audit(most: number): Promise<Audit>;

  /**
   * Everything that is kept, in parts and in the order of `storedKinds` and `inExportOrder`: of ONE committed moment, and
   * without holding up anybody, however slowly the parts are asked for. It ends when the last one was asked for, or with
   * the `return` of its iterator.
   */
  export(): AsyncIterable<readonly Stored[]>;
  /**
   * Runs `work`, which brings everything in, as ONE transaction that keeps all others away. What it throws undoes it all.
   * It is run once: what it reads from cannot be read again.
   * @throws ConflictError `store_not_empty` where anything is kept, or an id was ever given out or reserved.
   */
  import(work: (intake: Intake) => Promise<void>): Promise<void>;
}

export interface Audit {
  readonly entries: number;
  readonly records: number;
  readonly unbalanced: readonly {
    readonly user: string;
    readonly entry: number;
    readonly booked: number;
    readonly logged: number;
  }[];
}
