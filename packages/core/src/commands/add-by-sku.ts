import type { Catalogue } from '../catalogue/catalogue.js';
import { itemIn, skuIn } from '../catalogue/catalogue.js';
import type { Item } from '../catalogue/item.js';
import type { Sku } from '../catalogue/sku.js';
import type { BehaviorRegistry } from '../behaviors/registry.js';
import { deny, type RuleVerdict } from '../behaviors/verdict.js';
import { acquired } from '../inventory/acts/acquire.js';
import type { Act } from '../inventory/acts/act.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import { viewOfEntry, viewOfInvoice, type EntryView, type InvoiceView } from '../inventory/view.js';
import { askGet, needsToGet } from '../questions/ask-get.js';
import { refuseIfDenied } from '../questions/decision.js';
import type { Quantity } from '../values/quantity.js';
import { baseOf, WritingDto, type CommandBase, type CommandKind } from './command.js';
import { Amount, Flag, Note, Optional, SkuCode, TypeHints, UserId } from './fields.js';
import { knownOverrides } from './overrides.js';
import { readInput } from './read-input.js';

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
  readonly entries: readonly Entry[];
  readonly invoice: Invoice | null;
}

/** Gives a user everything that a SKU grants, or nothing. */
export const addBySku: CommandKind<AddBySkuInput, AddBySku, Added, AddBySkuResult> = {
  type: 'addBySku',
  on: 'inventory',

  read: (input, registry) => {
    const dto = readInput(AddBySkuInput, input);
    return {
      type: 'addBySku',
      ...baseOf(dto),
      user: dto.user,
      sku: dto.sku,
      skipInvoice: dto.skipInvoice ?? false,
      overrides: knownOverrides(dto.overrides ?? [], registry),
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
    const verdicts: RuleVerdict[] = [...askPrice(parts, command, registry)];
    const lines: { item: Item; entries: readonly Entry[] }[] = [];
    for (const { item, quantity } of parts) {
      const ask = { user: command.user, item, quantity, now, catalogue, state: set, price: command.price };
      const ofPart = askGet(registry, ask, command.overrides);
      verdicts.push(...ofPart);
      // Later parts see what earlier ones gave; a part that was refused gives nothing, and in the end nobody does.
      if (ofPart.every(({ allowed }) => allowed)) {
        lines.push({ item, entries: acquireParts(act, command, item, quantity, id) });
      }
    }
    refuseIfDenied(verdicts);
    const entries = lines.flatMap((line) => line.entries);
    if (id === null) return { entries, invoice: null };
    const invoice = invoiceFor(id, command, sku, lines, now);
    set.putInvoice(invoice);
    return { entries, invoice };
  },

  present: ({ entries, invoice }, catalogue, setting) => ({
    entries: entries.map((entry) => viewOfEntry(entry, catalogue, setting)),
    invoice: invoice && viewOfInvoice(invoice),
  }),
};

const partsOf = (sku: Sku, catalogue: Catalogue): readonly { item: Item; quantity: Quantity }[] =>
  sku.items.map(({ item_id, quantity }) => ({ item: itemIn(catalogue, item_id), quantity }));

/** A price of one's own needs at least one item that can speak for it; those that can then judge it themselves. */
const askPrice = (
  parts: readonly { item: Item }[],
  { price }: AddBySku,
  registry: BehaviorRegistry,
): readonly RuleVerdict[] => {
  const [first] = parts;
  if (price === null || first === undefined) return [];
  const overridable = parts.some(({ item }) =>
    registry.rulesOf(item).some(({ behavior }) => behavior.typeHint === 'price_overridable'),
  );
  return overridable ? [] : [{ rule: 'price', item: first.item.id, ...deny('price_not_overridable', { price }) }];
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
  lines: readonly { item: Item; entries: readonly Entry[] }[],
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
