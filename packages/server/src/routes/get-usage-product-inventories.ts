import { usageProductsDialect, type FilterFields, type Query } from '@holdall/suppliers/query';
import { Type } from 'typebox';
import { holderOf } from '../auth/permission.js';
import { askedOf, readQuery } from '../request/dialect.js';
import { ref } from '../wire/schema.js';
import {
  site,
  UsageProductInventory,
  usageProductFields,
  usageProductToWire,
} from '../wire/usage-product-inventory.js';
import { route } from './route.js';

/** What its filters are about here. */
const filters = {
  item: { type: 'id', name: 'usageProductId' },
  site: { type: 'id', name: 'siteId' },
  createdOn: { type: 'day', name: 'startDate' },
  endsOn: { type: 'day', name: 'endDate' },
  itemKey: { type: 'text', name: 'productReference' },
  user: { type: 'text', name: 'serviceId' },
} as const satisfies FilterFields;

const dialect = usageProductsDialect({ filters, sortable: usageProductFields, fields: usageProductFields });

/** What is the same for all entries, so that a sort by it leaves them as they are. */
const alike: readonly string[] = [
  'siteId',
  'supplierAccountId',
  'billByServiceId',
  'externalNetworkOrderReference',
  'pendingEndDate',
  'applySurcharges',
];

/** What a sort field is called inside; others are called nothing there. */
const sorts: Readonly<Record<string, string>> = {
  id: 'id',
  usageProductId: 'item',
  startDate: 'createdOn',
  serviceId: 'user',
};

const Text = (description: string) => Type.Optional(Type.String({ maxLength: 1000, description }));
const texts = 'in:ONE,OTHER for any of at most 100, like:TEXT for what begins so, upper and lower case differ';
const day = 'yyyy-MM-dd, lt:yyyy-MM-dd, gt:yyyy-MM-dd or gtn:yyyy-MM-dd';

export const getUsageProductInventories = route({
  id: 'getUsageProductInventories',
  method: 'GET',
  path: '/usage-product-inventories',
  summary: "List everybody's entries as Elevate lists usage-product inventories",
  tag: 'Other dialects',
  permission: holderOf('INVENTORY_ADMIN'),
  query: Type.Object({
    page: Type.Integer({ minimum: 1, maximum: 1_000_000, format: 'int32' }),
    pageSize: Type.Integer({ minimum: 1, maximum: 1000, format: 'int32' }),
    sort: Text(
      'id,startDate:desc: by some of id, usageProductId, startDate, serviceId; by other fields that differ: 501',
    ),
    fields: Text('Which fields are wanted: id,serviceId'),
    usageProductId: Text('The id of an item'),
    siteId: Text(`The site: there is one, ${site}`),
    startDate: Text(`On which day in UTC it was created: ${day}`),
    endDate: Text(`The last day in UTC on which it could be used: ${day}; gtn: also what has no end`),
    productReference: Text(`The unique key of an item; ${texts}`),
    serviceId: Text(`Whose it is: the id of a user; ${texts}`),
  }),
  writes: false,
  partly: true,
  success: { status: 200, schema: Type.Array(ref(UsageProductInventory)) },
  names: {
    users: 'serviceId',
    userPrefix: 'serviceId',
    items: 'productReference',
    itemKeyPrefix: 'productReference',
    size: 'pageSize',
  },

  async handle({ engine, query: parameters }) {
    const query = readQuery(dialect, parameters);
    const asked = askedOf(withoutSite(query), paramOf);
    if (asked === null || isElsewhere(query)) return { body: [] };
    const { page, pageSize: size } = parameters;
    const { content } = await engine.entries({ ...asked, page, size });
    return { body: content.map((entry) => usageProductToWire(entry, query.fields)) };
  },
});

const isElsewhere = ({ filters: all }: Query): boolean =>
  all.some(({ field, value }) => field === 'site' && value !== String(site));

const withoutSite = (query: Query): Query => ({
  ...query,
  filters: query.filters.filter(({ field }) => field !== 'site'),
  sort: query.sort
    .filter(({ field }) => !alike.includes(field))
    .map(({ field, direction }) => ({ field: sorts[field] ?? `sort by ${field}`, direction })),
});

const paramOf = (field: string): string =>
  Object.hasOwn(filters, field) ? filters[field as keyof typeof filters].name : 'sort';
