import { Catalogue } from '../catalogue/catalogue.js';
import { StorageError } from '../errors/storage.js';
import type { Entry } from '../inventory/entry.js';
import type { LogRecord, LogType } from '../inventory/log.js';
import type { EntriesAfter, EntryQuery, LogAfter, LogQuery, Paged } from '../ports/query.js';
import type { Audit, Question, Store, UnitOfWork } from '../ports/store.js';
import { decideLoading } from '../state/load.js';
import type { Intake } from '../transfer/intake.js';
import type { Stored } from '../transfer/stored.js';
import { answeredAtOnce, answersFrom } from './answers.js';
import { auditOf, entriesAfter, logAfter, pageOfEntries, pageOfLog } from './lists.js';
import { emptyTables, refuseWhatDoesNotFit, written, type Tables } from './tables.js';
import { MemoryIntake, refuseUnlessEmpty, storedIn } from './transfer.js';

/**
 * The store for tests, and for hosts that keep nothing: everything in memory, gone when the process ends. As atomic and
 * isolated as the others: units of work take turns, and what one changes shows all at once, when it commits.
 */
export class MemoryStore implements Store {
  #tables: Tables = emptyTables();
  #catalogue = Catalogue.empty();
  #turn: Promise<unknown> = Promise.resolve();
  #open = false;

  async open(): Promise<void> {
    this.#open = true;
  }

  async close(): Promise<void> {
    this.#open = false;
  }

  async write(unit: UnitOfWork): Promise<void> {
    const work = this.#turn.then(async () => {
      this.#refuseIfClosed();
      const writes = await decideLoading(unit, this.#catalogue, this.#load);
      refuseWhatDoesNotFit(this.#tables, writes);
      // In one step, without awaiting anything: nobody ever sees half of it.
      written(this.#tables, writes);
      if (writes.catalogue.length > 0) this.#catalogue = this.#catalogue.with(writes.catalogue);
    });
    this.#turn = work.catch(() => undefined);
    return work;
  }

  async read(question: Question): Promise<void> {
    this.#refuseIfClosed();
    answeredAtOnce(this.#tables, this.#catalogue, question);
  }

  async catalogue(): Promise<Catalogue> {
    this.#refuseIfClosed();
    return this.#catalogue;
  }

  async entries(query: EntryQuery): Promise<Paged<Entry>> {
    this.#refuseIfClosed();
    return pageOfEntries(this.#tables, query);
  }

  async log(query: LogQuery): Promise<Paged<LogRecord>> {
    this.#refuseIfClosed();
    return pageOfLog(this.#tables, query);
  }

  async entriesAfter(query: EntriesAfter): Promise<readonly Entry[]> {
    this.#refuseIfClosed();
    return entriesAfter(this.#tables, query);
  }

  async logAfter(query: LogAfter): Promise<readonly LogRecord[]> {
    this.#refuseIfClosed();
    return logAfter(this.#tables, query);
  }

  async totals(user: string, entry: number): Promise<Readonly<Partial<Record<LogType, number>>>> {
    this.#refuseIfClosed();
    const totals: Partial<Record<LogType, number>> = {};
    for (const { user: owner, type, quantity } of this.#tables.log.get(entry) ?? []) {
      if (owner === user) totals[type] = (totals[type] ?? 0) + quantity;
    }
    return totals;
  }

  async audit(most: number): Promise<Audit> {
    this.#refuseIfClosed();
    return auditOf(this.#tables, most);
  }

  async *export(): AsyncGenerator<readonly Stored[], void, undefined> {
    this.#refuseIfClosed();
    yield storedIn(this.#tables, this.#catalogue);
  }

  async import(work: (intake: Intake) => Promise<void>): Promise<void> {
    const turn = this.#turn.then(async () => {
      this.#refuseIfClosed();
      refuseUnlessEmpty(this.#tables, this.#catalogue);
      const intake = new MemoryIntake();
      await work(intake);
      intake.finish();
      this.#refuseIfClosed();
      this.#tables = intake.tables;
      this.#catalogue = intake.catalogue;
    });
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  readonly #load: Parameters<typeof decideLoading>[2] = async (needs, loaded) => {
    for (const need of needs) answersFrom(this.#tables, need, loaded);
  };

  #refuseIfClosed(): void {
    if (this.#open) return;
    throw new StorageError('The store is not open.', { code: 'storage_closed', transient: false });
  }
}
