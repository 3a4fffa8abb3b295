import { endOf, type EntryView } from '@holdall/core';
import { dayOf } from '@holdall/suppliers/query';
import { Type, type Static } from 'typebox';
import { Id, Int32, model, ref } from './schema.js';

const Day = Type.String({ format: 'date' });

/** What identifies an assignment: the unique key of the item, and whose it is. */
export const UsageProductReference = model('UsageProductReference', {
  id: Id,
  productReference: Type.String(),
  primary: Type.Boolean(),
  label: Type.String(),
  startDate: Day,
  endDate: Type.Optional(Day),
  userId: Type.String(),
});

/** An entry as a usage-product inventory. All fields are optional: a request may ask for some of them. */
export const UsageProductInventory = model('UsageProductInventory', {
  id: Type.Optional(Id),
  siteId: Type.Optional(Int32),
  usageProductId: Type.Optional(Id),
  startDate: Type.Optional(Day),
  endDate: Type.Optional(Day),
  supplierAccountId: Type.Optional(Int32),
  billByServiceId: Type.Optional(Type.Boolean()),
  serviceId: Type.Optional(Type.String()),
  billable: Type.Optional(Type.Boolean()),
  inFlightOrder: Type.Optional(Type.Boolean()),
  externalOrderReference: Type.Optional(Type.String()),
  externalNetworkOrderReference: Type.Optional(Type.String()),
  pendingEndDate: Type.Optional(Day),
  usageCapEnabled: Type.Optional(Type.Boolean()),
  defaultUsageCap: Type.Optional(Type.Number()),
  applySurcharges: Type.Optional(Type.Boolean()),
  productReferences: Type.Optional(Type.Array(ref(UsageProductReference))),
});
type UsageProductInventory = Static<typeof UsageProductInventory>;

export const usageProductFields = [
  'id',
  'siteId',
  'usageProductId',
  'startDate',
  'endDate',
  'supplierAccountId',
  'billByServiceId',
  'serviceId',
  'billable',
  'inFlightOrder',
  'externalOrderReference',
  'externalNetworkOrderReference',
  'pendingEndDate',
  'usageCapEnabled',
  'defaultUsageCap',
  'applySurcharges',
  'productReferences',
] as const satisfies readonly (keyof UsageProductInventory)[];

/** All is one site here. */
export const site = 1;

/** @param fields which of them; null: all. */
export const usageProductToWire = (entry: EntryView, fields: readonly string[] | null): UsageProductInventory => {
  const whole = wholeOf(entry);
  return fields === null ? whole : Object.fromEntries(Object.entries(whole).filter(([name]) => fields.includes(name)));
};

const wholeOf = (entry: EntryView): UsageProductInventory => {
  const period = { startDate: dayOf(entry.createdAt), ...lastDayOf(entry) };
  return {
    id: entry.id,
    siteId: site,
    usageProductId: entry.item,
    ...period,
    supplierAccountId: 0,
    billByServiceId: true,
    serviceId: entry.user,
    billable: entry.invoice !== null,
    inFlightOrder: entry.status === 'pending',
    externalOrderReference: entry.invoice === null ? '' : String(entry.invoice),
    externalNetworkOrderReference: '',
    usageCapEnabled: entry.remaining !== null,
    defaultUsageCap: entry.remaining === null ? 0 : entry.remaining + usedOf(entry),
    applySurcharges: false,
    productReferences: [
      {
        id: entry.id,
        productReference: entry.itemKey ?? '',
        primary: true,
        label: entry.itemName,
        ...period,
        userId: entry.user,
      },
    ],
  };
};

/** The last day on which it could be used. What ends at midnight was no longer there on the day that begins. */
const lastDayOf = ({ status, ended, expires, updatedAt }: EntryView): { endDate?: string } => {
  const end = endOf({ status, ended, expires: expires?.getTime() ?? null, updatedAt: updatedAt.getTime() });
  return end === null ? {} : { endDate: dayOf(new Date(end - 1)) };
};

const usedOf = ({ data }: EntryView): number => {
  const used = (data['consumable'] as { readonly used?: unknown } | null | undefined)?.used;
  return typeof used === 'number' ? used : 0;
};
