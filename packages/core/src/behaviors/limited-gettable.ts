import { groupKey, type BehaviorSettings } from '../catalogue/item.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { isOpen } from '../inventory/entry.js';
import type { Need } from '../state/need.js';
import { at } from '../values/faults.js';
import { readBoolean, readInteger, readObject, readString, refuseUnknownKeys } from '../values/fields.js';
import type { JsonObject } from '../values/json.js';
import { sum } from '../values/quantity.js';
import type { Behavior, GetAsk } from './behavior.js';
import { allow, deny } from './verdict.js';

interface Group extends JsonObject {
  /** null only until the item is written: then it gets a name of its own. */
  readonly name: string | null;
  readonly owned_limit: number;
  readonly active_only: boolean;
}

/** How many a user may own of all the items of a group together (rule 7). */
export interface LimitedGettableSettings extends BehaviorSettings {
  readonly type_hint: 'limited_gettable';
  readonly group: Group;
}

const typeHint = 'limited_gettable';

const members = (catalogue: Catalogue, { group }: LimitedGettableSettings): readonly number[] =>
  catalogue.itemsInGroup(groupKey(typeHint, group.name!)).map(({ id }) => id);

const needs = (settings: LimitedGettableSettings, user: string, catalogue: Catalogue): readonly Need[] =>
  members(catalogue, settings).map((item) =>
    settings.group.active_only ? { kind: 'open', user, item } : { kind: 'gets', user, item, most: 0 },
  );

export const limitedGettable: Behavior<LimitedGettableSettings> = {
  typeHint,
  description: 'A user may own only so many of a group of items.',
  fields: [
    {
      name: 'group',
      description: 'owned_limit, active_only, and a name; items that name the same group are limited together',
      type: 'object',
      required: true,
    },
  ],

  validate: (raw, path, faults) => {
    const inner = at(path, 'group');
    const group = readObject(raw, 'group', path, faults, { required: true });
    if (group === undefined) return undefined;
    refuseUnknownKeys(group, ['name', 'owned_limit', 'active_only'], inner, faults);
    const owned_limit = readInteger(group, 'owned_limit', inner, faults, { min: 0, required: true });
    const active_only = readBoolean(group, 'active_only', inner, faults, { required: true });
    const name = readString(group, 'name', inner, faults, { minLength: 1, maxLength: 100 }) ?? null;
    if (owned_limit === undefined || active_only === undefined) return undefined;
    return { type_hint: typeHint, group: { name, owned_limit, active_only } };
  },

  shared: {
    groupOf: ({ group }) => group.name,
    named: (settings, name) => ({ ...settings, group: { ...settings.group, name } }),
    terms: ({ group: { owned_limit, active_only } }) => ({ owned_limit, active_only }),
    withTerms: (settings, terms) => ({ ...settings, group: { ...settings.group, ...terms } }),
  },

  needsAtGet: (settings, { user, catalogue }) => needs(settings, user, catalogue),

  atGet: (settings, ask) => {
    const { name, owned_limit: limit, active_only } = settings.group;
    const { owned, retryAt } = active_only ? openOf(settings, ask) : everOf(settings, ask);
    const facts = { group: name, limit, owned, requested: ask.quantity };
    return owned + ask.quantity > limit ? deny('limit_reached', facts, retryAt) : allow(facts);
  },
};

const everOf = (settings: LimitedGettableSettings, { user, state, catalogue }: GetAsk) => ({
  owned: sum(members(catalogue, settings).map((item) => state.gets(user, item, 0).count)),
  retryAt: null,
});

/** With `active_only` an entry that expires makes room: `retryAt` is when enough of them will have. */
const openOf = (settings: LimitedGettableSettings, { user, state, catalogue, now, quantity }: GetAsk) => {
  const open = members(catalogue, settings).flatMap((item) =>
    state.open(user, item).filter((entry) => isOpen(entry, now)),
  );
  const tooMany = open.length + quantity - settings.group.owned_limit;
  const expiries = open.flatMap(({ expires }) => (expires === null ? [] : [expires])).toSorted((a, b) => a - b);
  const enough = quantity <= settings.group.owned_limit;
  return { owned: open.length, retryAt: (enough ? expiries[tooMany - 1] : undefined) ?? null };
};
