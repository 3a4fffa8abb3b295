import type { CatalogueChange } from '../catalogue/catalogue.js';
import type { Item } from '../catalogue/item.js';
import type { Sku } from '../catalogue/sku.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { LogRecord } from '../inventory/log.js';
import { Loaded } from '../state/loaded.js';
import type { NeedOf, Sequence } from '../state/need.js';
import { at, type Faults } from '../values/faults.js';
import { canonicalJson } from '../values/json.js';
import type { Intake } from './intake.js';
import type { Placed } from './records.js';
import type { Counters, Stored, StoredKind, StoredValue } from './stored.js';

/** More than any catalogue; stores number the documents of one version. */
const mostDocuments = 1_000_000;

/**
 * Brings records into a store, part by part. Here it is checked whether they fit together: what refers to something finds
 * it, ids are below those that will be given out, and in the end the ledger balances. Beside the catalogue nothing is
 * kept of the parts before but sums, so that it takes the same memory however much there is.
 */
export class TakingIn {
  #counters: Counters | null = null;
  readonly #catalogue: CatalogueChange[] = [];
  /** What names a document of the catalogue, each with its kind: `item 5`, `key ticket`. */
  readonly #names = new Set<string>();
  #begun = false;
  /** How many records the entries say that they have, and how many there are. */
  readonly #records = { told: 0, found: 0 };
  /** The same of the entries that came with an invoice. */
  readonly #invoiced = { told: 0, found: 0 };

  constructor(
    private readonly intake: Intake,
    private readonly faults: Faults,
  ) {}

  /** Records of one kind. Once there is a fault, nothing more is saved. */
  async add(part: readonly Placed[]): Promise<void> {
    const kind = part[0]?.stored.kind;
    if (kind === undefined) return;
    if (kind === 'counters') this.#counters = valuesOf('counters', part)[0]!.value;
    else if (kind === 'template' || kind === 'item' || kind === 'sku') this.#addDocuments(part);
    else await this.#addInventories(kind, part);
  }

  /** When there is no more: what only the whole can show. */
  async finish(): Promise<void> {
    await this.#begin();
    const { told, found } = this.#records;
    if (told !== found) this.#blame('', `The entries have ${told} log records by their revisions, not ${found}`);
    const invoiced = this.#invoiced;
    if (invoiced.told !== invoiced.found) {
      this.#blame('', `${invoiced.told} entries came with an invoice, but the invoices name ${invoiced.found}`);
    }
    const { unbalanced } = await this.intake.audit(10);
    for (const { user, entry, booked, logged } of unbalanced) {
      const which = `The entry ${entry} of ${JSON.stringify(user)}`;
      this.#blame('', `${which} does not balance: it says ${booked}, and its log adds up to ${logged}`);
    }
  }

