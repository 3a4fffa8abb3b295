import type { SupplierQuantity, SupplierRecord, SupplierStatus } from '../port/record.js';
import type { Day } from '../query/day.js';
import type { UsageProduct } from './shapes.js';

/**
 * A usage-product inventory is the assignment of a product to a site for a time. `today` is the day in UTC: there is no
 * status on the wire, so it is what the days say.
 */
export const assignmentFrom = (supplier: string, product: UsageProduct, today: Day): SupplierRecord => {
  const { id, siteId, startDate, endDate } = product;
  const quantity = quantityOf(product);
  return {
    supplier,
    kind: 'assignment',
    id,
    name: nameOf(product),
    status: statusOf(product, today),
    ...(quantity === undefined ? {} : { quantity }),
    ...(startDate === undefined ? {} : { validFrom: textOrNull(startDate) }),
    ...(endDate === undefined ? {} : { validTo: textOrNull(endDate) }),
    ...(siteId === undefined ? {} : { parentId: siteId === '0' ? null : siteId }),
    attributes: product,
  };
};

/** What the primary reference is called, or is. */
const nameOf = ({ productReferences }: UsageProduct): string | null => {
  const primary = productReferences?.find((one) => one.primary === true) ?? productReferences?.[0];
  return textOrNull(primary?.label) ?? textOrNull(primary?.productReference);
};

const textOrNull = (text: string | null | undefined): string | null =>
  text === undefined || text === '' ? null : text;

/** The last day belongs to it: whether it does is not documented, and to end too late is what can be mended. */
const statusOf = ({ startDate, endDate, inFlightOrder }: UsageProduct, today: Day): SupplierStatus => {
  const [start, end] = [textOrNull(startDate), textOrNull(endDate)];
  if (end !== null && end < today) return { normalised: 'ended', raw: null };
  if (inFlightOrder === true) return { normalised: 'pending', raw: null };
  if (start === null) return { normalised: 'unknown', raw: null };
  return { normalised: start > today ? 'pending' : 'active', raw: null };
};

/** The cap, in minor units of the currency; what is left of it is not told. undefined: not asked for, or not told. */
const quantityOf = ({ usageCapEnabled, defaultUsageCap }: UsageProduct): SupplierQuantity | null | undefined => {
  if (usageCapEnabled === undefined) return undefined;
  if (usageCapEnabled !== true) return null;
  return { total: defaultUsageCap ?? null, remaining: null, unit: 'minor currency unit' };
};
