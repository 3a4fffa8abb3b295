import { Catalogue } from '../catalogue/catalogue.js';
import { StorageError } from '../errors/storage.js';
import type { Entry } from '../inventory/entry.js';
import { logTypes, type LogRecord, type LogType } from '../inventory/log.js';
import type { EntryQuery, LogQuery, Paged } from '../ports/query.js';
import type { Audit, Question, Store, UnitOfWork } from '../ports/store.js';
import { decideLoading } from '../state/load.js';
import { answeredAtOnce, answersFrom } from './answers.js';
import { entriesMatching, recordsMatching } from './lists.js';
import { emptyTables, refuseWhatDoesNotFit, written, type Tables } from './tables.js';

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
    return entriesMatching(this.#tables, query);
  }

  async log(query: LogQuery): Promise<Paged<LogRecord>> {
    this.#refuseIfClosed();
    return recordsMatching(this.#tables, query);
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
    const held = [...this.#tables.entries.values()].map((entry) => {
      const records = this.#tables.log.get(entry.id) ?? [];
      const logged = records.reduce((sum, { type, quantity }) => sum + logTypes[type] * quantity, 0);
      return { user: entry.user, entry: entry.id, booked: entry.booked, logged, records: records.length };
    });
    return {
      entries: held.length,
      records: held.reduce((sum, { records }) => sum + records, 0),
      unbalanced: held
        .filter(({ booked, logged }) => booked !== logged)
        .slice(0, most)
        .map(({ user, entry, booked, logged }) => ({ user, entry, booked, logged })),
    };
  }

  readonly #load: Parameters<typeof decideLoading>[2] = async (needs, loaded) => {
    for (const need of needs) answersFrom(this.#tables, need, loaded);
  };

  #refuseIfClosed(): void {
    if (this.#open) return;
    throw new StorageError('The store is not open.', { code: 'storage_closed', transient: false });
  }
}
