import type { EntriesInput } from '@holdall/core';
import { RequestFaults } from '../errors/request-faults.js';

type Created = NonNullable<EntriesInput['created']>;

/**
 * Reads `GT,123,LT,456`: pairs of an operator and Unix seconds, all of which must hold. The wire knows no parts of a
 * second, so a moment compares by the second that it falls in: `EQ,123` is from 123.000 up to, not including, 124.000.
 * @throws RequestFaults
 */
export const filterDateIn = (text: string): Created => {
  const parts = text.split(',');
  if (parts.length % 2 !== 0) throw refusal();
  return parts.flatMap((operator, index) => (index % 2 === 0 ? comparison(operator, parts[index + 1]!) : []));
};

const comparison = (operator: string, digits: string): Created => {
  if (!/^-?\d{1,11}$/.test(digits)) throw refusal();
  const from = new Date(Number(digits) * 1000);
  const until = new Date(from.getTime() + 1000);
  switch (operator) {
    case 'GT':
      return [{ op: 'GOE', value: until }];
    case 'GOE':
    case 'GTE':
      return [{ op: 'GOE', value: from }];
    case 'LT':
      return [{ op: 'LT', value: from }];
    case 'LOE':
    case 'LTE':
      return [{ op: 'LT', value: until }];
    case 'EQ':
      return [
        { op: 'GOE', value: from },
        { op: 'LT', value: until },
      ];
    default:
      throw refusal();
  }
};

const refusal = () =>
  new RequestFaults([
    { path: 'filter_date', message: 'must be OP,SECONDS and so on, OP one of GT, LT, EQ, GOE (or GTE), LOE (or LTE)' },
  ]);
