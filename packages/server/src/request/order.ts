import { Faults } from '@holdall/core';
import { readOrder } from '@holdall/suppliers/query';
import { RequestFaults } from '../errors/request-faults.js';
import type { Sorting } from '../wire/order.js';

/**
 * Reads `id:ASC,name:DESC`, in priority order. Without a direction it is ASC.
 * @throws RequestFaults for another property or direction.
 */
export const orderIn = <const By extends string>(text: string, properties: readonly By[]): (Sorting & { by: By })[] => {
  const faults = new Faults();
  const sort = readOrder(text, properties, faults);
  if (!faults.none) throw new RequestFaults(faults.found);
  return sort.map(({ field, direction }) => ({ by: field, direction: direction === 'desc' ? 'DESC' : 'ASC' }));
};
