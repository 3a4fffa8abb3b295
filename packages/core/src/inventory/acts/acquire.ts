import type { Item } from '../../catalogue/item.js';
import type { Instant } from '../../values/instant.js';
import type { Quantity } from '../../values/quantity.js';
import type { BehaviorData, Entry } from '../entry.js';
import type { EntryFacts, Origin } from '../log.js';
import { remainingOf } from '../remaining.js';
import type { Act } from './act.js';
import { activationOf, credited } from './activate.js';

export interface Acquisition {
  readonly user: string;
  readonly item: Item;
  readonly status: 'pending' | 'active';
  readonly sku: string | null;
  readonly invoice: number | null;
  /** An expiry of the entry's own; undefined: what the item says. */
  readonly expires?: Instant | undefined;
  /** A number of uses of the entry's own; undefined: what the item says. */
  readonly maxUse?: Quantity | undefined;
}

/** Makes one entry (rule 1), active at once or pending, in one record of the log. */
export const acquired = (act: Act, { user, item, status, expires, maxUse, ...from }: Acquisition): Entry => {
  const origin: Origin = { nth: act.set.gets(user, item.id, 0).count + 1, ...from };
  const own: BehaviorData = maxUse === undefined ? {} : { consumable: { max_use: maxUse } };
  const bare = provisional(act, user, item, origin, { expires: expires ?? null, data: own });
  const { facts, credits } = status === 'active' ? activationOf(act, bare) : { facts: { status }, credits: [] };
  const data = { ...own, ...(facts as EntryFacts).data };
  const to: EntryFacts = {
    ...(expires !== undefined && { expires }),
    ...facts,
    ...(Object.keys(data).length > 0 && { data }),
  };
  const entry = act.set.create(user, item.id, origin, {
    type: 'granted',
    quantity: remainingOf(act.registry.rulesOf(item), bare) ?? 0,
    at: act.now,
    actor: act.actor,
    info: act.info,
    details: { to },
  });
  return credited(act, entry, credits);
};

/** The entry as rules see it before it exists. */
const provisional = (
  { now }: Act,
  user: string,
  item: Item,
  origin: Origin,
  own: Pick<Entry, 'expires' | 'data'>,
): Entry => ({
  user,
  id: 0,
  item: item.id,
  ...origin,
  revision: 0,
  status: 'pending',
  ended: null,
  createdAt: now,
  updatedAt: now,
  activatedAt: null,
  booked: 0,
  ...own,
});
