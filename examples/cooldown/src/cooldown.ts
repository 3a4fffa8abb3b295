import { allow, before, deny, leavesWindow, readEnum, readInteger, unitsOfTime } from '@holdall/core';
import type { Behavior, BehaviorSettings, Period, UnitOfTime } from '@holdall/core';

/** Some time must pass between one use of an item and the next, whichever of its entries was used. */
export interface CooldownSettings extends BehaviorSettings {
  readonly type_hint: 'cooldown';
  readonly time_length: number;
  readonly unit_of_time: UnitOfTime;
}

const periodOf = ({ time_length, unit_of_time }: CooldownSettings): Period => ({
  length: time_length,
  unit: unit_of_time,
});

export const cooldown: Behavior<CooldownSettings> = {
  typeHint: 'cooldown',
  description: 'Some time must pass between uses.',
  fields: [
    { name: 'time_length', description: 'How many units of time', type: 'integer', required: true },
    {
      name: 'unit_of_time',
      description: 'The unit, in any case',
      type: 'enumeration',
      required: true,
      valid_values: unitsOfTime,
    },
  ],

  validate: (raw, path, faults) => {
    const time_length = readInteger(raw, 'time_length', path, faults, { required: true, min: 1, max: 1000 });
    const unit_of_time = readEnum(raw, 'unit_of_time', path, faults, {
      required: true,
      values: unitsOfTime,
      ignoreCase: true,
    });
    if (time_length === undefined || unit_of_time === undefined) return undefined;
    return { type_hint: 'cooldown', time_length, unit_of_time };
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
