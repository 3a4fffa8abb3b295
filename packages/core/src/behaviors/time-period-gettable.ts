import { groupKey, type BehaviorSettings } from '../catalogue/item.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import { readInteger, readString } from '../values/fields.js';
import { inWindow, leavesWindow } from '../values/period.js';
import type { Behavior } from './behavior.js';
import { periodFields, periodOf, readPeriod, type PeriodSettings } from './period-settings.js';
import { allow, deny } from './verdict.js';

/** How many a user may get of a group's items within a rolling window; inactive entries count (rule 6). */
export interface TimePeriodGettableSettings extends BehaviorSettings, PeriodSettings {
  readonly type_hint: 'time_period_gettable';
  readonly get_limit: number;
  /** null only until the item is written: then it gets a name of its own. */
  readonly group_name: string | null;
}

const typeHint = 'time_period_gettable';

const members = (catalogue: Catalogue, settings: TimePeriodGettableSettings): readonly number[] =>
  catalogue.itemsInGroup(groupKey(typeHint, settings.group_name!)).map(({ id }) => id);

export const timePeriodGettable: Behavior<TimePeriodGettableSettings> = {
  typeHint,
  description: 'A user may get only so many within a period of time.',
  fields: [
    { name: 'get_limit', description: 'Gets per period', type: 'integer', required: true },
    ...periodFields,
    {
      name: 'group_name',
      description: 'Items that name the same group share the limit',
      type: 'string',
      required: false,
    },
  ],

  validate: (raw, path, faults) => {
    const get_limit = readInteger(raw, 'get_limit', path, faults, { min: 0, max: mostGets, required: true });
    const group_name = readString(raw, 'group_name', path, faults, { minLength: 1, maxLength: 100 }) ?? null;
    const period = readPeriod(raw, path, faults);
    if (get_limit === undefined || period === undefined) return undefined;
    return { type_hint: typeHint, get_limit, ...period, group_name };
  },

  shared: {
    groupOf: ({ group_name }) => group_name,
    named: (settings, group_name) => ({ ...settings, group_name }),
    terms: ({ get_limit, time_length, unit_of_time }) => ({ get_limit, time_length, unit_of_time }),
    withTerms: (settings, terms) => ({ ...settings, ...terms }),
  },

  needsAtGet: (settings, { user, catalogue }) =>
    members(catalogue, settings).map((item) => ({ kind: 'gets', user, item, most: settings.get_limit })),

  atGet: (settings, { user, state, catalogue, now, quantity }) => {
    const { get_limit: limit, group_name: group } = settings;
    const period = periodOf(settings);
    // The newest `get_limit` gets of each member decide: older ones cannot matter before those have left the window.
    const inside = members(catalogue, settings)
      .flatMap((item) => state.gets(user, item, limit).recent)
      .filter((moment) => inWindow(moment, now, period))
      .toSorted((a, b) => b - a)
      .slice(0, limit);
    const facts = { group, limit, got: inside.length, requested: quantity };
    if (inside.length + quantity <= limit) return allow(facts);
    // Room for `quantity` comes when at most limit - quantity are left inside: when the next newest has gone.
    const last = quantity <= limit ? inside[limit - quantity] : undefined;
    return deny('get_limit_reached', facts, last === undefined ? null : leavesWindow(last, period));
  },
};

/** Bounds what one question reads. */
const mostGets = 10_000;
