import { InvalidInputError } from '@holdall/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  esimGoEsims,
  esimGoInventory,
  esimGoOrders,
  knetikDialect,
  knetikInventoryFilters,
  offsetCountDialect,
  UnsupportedQueryError,
  wholeList,
  type Dialect,
  type Filter,
  type Query,
} from '@holdall/suppliers';
import { parameters } from './settings.js';

const knetik = knetikDialect({ filters: knetikInventoryFilters, sortable: ['id'] });
const part = { skip: 40, take: 20 };
const moment = (op: string, value: number, field = 'createdAt') => ({ field, type: 'moment', op, value }) as Filter;
const created = (op: string, value: number): Query => ({ ...wholeList, filters: [moment(op, value)] });
const text = (field: string, op: string, value: string) => ({ field, type: 'text', op, value }) as Filter;

const refused = (dialect: Dialect, query: Partial<Query>): readonly string[] => {
  try {
    dialect.write({ ...wholeList, ...query });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(UnsupportedQueryError);
    return (error as UnsupportedQueryError).details.faults.map(({ path }) => path);
  }
};

describe('offset and count', () => {
  const dialect = offsetCountDialect({ filters: { company: { type: 'id' } } });

  it('always says both', () => {
    expect(dialect.write({ ...wholeList, part })).toEqual({ offset: '40', count: '20' });
    expect(refused(dialect, {})).toEqual(['part']);
  });

  it.each([20, 100])('reads an absent count as the %i that it is set to', (defaultCount) => {
    expect(offsetCountDialect({ defaultCount }).read({}).part).toEqual({ skip: 0, take: defaultCount });
  });

  it('has no sort, no fields and no other filter', () => {
    const sort = [{ field: 'id', direction: 'asc' }] as const;
    const filters = [text('name', 'eq', 'x')];
    expect(refused(dialect, { part, sort, fields: ['id'], filters })).toEqual(['sort', 'fields', 'filters[0]']);
    expect(refused(offsetCountDialect(), { part, filters })).toEqual(['filters[0]']);
  });
});

describe('Knetik', () => {
  it('writes what the wire has', () => {
    const query: Query = {
      filters: [moment('gte', 5000), moment('lt', 9000), { field: 'item', type: 'id', op: 'eq', value: '7' }],
      sort: [{ field: 'id', direction: 'desc' }],
      fields: null,
      part,
    };
    const params = { filter_date: 'GOE,5,LT,9', filter_item_id: '7', order: 'id:DESC', page: '3', size: '20' };
    expect(knetik.write(query)).toEqual(params);
  });

  it('refuses moments within a second, two items, and what it has no word for', () => {
    const item = { field: 'item', type: 'id', op: 'eq', value: '7' } as const;
    expect(refused(knetik, created('gte', 5001))).toEqual(['filters[0]']);
    expect(refused(knetik, { filters: [item, item] })).toEqual(['filters[1]']);
    expect(refused(knetik, { filters: [text('itemName', 'eq', 'x')] })).toEqual(['filters[0]']);
    expect(refused(knetik, { sort: [{ field: 'name', direction: 'asc' }], fields: ['id'] })).toEqual([
      'fields',
      'sort',
    ]);
  });

  it('keeps the meaning of every bound, in whatever words it comes back', () => {
    const bounds = fc.record({
      op: fc.constantFrom('lt', 'lte', 'gt', 'gte'),
      second: fc.integer({ min: -100, max: 100 }),
      late: fc.boolean(),
      around: fc.integer({ min: -2, max: 2 }),
    });
    let said = 0;
    const holds = ({ filters }: Query, at: number) =>
      filters.every((one) => {
        const limit = one.value as number;
        return { lt: at < limit, lte: at <= limit, gt: at > limit, gte: at >= limit }[one.op as 'lt'];
      });
    fc.assert(
      fc.property(bounds, ({ op, second, late, around }) => {
        const query = created(op, second * 1000 + (late ? 999 : 0));
        if (refused(knetik, query).length > 0) return;
        said += 1;
        const at = (query.filters[0]!.value as number) + around;
        expect(holds(knetik.read(knetik.write(query)), at)).toBe(holds(query, at));
      }),
      parameters,
    );
    expect(said).toBeGreaterThan(100);
  });

  it('reads a moment by the second that it falls in, and an operator that it does not know as a fault', () => {
    expect(knetik.read({ filter_date: 'EQ,5' }).filters).toEqual([moment('gte', 5000), moment('lt', 6000)]);
    expect(knetik.read({ filter_date: 'GT,5,LTE,7' }).filters).toEqual([moment('gte', 6000), moment('lt', 8000)]);
    for (const filter_date of ['GT', 'GT,', 'GT,1,LT', 'NE,1', 'GT,1.5', 'GT, 1', 'gt,1']) {
      expect(() => knetik.read({ filter_date })).toThrow(InvalidInputError);
    }
  });
});

describe('eSIM Go', () => {
  it('writes two bounds under one key', () => {
    const filters = [moment('gte', 0), moment('lte', 1)];
    const params = {
      createdAt: ['gte:1970-01-01T00:00:00.000Z', 'lte:1970-01-01T00:00:00.001Z'],
      page: '3',
      limit: '20',
    };
    expect(esimGoOrders().write({ ...wholeList, filters, part })).toEqual(params);
  });

  it('names the column of its one filter', () => {
    const query: Query = { ...wholeList, filters: [text('customerRef', 'eq', 'like:x')], part: { skip: 0, take: 50 } };
    expect(esimGoEsims().write(query)).toEqual({
      filterBy: 'customerRef',
      filter: 'eq:like:x',
      page: '1',
      perPage: '50',
    });
    expect(refused(esimGoEsims(), { filters: [text('iccid', 'like', 'eq:8')] })).toEqual(['filters[0]']);
    expect(refused(esimGoEsims(), { filters: [text('iccid', 'eq', '1'), text('iccid', 'eq', '2')] })).toEqual([
      'filters',
    ]);
    expect(refused(esimGoEsims(), { part: { skip: 0, take: 20 } })).toEqual(['part']);
  });

  it('asks nothing of the inventory', () => {
    expect(esimGoInventory().write(wholeList)).toEqual({});
    expect(refused(esimGoInventory(), { part, fields: ['id'] })).toEqual(['part', 'fields']);
  });

  it.each(['2026-02-30T00:00:00Z', '2026-01-31', '2026-01-31T00:00:00', '2026-01-31T00:00:00.000000001Z', 'gte:x'])(
    'does not read %s as a moment',
    (createdAt) => {
      expect(() => esimGoOrders().read({ createdAt })).toThrow(InvalidInputError);
    },
  );
});
