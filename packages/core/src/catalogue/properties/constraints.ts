import { at } from '../../values/faults.js';
import { int32, int64, readBoolean, readInteger, readNumber, readString, type Fields } from '../../values/fields.js';
import type { DefinitionSite, Family, ReadConstraint } from './family.js';

/** A length, a size in pixels or a number of elements: int32 in the contract, and never negative. */
export const count: ReadConstraint = (raw, key, { path, faults }) =>
  readInteger(raw, key, path, faults, { min: 0, max: int32.max });

/** A size in bytes: int64 in the contract. */
export const bytes: ReadConstraint = (raw, key, { path, faults }) =>
  readInteger(raw, key, path, faults, { min: 0, max: int64.max });

export const whole =
  (range: typeof int32 | typeof int64): ReadConstraint =>
  (raw, key, { path, faults }) =>
    readInteger(raw, key, path, faults, range);

export const finite: ReadConstraint = (raw, key, { path, faults }) => readNumber(raw, key, path, faults);

export const flag: ReadConstraint = (raw, key, { path, faults }) => readBoolean(raw, key, path, faults);

export const word: ReadConstraint = (raw, key, { path, faults }) =>
  readString(raw, key, path, faults, { minLength: 1, maxLength: 100 });

/** The constraints that a definition has, without those it leaves out. */
export const parseConstraints = ({ constraints }: Family, raw: Fields, site: DefinitionSite): Fields => {
  const read = Object.entries(constraints).map(([key, readOne]) => [key, readOne(raw, key, site)] as const);
  const present: Fields = Object.fromEntries(read.filter(([, value]) => value !== undefined));
  for (const min of Object.keys(present).filter((key) => key.startsWith('min'))) checkPair(present, min, site);
  return present;
};

const checkPair = (present: Fields, min: string, { path, faults }: DefinitionSite): void => {
  const max = min.replace('min', 'max');
  const [lowest, highest] = [present[min], present[max]];
  if (typeof lowest === 'number' && typeof highest === 'number' && lowest > highest) {
    faults.add(at(path, max), `must be at least ${min}, which is ${lowest}`);
  }
};
