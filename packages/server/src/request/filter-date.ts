import { Faults, type EntriesInput } from '@holdall/core';
import { readMoments } from '@holdall/suppliers/query';
import { RequestFaults } from '../errors/request-faults.js';

type Created = NonNullable<EntriesInput['created']>;

/**
 * Reads `GT,123,LT,456`: pairs of an operator and Unix seconds, all of which must hold. The wire knows no parts of a
 * second, so a moment compares by the second that it falls in: `EQ,123` is from 123.000 up to, not including, 124.000.
 * @throws RequestFaults
 */
export const filterDateIn = (text: string): Created => {
  const faults = new Faults();
  const bounds = readMoments(text, { field: 'createdAt', param: 'filter_date', faults });
  if (!faults.none) throw new RequestFaults(faults.found);
  return bounds.map(({ op, value }) => ({ op: op === 'gte' ? 'GOE' : 'LT', value: new Date(value) }));
};
