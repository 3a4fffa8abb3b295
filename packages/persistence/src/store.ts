import type { DataSource } from 'typeorm';
import {
  answerLoading,
  Loaded,
  StorageError,
  writesNothing,
  type Audit,
  type Catalogue,
  type EntriesAfter,
  type Entry,
  type EntryQuery,
  type HostTransaction,
  type LogAfter,
  type Intake,
  type LogQuery,
  type LogRecord,
  type LogType,
  type Paged,
  type Question,
  type TransactionalStore,
  type Stored,
  type UnitOfWork,
  type Writes,
} from '@holdall/core';
import { CatalogueSnapshot, versionOf } from './catalogue-snapshot.js';
import { decideUnderLocks, type DecidedUnit } from './decide.js';
import { HostTransactions } from './host/host-transactions.js';
import { within } from './host/within.js';
import { IdPools, SpentIds, type IdLender, type Ids } from './ids.js';
import { auditLedger } from './lists/audit.js';
import { listEntries, listEntriesAfter } from './lists/entries.js';
import { listLog, listLogAfter } from './lists/log.js';
import { logTotals } from './lists/totals.js';
import { isOneStatement, loadFrom } from './load/index.js';
import { retrying, type RetryOptions } from './retry.js';
import { save } from './save/index.js';
import type { Database, Session, Transaction } from './sql/session.js';
import { refuseUnlessEmpty } from './transfer/empty.js';
import { everythingIn } from './transfer/everything.js';
import { intakeOf } from './transfer/intake.js';
import { collectStatistics } from './transfer/statistics.js';

/** The store on a database. Make one with `createStore`. */
export class TypeOrmStore implements TransactionalStore {
  readonly writesAtOnce: number;
  readonly #database: Database;
  readonly #retry: RetryOptions;
  readonly #ids: IdLender;
  readonly #written = new CatalogueSnapshot();
  readonly #read = new CatalogueSnapshot();
  readonly #host: HostTransactions | null;
  readonly #idsWithin = new SpentIds();

  /** `host`: the host's DataSource on the same database, whose transactions units of work may run in. */
  constructor(database: Database, retry: RetryOptions = {}, host: DataSource | null = null) {
    this.#database = database;
    this.#retry = retry;
    this.writesAtOnce = database.writesAtOnce;
    this.#ids = database.writesAtOnce === 1 ? new IdPools() : this.#idsWithin;
    this.#host = host === null ? null : new HostTransactions(host);
  }

  async open(): Promise<void> {
    await retrying(this.#retry, () => this.#database.open());
  }

  close(): Promise<void> {
    this.#host?.stop();
    return this.#database.close();
  }

  write(unit: UnitOfWork): Promise<void> {
    return retrying(this.#retry, () => this.#database.write((transaction) => this.#writeIn(transaction, unit)));
  }

  async read(question: Question): Promise<void> {
    if (await this.#readAtOnce(question)) return;
    await this.#reading(async (session) => {
      await answerLoading(question, await this.#read.current(session), loadFrom(session, null));
    });
  }

  within(handle: unknown): HostTransaction {
    if (this.#host === null) {
      throw new StorageError(
        'The store was made without a DataSource of the host: hand it over, createStore({ dataSource }).',
        { code: 'transactions_not_supported', transient: false },
      );
    }
    return within(this.#host.of(handle), {
      database: this.#database,
      ids: this.#idsWithin,
      committed: () => this.catalogue(),
    });
  }

  catalogue(): Promise<Catalogue> {
    return this.#reading((session) => this.#read.current(session));
  }

  entries(query: EntryQuery): Promise<Paged<Entry>> {
    return this.#reading((session) => listEntries(session, query));
  }

  log(query: LogQuery): Promise<Paged<LogRecord>> {
    return this.#reading((session) => listLog(session, query));
  }

  entriesAfter(query: EntriesAfter): Promise<readonly Entry[]> {
    return this.#reading((session) => listEntriesAfter(session, query));
  }

  logAfter(query: LogAfter): Promise<readonly LogRecord[]> {
    return this.#reading((session) => listLogAfter(session, query));
  }

  totals(user: string, entry: number): Promise<Readonly<Partial<Record<LogType, number>>>> {
    return this.#reading((session) => logTotals(session, user, entry));
  }

  audit(most: number): Promise<Audit> {
    return this.#reading((session) => auditLedger(session, most));
  }

  export(): AsyncIterable<readonly Stored[]> {
    return this.#database.stream(everythingIn);
  }

  import(work: (intake: Intake) => Promise<void>): Promise<void> {
    return this.#database.writeAlone(async (transaction) => {
      await transaction.lockEverything();
      await refuseUnlessEmpty(transaction);
      await work(intakeOf(transaction));
      await collectStatistics(transaction);
      await transaction.commit();
    });
  }

  /** One unit of work under its locks. Whatever is thrown here undoes it, and what is in memory stays as it was. */
  async #writeIn(transaction: Transaction, unit: UnitOfWork): Promise<void> {
    const ids = this.#ids.lend(transaction);
    const decided = await this.#saved(transaction, unit, ids).catch((error: unknown) => {
      ids.undone();
      throw error;
    });
    if (decided === null) return ids.undone();
    const { writes, version } = decided;
    ids.committing();
    await transaction.commit();
    ids.used(writes.idsUsed);
    this.#written.advance(writes.catalogue, version);
  }

  /** Null where there was nothing to save. */
  async #saved(transaction: Transaction, unit: UnitOfWork, ids: Ids): Promise<DecidedUnit | null> {
    const decided = await decideUnderLocks(transaction, unit, this.#written, ids);
    const { writes, version } = decided;
    if (writesNothing(writes) && !usesIds(writes)) return null;
    await save(transaction, writes, version);
    return decided;
  }

  /**
   * Most questions need one statement, which sees one moment by itself. They are spared a transaction: when the catalogue
   * is still the known one afterwards, it was that at the statement, too. Answers whether the question was answered.
   */
  async #readAtOnce(question: Question): Promise<boolean> {
    const catalogue = this.#read.known;
    const needs = new Loaded().missing(question.needs(catalogue));
    if (!isOneStatement(needs)) return false;
    return retrying(this.#retry, () =>
      this.#database.glance(async (session) => {
        const loaded = new Loaded();
        await loadFrom(session, null)(needs, loaded);
        if ((await versionOf(session)) !== catalogue.version) return false;
        return question.answer(catalogue, loaded).length === 0;
      }),
    );
  }

  #reading<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return retrying(this.#retry, () => this.#database.read(work));
  }
}

/** Ids that were given out are gone, even when nothing was written under them. */
const usesIds = ({ idsUsed }: Writes): boolean => Object.values(idsUsed).some((used) => used > 0);
