import { byBytes } from '../values/text.js';
import { storedKinds, type Stored } from './stored.js';

/**
 * Kinds in the order of `storedKinds`; of what users hold each in the order of its key, users by their bytes. Documents
 * of the catalogue come in the order in which they were first written, which only the store knows.
 */
export const inExportOrder = (one: Stored, other: Stored): number =>
  storedKinds.indexOf(one.kind) - storedKinds.indexOf(other.kind) || byPlace(placeOf(one), placeOf(other));

type Place = readonly (string | number)[];

const placeOf = ({ kind, value }: Stored): Place => {
  switch (kind) {
    case 'entry':
    case 'invoice':
      return [value.user, value.id];
    case 'log':
      return [value.user, value.at, value.id];
    case 'reply':
      return [value.scope, value.key];
    case 'counters':
    case 'template':
    case 'item':
    case 'sku':
      return [];
  }
};

/** Two places of the same kind. */
const byPlace = (one: Place, other: Place): number => {
  for (const [index, left] of one.entries()) {
    const right = other[index]!;
    const order = typeof left === 'string' ? byBytes(left, right as string) : left - (right as number);
    if (order !== 0) return order;
  }
  return 0;
};
