import {
  answerLoading,
  decideLoading,
  writesNothing,
  type Audit,
  type Catalogue,
  type Entry,
  type EntryQuery,
  type Intake,
  type LogQuery,
  type LogRecord,
  type LogType,
  type Paged,
  type Question,
  type Store,
  type Stored,
  type UnitOfWork,
  type Writes,
} from '@holdall/core';
import { CatalogueSnapshot } from './catalogue-snapshot.js';
import { IdPools } from './ids.js';
import { auditLedger } from './lists/audit.js';
import { listEntries } from './lists/entries.js';
import { listLog } from './lists/log.js';
import { logTotals } from './lists/totals.js';
import { loadFrom } from './load/index.js';
import { underLocks, usersNamed, usersWritten } from './locks.js';
import { retrying, type RetryOptions } from './retry.js';
import { save } from './save/index.js';
import type { Database, Session, Transaction } from './sql/session.js';
import { refuseUnlessEmpty } from './transfer/empty.js';
import { everythingIn } from './transfer/everything.js';
import { intakeOf } from './transfer/intake.js';

/** The store on a database. Make one with `createStore`. */
export class TypeOrmStore implements Store {
  readonly #database: Database;
  readonly #retry: RetryOptions;
  readonly #ids = new IdPools();
  readonly #written = new CatalogueSnapshot();
  readonly #read = new CatalogueSnapshot();

  constructor(database: Database, retry: RetryOptions = {}) {
    this.#database = database;
    this.#retry = retry;
  }

  open(): Promise<void> {
    return retrying(this.#retry, () => this.#database.open());
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  write(unit: UnitOfWork): Promise<void> {
    return retrying(this.#retry, () => this.#database.write((transaction) => this.#writeIn(transaction, unit)));
  }

  read(question: Question): Promise<void> {
    return this.#reading(async (session) => {
      await answerLoading(question, await this.#read.current(session), loadFrom(session, null));
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
    return this.#database.write(async (transaction) => {
      await transaction.lockEverything();
      await refuseUnlessEmpty(transaction);
      await work(intakeOf(transaction));
      await transaction.commit();
    });
  }

  /** One unit of work under its locks. Whatever is thrown here undoes it, and what is in memory stays as it was. */
  async #writeIn(transaction: Transaction, unit: UnitOfWork): Promise<void> {
    await transaction.lockUsers(usersNamed(unit.needs(this.#written.known)));
    const catalogue = await this.#written.current(transaction);
    const ids = this.#ids.lend(transaction);
    const writes = await decideLoading(unit, catalogue, underLocks(transaction, loadFrom(transaction, ids)));
    await transaction.lockUsers(usersWritten(writes));
    if (writes.catalogue.length > 0) await transaction.lockCatalogue(catalogue.version);
    if (writesNothing(writes) && !usesIds(writes)) return;
    const version = catalogue.version + 1;
    await save(transaction, writes, version);
    this.#ids.forget();
    await transaction.commit();
    this.#ids.keep(ids, writes.idsUsed);
    this.#written.advance(writes.catalogue, version);
  }

  #reading<R>(work: (session: Session) => Promise<R>): Promise<R> {
    return retrying(this.#retry, () => this.#database.read(work));
  }
}

/** Ids that were given out are gone, even when nothing was written under them. */
const usesIds = ({ idsUsed }: Writes): boolean => Object.values(idsUsed).some((used) => used > 0);
