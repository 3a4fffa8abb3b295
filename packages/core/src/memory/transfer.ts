import { Catalogue } from '../catalogue/catalogue.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import { sequences, type Sequence } from '../state/need.js';
import { noWrites } from '../state/writes.js';
import type { Intake, Inventories } from '../transfer/intake.js';
import { storeNotEmpty } from '../transfer/not-empty.js';
import { inExportOrder } from '../transfer/order.js';
import type { Counters, Stored, StoredKind, StoredValue } from '../transfer/stored.js';
import { answersFrom } from './answers.js';
import { auditOf } from './lists.js';
import { emptyTables, keepUse, nextId, push, written, type Tables } from './tables.js';

/** Everything, as it is now: what is stored is never changed, but only replaced. */
export const storedIn = (tables: Tables, catalogue: Catalogue): readonly Stored[] => [
  { kind: 'counters', value: countersOf(tables, catalogue) },
  ...storedAs('template', catalogue.templates),
  ...storedAs('item', catalogue.items),
  ...storedAs('sku', catalogue.skus),
  ...storedAs('entry', tables.entries.values()).toSorted(inExportOrder),
  ...storedAs('log', [...tables.log.values()].flat()).toSorted(inExportOrder),
  ...storedAs('invoice', tables.invoices.values()).toSorted(inExportOrder),
  ...storedAs('reply', tables.replies.values()).toSorted(inExportOrder),
];

const countersOf = (tables: Tables, { version }: Catalogue): Counters => ({
  catalogue: version,
  next: Object.fromEntries(sequences.map((name) => [name, nextId(tables, name)])) as Record<Sequence, number>,
});

const storedAs = <K extends StoredKind>(kind: K, values: Iterable<StoredValue<K>>): readonly Stored[] =>
  Array.from(values, (value) => ({ kind, value }) as unknown as Stored);

/** @throws ConflictError */
export const refuseUnlessEmpty = (tables: Tables, catalogue: Catalogue): void => {
  const { next } = countersOf(tables, catalogue);
  const found = [
    ...sequences.filter((name) => next[name] > 1).map((name) => `${name} ids up to ${next[name] - 1}`),
    ...(catalogue.version > 0 ? [`version ${catalogue.version} of the catalogue`] : []),
    ...(tables.replies.size > 0 ? [`${tables.replies.size} remembered replies`] : []),
  ];
  if (found.length > 0) throw storeNotEmpty(found);
};

/** What comes in goes into tables of its own, which take the place of the empty ones when all of it is there. */
export class MemoryIntake implements Intake {
  readonly tables: Tables = emptyTables();
  catalogue = Catalogue.empty();

  async begin({ catalogue, next }: Counters, documents: Parameters<Intake['begin']>[1]): Promise<void> {
    this.catalogue = this.catalogue.with(documents, catalogue);
    for (const name of sequences) this.tables.ids.set(name, next[name]);
  }

  async save(part: Inventories): Promise<void> {
    for (const { id } of part.created) {
      if (!this.tables.entries.has(id)) continue;
      throw new InvalidInputError([{ path: '', message: `There are two entries with the id ${id}` }]);
    }
    written(this.tables, { ...noWrites, ...part, log: [] });
    for (const record of part.log) push(this.tables.log, record.entry, record);
  }

  readonly load: Intake['load'] = async (needs, loaded) => {
    for (const need of needs) answersFrom(this.tables, need, loaded);
  };

  async audit(most: number) {
    return auditOf(this.tables, most);
  }

  /** What follows another order than that of an export: acquisitions, the log of an entry, and the uses that it tells of. */
  finish(): void {
    for (const ids of this.tables.acquired.values()) ids.sort((a, b) => this.#nth(a) - this.#nth(b));
    for (const records of this.tables.log.values()) records.sort((a, b) => a.seq - b.seq);
    const ofUses = [...this.tables.log.values()].flat().filter(({ use }) => use !== null);
    for (const record of ofUses.toSorted((a, b) => a.id - b.id)) keepUse(this.tables, record.use!, record);
  }

  #nth(id: number): number {
    return this.tables.entries.get(id)!.nth;
  }
}
