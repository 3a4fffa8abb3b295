import type { BehaviorSettings } from '../catalogue/item.js';
import { dataFor, type Entry } from '../inventory/entry.js';
import { readEnum } from '../values/fields.js';
import { after } from '../values/period.js';
import type { Behavior } from './behavior.js';
import { periodFields, periodOf, readPeriod, type PeriodSettings } from './period-settings.js';

const starts = ['activation', 'first_use'] as const;

/** A length of life, counted on the UTC calendar from when the entry becomes active or is first used (rule 5). */
export interface ExpirableSettings extends BehaviorSettings, PeriodSettings {
  readonly type_hint: 'expirable';
  readonly starts_on: (typeof starts)[number];
}

/** Set while an entry waits for its first use: only then does a use start the clock. */
const waiting = { expirable: { awaits: 'first_use' } };
const awaitsFirstUse = (entry: Entry): boolean => dataFor(entry, 'expirable')['awaits'] === 'first_use';

export const expirable: Behavior<ExpirableSettings> = {
  typeHint: 'expirable',
  description: 'Expires some time after it became active or was first used.',
  fields: [
    ...periodFields,
    {
      name: 'starts_on',
      description: 'What starts the clock: activation (default) or first_use',
      type: 'enumeration',
      required: false,
      valid_values: starts,
    },
  ],

  validate: (raw, path, faults) => {
    const period = readPeriod(raw, path, faults);
    const starts_on = readEnum(raw, 'starts_on', path, faults, { values: starts }) ?? 'activation';
    return period && { type_hint: 'expirable', ...period, starts_on };
  },

  whenActivated: (settings, entry, _item, now) => {
    // An expiry that somebody set on this very entry stands.
    if (entry.expires !== null) return {};
    if (settings.starts_on === 'first_use') return { data: waiting };
    return { expires: after(now, periodOf(settings)) };
  },

  whenUsed: (settings, entry, _quantity, now) => {
    if (!awaitsFirstUse(entry)) return {};
    const started = { dropped: ['expirable'] };
    return entry.expires === null ? { ...started, expires: after(now, periodOf(settings)) } : started;
  },

  report: (_settings, entry) => ({ starts_on_first_use: awaitsFirstUse(entry) }),
};
