import type { BehaviorRegistry, Rule } from '../../behaviors/registry.js';
import { itemIn } from '../../catalogue/catalogue.js';
import type { Item } from '../../catalogue/item.js';
import type { NewRecord, WorkingSet } from '../../state/working-set.js';
import type { Instant } from '../../values/instant.js';
import type { Entry } from '../entry.js';

/** What everything that happens to entries has in common: where, when, and who says so. */
export interface Act {
  readonly set: WorkingSet;
  readonly registry: BehaviorRegistry;
  readonly now: Instant;
  readonly actor: string | null;
  readonly info: string | null;
}

export const itemOf = ({ set }: Act, entry: Entry): Item => itemIn(set.catalogue, entry.item);

export const rulesFor = (act: Act, entry: Entry): readonly Rule[] => act.registry.rulesOf(itemOf(act, entry));

/** Writes what happened to an entry now, in the name of whoever acts. */
export const record = (
  { set, now, actor, info }: Act,
  entry: Entry,
  what: Pick<NewRecord, 'type' | 'quantity' | 'use' | 'details'> & { readonly at?: Instant },
): Entry => set.record(entry, { at: now, actor, info, ...what });
