import type { BehaviorSettings, Item } from '../catalogue/item.js';
import type { Entry } from '../inventory/entry.js';
import type { EntryFacts } from '../inventory/log.js';
import type { Need } from '../state/need.js';
import type { State } from '../state/working-set.js';
import type { Faults } from '../values/faults.js';
import type { Instant } from '../values/instant.js';
import type { JsonObject } from '../values/json.js';
import type { Quantity } from '../values/quantity.js';
import type { Verdict } from './verdict.js';

/** A question about a user and an item, asked at one moment. */
export interface Ask {
  readonly user: string;
  readonly item: Item;
  readonly quantity: Quantity;
  readonly now: Instant;
  readonly catalogue: State['catalogue'];
}

/** May the user get the item? */
export interface GetAsk extends Ask {
  readonly state: State;
  /** A price that somebody wants instead of the SKU's, in minor units; null where none is asked for. */
  readonly price: Quantity | null;
}

/** May the user use the item now? */
export interface UseAsk extends Ask {
  readonly state: State;
  readonly guest: boolean;
  /** The entries that a use would draw on, in burn order. */
  readonly usable: readonly Entry[];
}

/** What a behavior changes on an entry. `credit`: money that the host's wallet is to book, in minor units. */
export interface Effect extends Pick<EntryFacts, 'expires' | 'data' | 'dropped'> {
  readonly credit?: { readonly currency: string; readonly value: Quantity };
}

/** Settings that several items hold in common because they name the same group (rule 7). */
export interface SharedSettings<S extends BehaviorSettings> {
  groupOf(settings: S): string | null;
  /** The settings in the group `name`: for items whose settings named none. */
  named(settings: S, name: string): S;
  /** The part that all members of the group must agree on. */
  terms(settings: S): JsonObject;
  withTerms(settings: S, terms: JsonObject): S;
}

/** A field of a behavior's settings, as clients are told about it. */
export interface SettingField {
  readonly name: string;
  readonly description: string;
  readonly type: 'integer' | 'number' | 'bool' | 'string' | 'enumeration' | 'list' | 'object';
  readonly required: boolean;
  readonly valid_values?: readonly string[];
}

/**
 * One rule of an item. All parts but the first four are optional: a behavior says only what it has to say. Everything
 * is a pure function of its arguments: no clock, no randomness, nothing awaited.
 */
export interface Behavior<S extends BehaviorSettings = BehaviorSettings> {
  readonly typeHint: string;
  readonly description: string;
  readonly fields: readonly SettingField[];
  /** Reads settings that came from outside; adds a fault for everything that is wrong and then answers undefined. */
  validate(raw: Readonly<Record<string, unknown>>, path: string, faults: Faults): S | undefined;

  /** Replaces unique keys of other items in the settings by their ids, when the item is written. */
  resolve?(settings: S, catalogue: State['catalogue'], path: string, faults: Faults): S;
  /** Behaviors that an item must have to carry this one. */
  readonly prerequisites?: readonly string[];
  /** What must hold between this behavior and the rest of its item, or of the catalogue. */
  validateItem?(settings: S, item: Item, catalogue: State['catalogue'], path: string, faults: Faults): void;
  /** Checks this behavior's part of an entry's behavior data, when an administrator writes it. */
  validateData?(data: JsonObject, path: string, faults: Faults): void;
  readonly shared?: SharedSettings<S>;

  /** What `atGet` will ask the state for. Naming it saves a second load; leaving something out costs only that. */
  needsAtGet?(settings: S, ask: Ask): readonly Need[];
  atGet?(settings: S, ask: GetAsk): Verdict;
  needsAtUse?(settings: S, ask: Ask): readonly Need[];
  atUse?(settings: S, ask: UseAsk): Verdict;

  /** Whether new entries wait (`pending`) for a fulfilment outside of Holdall. */
  waits?(settings: S): boolean;
  /** When an entry becomes active for the first time. */
  whenActivated?(settings: S, entry: Entry, item: Item, now: Instant): Effect;
  whenUsed?(settings: S, entry: Entry, quantity: Quantity, now: Instant): Effect;
  /** When `quantity` uses are given back to an entry. */
  whenReversed?(settings: S, entry: Entry, quantity: Quantity): Effect;
  /** How many uses the entry has left; null: without limit. */
  remaining?(settings: S, entry: Entry): Quantity | null;
  /** How much of the entry was used in all, as this behavior counts it: what `recordUse` holds a meter's total against. */
  used?(settings: S, entry: Entry): Quantity | null;
  /** Facts about an entry that its holder should know. */
  report?(settings: S, entry: Entry, now: Instant): JsonObject;
}
