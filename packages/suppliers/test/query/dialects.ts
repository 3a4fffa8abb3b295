import fc from 'fast-check';
import type { Dialect, Filter, FilterFields, Query } from '@holdall/suppliers';
import {
  daysAfter,
  esimGoEsims,
  esimGoInventory,
  esimGoOrders,
  knetikDialect,
  knetikInventoryFilters,
  offsetCountDialect,
  usageProductInventories,
  usageProductInventoryFilters,
} from '@holdall/suppliers';

/** A dialect with queries that it can say as they are: in its own words for what has several. */
export interface Spoken {
  readonly dialect: Dialect;
  readonly queries: fc.Arbitrary<Query>;
}

const operator = /^(eq|lt|lte|gt|gte|gtn|in|like):/i;
const texts = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1 }),
    fc.constantFrom('a:b', 'a|b', '%2C', '+44 20', 'x&y=z', 'ins:x'),
  )
  .filter((text) => text !== '' && !text.includes('\0'));
const values = texts.filter((text) => !operator.test(text));
const ids = fc.stringMatching(/^[\w.~-]{1,20}$/);
const days = fc.integer({ min: 0, max: 3_652_000 }).map((days) => daysAfter('0000-01-01', days)!);
const seconds = fc.integer({ min: -(10 ** 10), max: 10 ** 10 });

const of = (type: Filter['type'], op: Filter['op'], value: fc.Arbitrary<unknown>) => (field: string) =>
  value.map((one) => ({ field, type, op, value: one }) as Filter);
type Make = (field: string) => fc.Arbitrary<Filter>;

/** At most one condition on each field, in any order. */
const conditions = (made: Readonly<Record<string, readonly Make[]>>): fc.Arbitrary<readonly Filter[]> =>
  fc
    .shuffledSubarray(Object.keys(made))
    .chain((names) => fc.tuple(...names.map((name) => fc.oneof(...made[name]!.map((make) => make(name))))));

const pages = (most: number) =>
  fc.record({ page: fc.integer({ min: 1, max: 1_000_000 }), take: fc.integer({ min: 1, max: most }) });
const asPart = ({ page, take }: { page: number; take: number }) => ({ skip: (page - 1) * take, take });
const sorts = (fields: fc.Arbitrary<string>, maxLength = 4) =>
  fc.uniqueArray(fc.record({ field: fields, direction: fc.constantFrom('asc' as const, 'desc' as const) }), {
    selector: ({ field }) => field,
    maxLength,
  });
const names = fc.oneof(
  fc.constantFrom('id', 'startDate', 'desc'),
  texts.filter((text) => !/[,:]/.test(text)),
);

const id = [of('id', 'eq', ids)];
const day = (['eq', 'lt', 'gt', 'gtn'] as const).map((op) => of('day', op, days));
const plain = values.filter((text) => !text.includes(','));
const text = [
  of('text', 'eq', values),
  of('text', 'like', texts),
  of('text', 'in', fc.array(plain, { minLength: 1, maxLength: 5 })),
];
const makers = { id, day, text };
const usageProducts = Object.fromEntries(
  Object.entries(usageProductInventoryFilters).map(([name, { type }]) => [name, makers[type]]),
);

const none = fc.constant([]);
const noFields = fc.constant(null);
const moments = (ops: readonly Filter['op'][], value: fc.Arbitrary<number>) => (field: string) =>
  fc.array(fc.oneof(...ops.map((op) => of('moment', op, value)(field))), { maxLength: 3 });
const betatelFilters: FilterFields = { company: { type: 'id' }, status: { type: 'text', name: 'sim_status' } };

export const spoken: readonly Spoken[] = [
  {
    dialect: usageProductInventories(),
    queries: fc.record({
      filters: conditions(usageProducts),
      sort: sorts(names),
      fields: fc.option(fc.uniqueArray(names, { minLength: 1, maxLength: 5 })),
      part: pages(1000).map(asPart),
    }),
  },
  {
    dialect: offsetCountDialect({ filters: betatelFilters }),
    queries: fc.record({
      filters: conditions({ company: id, status: [of('text', 'eq', texts)] }),
      sort: none,
      fields: noFields,
      part: fc.record({ skip: fc.nat(), take: fc.integer({ min: 1 }) }),
    }),
  },
  {
    dialect: knetikDialect({ filters: knetikInventoryFilters, sortable: ['id', 'name', 'created_date'] }),
    queries: fc.record({
      filters: fc
        .tuple(
          conditions({
            inactive: [of('flag', 'eq', fc.boolean())],
            itemName: [of('text', 'like', texts)],
            item: id,
            username: [of('text', 'eq', texts)],
            group: [of('text', 'eq', texts)],
          }),
          moments(
            ['gte', 'lt'],
            seconds.map((second) => second * 1000),
          )('createdAt'),
        )
        .map((both) => both.flat()),
      sort: sorts(fc.constantFrom('id', 'name', 'created_date'), 3),
      fields: noFields,
      part: fc.option(pages(1000).map(asPart)),
    }),
  },
  { dialect: esimGoInventory(), queries: fc.constant({ filters: [], sort: [], fields: null, part: null }) },
  {
    dialect: esimGoOrders(),
    queries: fc.record({
      filters: moments(['eq', 'lt', 'lte', 'gt', 'gte'], fc.integer({ min: -(10 ** 13), max: 10 ** 14 }))('createdAt'),
      sort: none,
      fields: noFields,
      part: fc.option(pages(200).map(asPart)),
    }),
  },
  {
    dialect: esimGoEsims(),
    queries: fc.record({
      filters: fc.oneof(
        none,
        ...['iccid', 'customerRef', 'lastAction'].flatMap((name) => [
          of('text', 'eq', texts)(name).map((one) => [one]),
          of('text', 'like', values)(name).map((one) => [one]),
        ]),
        of('moment', 'gte', seconds)('assignedDate').map((one) => [one]),
      ),
      sort: sorts(fc.constant('iccid'), 1),
      fields: noFields,
      part: fc.option(
        fc.record({ page: fc.integer({ min: 1, max: 1000 }), take: fc.constantFrom(10, 25, 50, 100) }).map(asPart),
      ),
    }),
  },
];
