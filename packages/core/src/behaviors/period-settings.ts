import type { Faults } from '../values/faults.js';
import { readEnum, readInteger } from '../values/fields.js';
import { isTooLong, unitsOfTime, type Period, type UnitOfTime } from '../values/period.js';
import { at } from '../values/faults.js';
import type { SettingField } from './behavior.js';

/** How the contract spells a length of time. */
export interface PeriodSettings {
  readonly time_length: number;
  readonly unit_of_time: UnitOfTime;
}

export const periodFields: readonly SettingField[] = [
  { name: 'time_length', description: 'How many units of time', type: 'integer', required: true },
  {
    name: 'unit_of_time',
    description: 'The unit, in any case',
    type: 'enumeration',
    required: true,
    valid_values: unitsOfTime,
  },
];

export const periodOf = ({ time_length, unit_of_time }: PeriodSettings): Period => ({
  length: time_length,
  unit: unit_of_time,
});

export const readPeriod = (
  raw: Readonly<Record<string, unknown>>,
  path: string,
  faults: Faults,
): PeriodSettings | undefined => {
  const length = readInteger(raw, 'time_length', path, faults, { min: 1, required: true });
  const unit = readEnum(raw, 'unit_of_time', path, faults, { values: unitsOfTime, required: true, ignoreCase: true });
  if (length === undefined || unit === undefined) return undefined;
  if (isTooLong({ length, unit })) {
    faults.add(at(path, 'time_length'), 'must not be longer than about 1,000 years');
    return undefined;
  }
  return { time_length: length, unit_of_time: unit };
};
