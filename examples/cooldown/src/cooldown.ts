import { allow, before, deny, leavesWindow, periodFields, periodOf, readPeriod } from '@holdall/core';
import type { Behavior, BehaviorSettings, PeriodSettings } from '@holdall/core';

/** Some time must pass between one use of an item and the next, whichever of its entries was used. */
export interface CooldownSettings extends BehaviorSettings, PeriodSettings {
  readonly type_hint: 'cooldown';
}

export const cooldown: Behavior<CooldownSettings> = {
  typeHint: 'cooldown',
  description: 'Some time must pass between uses.',
  fields: periodFields,

  validate: (raw, path, faults) => {
    const period = readPeriod(raw, path, faults);
    return period && { type_hint: 'cooldown', ...period };
  },

  needsAtUse: (settings, { user, item, now }) => [
    { kind: 'uses', user, item: item.id, since: before(now, periodOf(settings)) },
  ],

  atUse: (settings, { user, item, now, state }) => {
    const period = periodOf(settings);
    // A use that was given back in full is not among them: it costs no cooldown.
    const recent = state.uses(user, item.id, before(now, period)).map(({ at }) => at);
    if (recent.length === 0) return allow();
    const last = Math.max(...recent);
    return deny('cooling_down', { waited: now - last }, leavesWindow(last, period));
  },
};
