import { z } from 'zod';
import { isDay } from '../query/day.js';

/** An id: a whole number, as a text where JavaScript would round it. */
const id = z.union([z.int(), z.string().min(1)]).transform(String);
/** A day that is not understood must not pass for one that is missing: something would then never end. */
const day = z.union([z.literal(''), z.string().refine(isDay)]).nullish();
const text = z.string().nullish();
const flag = z.boolean().nullish();

const referenceShape = z.looseObject({
  id: id.nullish(),
  productReference: text,
  primary: flag,
  label: text,
  startDate: day,
  endDate: day,
  userId: text,
  userEmail: text,
  costCentreCode: text,
  departmentCode: text,
  notes: text,
});
export type ProductReference = z.infer<typeof referenceShape>;

/** As in the seed. Only the id must be there, whichever fields were asked for; fields that nobody knows yet stay. */
export const usageProductShape = z.looseObject({
  id,
  siteId: id.nullish(),
  usageProductId: id.nullish(),
  startDate: day,
  endDate: day,
  supplierAccountId: id.nullish(),
  billByServiceId: flag,
  serviceId: text,
  billable: flag,
  inFlightOrder: flag,
  externalOrderReference: text,
  externalNetworkOrderReference: text,
  pendingEndDate: day,
  usageCapEnabled: flag,
  defaultUsageCap: z.number().nullish(),
  applySurcharges: flag,
  productReferences: z.array(referenceShape).nullish(),
});
export type UsageProduct = z.infer<typeof usageProductShape>;

/** A page: bare, without a total or a way to the next. */
export const pageShape = z.array(usageProductShape);
