import { at } from '../../values/faults.js';
import { readInteger, readObject, refuseUnknownKeys, type Fields } from '../../values/fields.js';
import { sequences, type Sequence } from '../../state/need.js';
import type { Counters } from '../stored.js';
import type { Reading } from './stored-fields.js';

/** More changes than any catalogue ever sees: stores make other numbers of it, which stay exact. */
const latestVersion = 2 ** 32;

export const readCounters = (fields: Fields, { path, faults }: Reading): Counters => {
  refuseUnknownKeys(fields, ['catalogue', 'next'], path, faults);
  const version = readInteger(fields, 'catalogue', path, faults, { required: true, min: 0, max: latestVersion });
  const next = readObject(fields, 'next', path, faults, { required: true }) ?? {};
  const inner = at(path, 'next');
  refuseUnknownKeys(next, sequences, inner, faults);
  const firstFree = (name: Sequence) => readInteger(next, name, inner, faults, { required: true, min: 1 }) ?? 1;
  return {
    catalogue: version ?? 0,
    next: Object.fromEntries(sequences.map((name) => [name, firstFree(name)])) as Record<Sequence, number>,
  };
};
