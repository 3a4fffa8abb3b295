import { RequestFaults } from '../errors/request-faults.js';
import type { Sorting } from '../wire/order.js';

/**
 * Reads `id:ASC,name:DESC`, in priority order. Without a direction it is ASC.
 * @throws RequestFaults for another property or direction.
 */
export const orderIn = <const By extends string>(text: string, properties: readonly By[]): (Sorting & { by: By })[] =>
  text.split(',').map((part) => {
    const [property, direction = 'ASC', ...more] = part.split(':');
    const by = properties.find((one) => one === property);
    if (by === undefined || more.length > 0 || (direction !== 'ASC' && direction !== 'DESC')) {
      const message = `must be PROPERTY:ASC or PROPERTY:DESC, with commas between several; PROPERTY one of ${properties.join(', ')}`;
      throw new RequestFaults([{ path: 'order', message }]);
    }
    return { by, direction };
  });