  #addDocuments(part: readonly Placed[]): void {
    for (const { stored, path } of part) {
      const change = changeOf(stored);
      this.#catalogue.push(change);
      this.#name(change.kind, change.id, at(path, change.kind));
      if (change.kind === 'item') this.#checkItem(change.value, at(path, 'item'));
      if (change.kind === 'sku') this.#checkSku(change.value!, at(path, 'sku'));
    }
  }

  async #addInventories(kind: 'entry' | 'log' | 'invoice' | 'reply', part: readonly Placed[]): Promise<void> {
    await this.#begin();
    const saved = { created: [], log: [], invoices: [], replies: [] };
    switch (kind) {
      case 'entry': {
        const entries = valuesOf('entry', part);
        for (const { value, path } of entries) this.#checkEntry(value, path);
        return this.#save({ ...saved, created: entries.map(({ value }) => value) });
      }
      case 'log': {
        const records = valuesOf('log', part);
        const loaded = await this.#loadEntries(records.map(({ value }) => needOf(value.user, value.entry)));
        for (const { value, path } of records) this.#checkRecord(value, path, loaded);
        return this.#save({ ...saved, log: records.map(({ value }) => value) });
      }
      case 'invoice': {
        const invoices = valuesOf('invoice', part);
        const loaded = await this.#loadEntries(invoices.flatMap(({ value }) => needsOf(value)));
        for (const { value, path } of invoices) this.#checkInvoice(value, path, loaded);
        return this.#save({ ...saved, invoices: invoices.map(({ value }) => value) });
      }
      case 'reply':
        return this.#save({ ...saved, replies: valuesOf('reply', part).map(({ value }) => value) });
    }
  }

  async #begin(): Promise<void> {
    if (this.#begun || !this.faults.none) return;
    this.#begun = true;
    // Reading saw to it that the counters come first.
    const counters = this.#counters!;
    const documents = this.#catalogue.length;
    if (documents > 0 && counters.catalogue === 0) this.#blame('', 'A catalogue of version 0 is empty');
    if (documents > mostDocuments) this.#blame('', `A catalogue has at most ${mostDocuments} documents`);
    if (this.faults.none) await this.intake.begin(counters, this.#catalogue);
  }

  async #save(part: Parameters<Intake['save']>[0]): Promise<void> {
    if (this.faults.none) await this.intake.save(part);
  }

  async #loadEntries(needs: readonly NeedOf<'entry'>[]): Promise<Loaded> {
    const loaded = new Loaded();
    if (this.faults.none) await this.intake.load(loaded.missing(needs), loaded);
    return loaded;
  }

  #checkItem({ id, unique_key, template }: Item, path: string): void {
    this.#checkId('item', id, path, 'id');
    if (unique_key !== null) this.#name('unique_key', unique_key, path);
    if (template !== null && !this.#names.has(`template ${template}`)) {
      this.#blame(at(path, 'template'), `names no template: ${JSON.stringify(template)}`);
    }
  }

  #checkSku({ items }: Sku, path: string): void {
    items.forEach(({ item_id }, index) => this.#checkNamesItem(item_id, at(at(at(path, 'items'), index), 'item_id')));
  }

  #checkEntry(entry: Entry, path: string): void {
    this.#checkId('entry', entry.id, path, 'id');
    this.#checkNamesItem(entry.item, at(path, 'item'));
    this.#records.told += entry.revision;
    if (entry.invoice !== null) this.#invoiced.told += 1;
  }

  #checkRecord(record: LogRecord, path: string, loaded: Loaded): void {
    this.#records.found += 1;
    this.#checkId('log', record.id, path, 'id');
    if (record.use !== null) this.#checkId('use', record.use, path, 'use');
    const entry = loaded.get(needOf(record.user, record.entry)) ?? null;
    if (entry === null) return this.#blame(at(path, 'entry'), noSuchEntry(record.entry, record.user));
    if (entry.item !== record.item) this.#blame(at(path, 'item'), `is not the item of its entry, ${entry.item}`);
    if (record.seq > entry.revision)
      this.#blame(at(path, 'seq'), `is beyond the revision of its entry, ${entry.revision}`);
    if (record.seq === 1 && !begins(record, entry)) {
      this.#blame(path, 'must be a grant that says where its entry comes from: it is its first record');
    }
  }

  #checkInvoice(invoice: Invoice, path: string, loaded: Loaded): void {
    this.#checkId('invoice', invoice.id, path, 'id');
    const ids = invoice.lines.flatMap(({ entries }) => entries);
    this.#invoiced.found += ids.length;
    if (new Set(ids).size < ids.length) this.#blame(at(path, 'lines'), 'must name each entry once');
    for (const id of ids) {
      const entry = loaded.get(needOf(invoice.user, id)) ?? null;
      if (entry === null) this.#blame(at(path, 'lines'), noSuchEntry(id, invoice.user));
      else if (entry.invoice !== invoice.id)
        this.#blame(at(path, 'lines'), `must not name the entry ${id} of another invoice`);
    }
  }

  #checkNamesItem(id: number, path: string): void {
    if (!this.#names.has(`item ${id}`)) this.#blame(path, `names no item: ${id}`);
  }

  /** Ids that are still to be given out would be given out twice. */
  #checkId(sequence: Sequence, id: number, path: string, field: string): void {
    const next = this.#counters!.next[sequence];
    if (id >= next) this.#blame(at(path, field), `must be below ${next}, the next one by the counters`);
  }

  #name(kind: string, name: string | number, path: string): void {
    const full = `${kind} ${name}`;
    if (this.#names.has(full)) this.#blame(path, `is there twice: the ${kind} ${JSON.stringify(name)} came before`);
    this.#names.add(full);
  }

  #blame(path: string, message: string): void {
    this.faults.add(path, message);
  }
}

interface PlacedValue<K extends StoredKind> {
  readonly path: string;
  readonly value: StoredValue<K>;
}

/** All of them are of that kind. */
const valuesOf = <K extends StoredKind>(kind: K, part: readonly Placed[]): readonly PlacedValue<K>[] =>
  part.map(({ path, stored }) => ({ path: at(path, kind), value: stored.value as StoredValue<K> }));

const changeOf = (stored: Stored): CatalogueChange => {
  switch (stored.kind) {
    case 'item':
    case 'template':
      return { kind: stored.kind, id: stored.value.id, value: stored.value } as CatalogueChange;
    case 'sku':
      return { kind: 'sku', id: stored.value.sku, value: stored.value };
    default:
      throw new TypeError(`${stored.kind} is no document of the catalogue`);
  }
};

const needOf = (user: string, id: number): NeedOf<'entry'> => ({ kind: 'entry', user, id });
const needsOf = ({ user, lines }: Invoice) => lines.flatMap(({ entries }) => entries.map((id) => needOf(user, id)));

const begins = ({ type, details }: LogRecord, { nth, sku, invoice }: Entry): boolean =>
  type === 'granted' && canonicalJson(details.origin) === canonicalJson({ nth, sku, invoice });

const noSuchEntry = (id: number, user: string): string => `names no entry: ${id} of ${JSON.stringify(user)}`;
