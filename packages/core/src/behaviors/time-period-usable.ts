import type { BehaviorSettings } from '../catalogue/item.js';
import { readInteger } from '../values/fields.js';
import { before, inWindow, leavesWindow } from '../values/period.js';
import { plusAtMost, type Quantity } from '../values/quantity.js';
import type { UseRecord } from '../inventory/use-record.js';
import type { Instant } from '../values/instant.js';
import type { Behavior } from './behavior.js';
import { periodFields, periodOf, readPeriod, type PeriodSettings } from './period-settings.js';
import { allow, deny } from './verdict.js';

/** How much a user may use of the item, over all its entries, within a rolling window; reversed uses do not count. */
export interface TimePeriodUsableSettings extends BehaviorSettings, PeriodSettings {
  readonly type_hint: 'time_period_usable';
  /** Uses per period; null or absent: without limit. */
  readonly max_use: number | null;
}

export const timePeriodUsable: Behavior<TimePeriodUsableSettings> = {
  typeHint: 'time_period_usable',
  description: 'Can be used only so often within a period of time.',
  fields: [
    { name: 'max_use', description: 'Uses per period; null: without limit', type: 'integer', required: false },
    ...periodFields,
  ],

  validate: (raw, path, faults) => {
    const max_use = readInteger(raw, 'max_use', path, faults, { min: 1 }) ?? null;
    const period = readPeriod(raw, path, faults);
    return period && { type_hint: 'time_period_usable', max_use, ...period };
  },

  needsAtUse: (settings, { user, item, now }) =>
    settings.max_use === null ? [] : [{ kind: 'uses', user, item: item.id, since: before(now, periodOf(settings)) }],

  atUse: (settings, { user, item, now, quantity, state }) => {
    const limit = settings.max_use;
    if (limit === null) return allow();
    const period = periodOf(settings);
    const inside = state.uses(user, item.id, before(now, period)).filter((use) => inWindow(use.at, now, period));
    // What meters said was used asked no rule: there may be any amount of it.
    const used = inside.reduce((total, { net }) => plusAtMost(total, net), 0);
    const facts = { limit, used, requested: quantity };
    if (used + quantity <= limit) return allow(facts);
    const last = lastToGo(inside, limit - quantity);
    return deny('use_limit_reached', facts, last === null ? null : leavesWindow(last, period));
  },
};

/** The moment of the use with whose going what is left of them fits into `room`; null if not even nothing does. */
const lastToGo = (uses: readonly UseRecord[], room: number): Instant | null => {
  if (room < 0) return null;
  let kept: Quantity = 0;
  for (const { at, net } of uses.toSorted((a, b) => b.at - a.at)) {
    kept = plusAtMost(kept, net);
    if (kept > room) return at;
  }
  return null;
};
