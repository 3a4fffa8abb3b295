import type { Engine, EntryView, InventoryEvent, InvoiceView } from '@holdall/core';
import type { TestClock } from '../clock.js';
import { createTestEngine, type TestEngineOptions } from '../test-engine.js';

/** Who acts in a spec that names nobody. */
export const somebody = 'ann';
/** What is held and used in a spec that describes no item: it can be used as often as its entries allow. */
const something = { name: 'Thing', unique_key: 'thing', behaviors: [{ type_hint: 'consumable' }] };

interface Named<Id> {
  readonly user: string;
  readonly id: Id;
}

/** The engine of one spec, with what its words refer to: entries by label, items by key, the last use and invoice. */
export class World {
  readonly #entries = new Map<string, Named<number>>();
  readonly #labels = new Map<number, string>();
  readonly #uses = new Map<string, Named<number>>();
  readonly #records: InventoryEvent[] = [];
  #item: string | null = null;
  #lastUse: Named<number> | null = null;
  #lastInvoice: Named<number> | null = null;

  private constructor(
    readonly engine: Engine,
    readonly clock: TestClock,
  ) {
    // `used_up` repeats the record of the use that took the last one.
    engine.subscribe((event) => void (event.type === 'used_up' || this.#records.push(event)));
  }

  static async create(options: TestEngineOptions): Promise<World> {
    const { engine, clock } = await createTestEngine(options);
    return new World(engine, clock);
  }

  /** Everything that was written into the log, in the order in which it happened. */
  async records(): Promise<readonly InventoryEvent[]> {
    await this.engine.idle();
    return [...this.#records];
  }

  /** The item that a step means: the one that it names, otherwise the first that was described. */
  async item(named?: string): Promise<string> {
    if (named !== undefined) return named;
    if (this.#item === null) await this.engine.createItem({ item: something });
    this.#item ??= something.unique_key;
    return this.#item;
  }

  describesItem(key: string): void {
    this.#item ??= key;
  }

  async keyOf(id: number): Promise<string | number> {
    return (await this.engine.item(id)).unique_key ?? id;
  }

  names(labels: readonly string[], entries: readonly EntryView[]): void {
    if (labels.length > entries.length) {
      throw new TypeError(`There are ${entries.length} entries for the labels ${labels.join(', ')}.`);
    }
    labels.forEach((label, index) => {
      if (this.#entries.has(label)) throw new TypeError(`There is already an entry "${label}": use another label.`);
      const { user, id } = entries[index]!;
      this.#entries.set(label, { user, id });
      this.#labels.set(id, label);
    });
  }

  entry(label: string): { readonly user: string; readonly entry: number } {
    const { user, id } = found(this.#entries, label, 'entry');
    return { user, entry: id };
  }

  labelOf(entry: number): string {
    return this.#labels.get(entry) ?? `entry ${entry}`;
  }

  remembersUse(user: string, id: number, label?: string): void {
    this.#lastUse = { user, id };
    if (label !== undefined) this.#uses.set(label, this.#lastUse);
  }

  /** The use with this label; without one the last use. */
  useNamed(label?: string): { readonly user: string; readonly use: number } {
    const use = label === undefined ? this.#lastUse : found(this.#uses, label, 'use');
    if (use === null) throw new TypeError('Nothing was used yet.');
    return { user: use.user, use: use.id };
  }

  remembersInvoice(invoice: InvoiceView | null): void {
    if (invoice !== null) this.#lastInvoice = invoice;
  }

  get lastInvoice(): { readonly user: string; readonly invoice: number } {
    if (this.#lastInvoice === null) throw new TypeError('There is no invoice yet.');
    return { user: this.#lastInvoice.user, invoice: this.#lastInvoice.id };
  }
}

const found = <T>(names: ReadonlyMap<string, T>, label: string, what: string): T => {
  const one = names.get(label);
  if (one !== undefined) return one;
  throw new TypeError(`There is no ${what} "${label}": there are ${[...names.keys()].join(', ') || 'none'}.`);
};
