import type { BehaviorSettings } from '../catalogue/item.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Item, ItemRef } from '../catalogue/item.js';
import { isUsable } from '../inventory/entry.js';
import { at } from '../values/faults.js';
import { readArray, wrongText } from '../values/fields.js';
import { isAskable } from '../values/quantity.js';
import type { Behavior } from './behavior.js';
import { allow, deny } from './verdict.js';

/** Items that the user must already hold, each in an active, unexpired entry, when getting this one (rule 8). */
export interface PreReqEntitlementSettings extends BehaviorSettings {
  readonly type_hint: 'pre_req_entitlement';
  /** Ids; unique keys only until the item is written. */
  readonly item_ids: readonly number[];
}

const typeHint = 'pre_req_entitlement';
const mostItems = 100;

export const preReqEntitlement: Behavior<PreReqEntitlementSettings> = {
  typeHint,
  description: 'Can be got only by a user who already holds other items.',
  fields: [{ name: 'item_ids', description: 'The items that must be held', type: 'list', required: true }],

  validate: (raw, path, faults) => {
    const ids = readArray(raw, 'item_ids', path, faults, { required: true, minLength: 1, maxLength: mostItems });
    if (ids === undefined) return undefined;
    const inner = at(path, 'item_ids');
    ids.forEach((id, index) => {
      const isRef = isAskable(id) || wrongText(id, { minLength: 1, maxLength: 100 }) === undefined;
      if (!isRef) faults.add(at(inner, index), 'must be the id or the unique key of an item');
    });
    return { type_hint: typeHint, item_ids: ids as number[] };
  },

  resolve: (settings, catalogue, path, faults) => {
    const inner = at(path, 'item_ids');
    const ids = settings.item_ids.flatMap((ref: ItemRef, index) => {
      const item = catalogue.item(ref);
      if (item === undefined) faults.add(at(inner, index), `names no item: ${ref}`);
      return item === undefined ? [] : [item.id];
    });
    return { ...settings, item_ids: [...new Set(ids)] };
  },

  validateItem: (_settings, item, catalogue, path, faults) => {
    const cycle = cycleThrough(item, catalogue);
    if (cycle !== null) faults.add(at(path, 'item_ids'), `would make a cycle: ${cycle.join(' needs ')}`);
  },

  needsAtGet: ({ item_ids }, { user }) => item_ids.map((item) => ({ kind: 'open', user, item })),

  atGet: ({ item_ids }, { user, state, now }) => {
    const missing = item_ids.filter((item) => !state.open(user, item).some((entry) => isUsable(entry, now)));
    return missing.length > 0 ? deny('missing_prerequisites', { missing }) : allow({ held: item_ids });
  },
};

const prerequisitesOf = (item: Item): readonly number[] =>
  item.behaviors.flatMap((settings) =>
    settings.type_hint === typeHint ? (settings as PreReqEntitlementSettings).item_ids : [],
  );

/** The way from the item through its prerequisites back to itself. Without recursion: chains may be long. */
const cycleThrough = (item: Item, catalogue: Catalogue): readonly number[] | null => {
  const cameFrom = new Map<number, number>();
  const open = [item.id];
  while (open.length > 0) {
    const id = open.pop()!;
    const current = id === item.id ? item : catalogue.item(id);
    for (const next of current === undefined ? [] : prerequisitesOf(current)) {
      if (next === item.id) return [item.id, ...wayBack(id, item.id, cameFrom), item.id];
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, id);
      open.push(next);
    }
  }
  return null;
};

const wayBack = (from: number, to: number, cameFrom: ReadonlyMap<number, number>): readonly number[] => {
  const way: number[] = [];
  for (let id = from; id !== to; id = cameFrom.get(id)!) way.unshift(id);
  return way;
};
