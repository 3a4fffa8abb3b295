import type { Item } from '../catalogue/item.js';
import type { Sku } from '../catalogue/sku.js';
import type { Template } from '../catalogue/template.js';
import type { Entry } from '../inventory/entry.js';
import type { Invoice } from '../inventory/invoice.js';
import type { LogRecord } from '../inventory/log.js';
import type { Sequence } from '../state/need.js';
import type { Reply } from '../state/reply.js';

/** From where a store goes on: without it, ids would be given out twice. */
export interface Counters {
  /** The version of the catalogue. */
  readonly catalogue: number;
  /** Of each sequence, the first id that nobody has been given and nobody has reserved. */
  readonly next: Readonly<Record<Sequence, number>>;
}

/** Everything that a store keeps, one by one. Uses are in the log: it says what each took and what was given back. */
export type Stored =
  | { readonly kind: 'counters'; readonly value: Counters }
  | { readonly kind: 'template'; readonly value: Template }
  /** Archived ones, too. */
  | { readonly kind: 'item'; readonly value: Item }
  | { readonly kind: 'sku'; readonly value: Sku }
  | { readonly kind: 'entry'; readonly value: Entry }
  | { readonly kind: 'log'; readonly value: LogRecord }
  | { readonly kind: 'invoice'; readonly value: Invoice }
  | { readonly kind: 'reply'; readonly value: Reply };

export type StoredKind = Stored['kind'];
export type StoredValue<K extends StoredKind> = Extract<Stored, { kind: K }>['value'];

/** In their order: what a record refers to comes before it. */
export const storedKinds = [
  'counters',
  'template',
  'item',
  'sku',
  'entry',
  'log',
  'invoice',
  'reply',
] as const satisfies readonly StoredKind[];
