import type { RuleVerdict } from '../behaviors/verdict.js';
import { itemIn, skuIn, type Catalogue } from '../catalogue/catalogue.js';
import type { Item } from '../catalogue/item.js';
import type { Sku } from '../catalogue/sku.js';
import { acquired } from '../inventory/acts/acquire.js';
import type { Act } from '../inventory/acts/act.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import {
  snapshotOf,
  viewOfEntry,
  viewOfInvoice,
  type EntrySnapshot,
  type EntryView,
  type InvoiceView,
} from '../inventory/view.js';
import { askGet, needsToGet } from '../questions/ask-get.js';
import { askPrice } from '../questions/ask-price.js';
import { refuseIfDenied } from '../questions/decision.js';
import type { Instant } from '../values/instant.js';
import type { Quantity } from '../values/quantity.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { Amount, Flag, Note, Optional, SkuCode, TypeHints, UserId } from './fields.js';
import { overridesIn } from './overrides.js';
import { readInputWith } from './read-input.js';

export class AddBySkuInput extends WritingDto {
  @UserId() user!: string;
  @SkuCode() sku!: string;
  /** true: active entries at once and no invoice. Default false: pending entries and an invoice (rule 12). */
  @Optional() @Flag() skipInvoice?: boolean | null;
  /** Type hints of behaviors to skip (rule 9). */
  @Optional() @TypeHints() overrides?: readonly string[] | null;
  /** Instead of the SKU's price, in minor units; the items' `price_overridable` must allow it. */
  @Optional() @Amount() price?: number | null;
  /** Stands on the invoice and in the log. */
  @Optional() @Note() note?: string | null;
}

export interface AddBySku extends CommandBase {
  readonly type: 'addBySku';
  readonly user: string;
  readonly sku: string;
  readonly skipInvoice: boolean;
  readonly overrides: readonly string[];
  readonly price: Quantity | null;
  readonly note: string | null;
}

export interface AddBySkuResult {
  readonly entries: readonly EntryView[];
  /** null where the invoice was skipped. */
  readonly invoice: InvoiceView | null;
}

export interface Added {
  readonly entries: readonly EntrySnapshot[];
  readonly invoice: Invoice | null;
}

/** Gives a user everything that a SKU grants, or nothing. */
export const addBySku: CommandKind<AddBySkuInput, AddBySku, Added, AddBySkuResult> = {
  type: 'addBySku',
  on: 'inventory',

  read: (input, registry) => {
    const { dto, parsed } = readInputWith(AddBySkuInput, input, overridesIn(registry));
    return {
      type: 'addBySku',
      ...baseOf(dto),
      user: dto.user,
      sku: dto.sku,
      skipInvoice: dto.skipInvoice ?? false,
      overrides: parsed,
      price: dto.price ?? null,
      note: dto.note ?? null,
    };
  },

  scope: ({ user }) => user,

  needs: ({ user, sku: code }, catalogue, { registry, now }) => {
    const sku = catalogue.sku(code);
    if (sku === undefined) return [];
    return partsOf(sku, catalogue).flatMap(({ item, quantity }) => [
      { kind: 'gets', user, item: item.id, most: 0 },
      ...needsToGet(registry, { user, item, quantity, now, catalogue }),
    ]);
  },

  decide: (command, set, { registry, now }) => {
    const { catalogue } = set;
    const sku = skuIn(catalogue, command.sku);
    const parts = partsOf(sku, catalogue);
    const act = { set, registry, now, actor: command.actor, info: command.note };
    const id = command.skipInvoice ? null : set.nextId('invoice');
    const addAt = (moment: Instant) => add({ ...act, now: moment }, command, parts, id);
    const verdictsAt = (moment: Instant) => set.probe(() => addAt(moment).verdicts);
    refuseIfDenied(verdictsAt(now), verdictsAt);
    const { lines } = addAt(now);
    const entries = lines.flatMap((line) => line.entries.map((entry) => snapshotOf(entry, catalogue, act)));
    if (id === null) return { entries, invoice: null };
    const invoice = invoiceFor(id, command, sku, lines, now);
    set.putInvoice(invoice);
    return { entries, invoice };
  },

  present: ({ entries, invoice }) => ({
    entries: entries.map(viewOfEntry),
    invoice: invoice && viewOfInvoice(invoice),
  }),
};

const partsOf = (sku: Sku, catalogue: Catalogue): readonly Part[] =>
  sku.items.map(({ item_id, quantity }) => ({ item: itemIn(catalogue, item_id), quantity }));

interface Part {
  readonly item: Item;
  readonly quantity: Quantity;
}
interface Line {
  readonly item: Item;
  readonly entries: readonly Entry[];
}

/** Adds part after part: later ones see what earlier ones gave, and one that is refused gives nothing. */
const add = (
  act: Act,
  command: AddBySku,
  parts: readonly Part[],
  invoice: number | null,
): { readonly verdicts: readonly RuleVerdict[]; readonly lines: readonly Line[] } => {
  const { user, price, overrides } = command;
  const { set, registry, now } = act;
  const verdicts = [
    ...askPrice(
      registry,
      parts.map(({ item }) => item),
      price,
    ),
  ];
  const lines: Line[] = [];
  for (const { item, quantity } of parts) {
    const ask = { user, item, quantity, now, catalogue: set.catalogue, state: set, price };
    const ofPart = askGet(registry, ask, overrides);
    verdicts.push(...ofPart);
    if (ofPart.every(({ allowed }) => allowed)) {
      lines.push({ item, entries: acquireParts(act, command, item, quantity, invoice) });
    }
  }
  return { verdicts, lines };
};

const acquireParts = (
  act: Act,
  { user, sku, skipInvoice }: AddBySku,
  item: Item,
  quantity: Quantity,
  invoice: number | null,
): readonly Entry[] => {
  const outside = act.registry.rulesOf(item).some(({ behavior, settings }) => behavior.waits?.(settings));
  const status = skipInvoice && !outside ? 'active' : 'pending';
  return Array.from({ length: quantity }, () => acquired(act, { user, item, status, sku, invoice }));
};

const invoiceFor = (
  id: number,
  { user, price, note }: AddBySku,
  sku: Sku,
  lines: readonly Line[],
  now: number,
): Invoice => ({
  user,
  id,
  sku: sku.sku,
  note,
  currency: sku.currency_code,
  price: price ?? sku.price,
  originalPrice: sku.price,
  payment: 'new',
  fulfilment: 'unfulfilled',
  createdAt: now,
  fulfilledAt: null,
  lines: lines.map(({ item, entries }, index) => ({
    // Derived from its invoice, so that a repeated command derives the same.
    id: index + 1,
    item: item.id,
    sku: sku.sku,
    quantity: entries.length,
    entries: entries.map((entry) => entry.id),
  })),
});
