import { InvalidInputError } from '@holdall/core';
import { describe, expect, it } from 'vitest';
import { UnsupportedQueryError, usageProductInventories, wholeList, type Filter, type Query } from '@holdall/suppliers';

const first = { skip: 0, take: 100 };
const asking = (query: Partial<Query>): Query => ({ ...wholeList, part: first, ...query });
const only = (...filters: object[]): Query => asking({ filters: filters as Filter[] });
const dialect = usageProductInventories();

const refusedPaths = (query: Query, by = dialect): readonly string[] => {
  try {
    by.write(query);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(UnsupportedQueryError);
    return (error as UnsupportedQueryError).details.faults.map(({ path }) => path);
  }
};
const faultPaths = (params: object): readonly string[] => {
  try {
    dialect.read(params);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as InvalidInputError).details.faults.map(({ path }) => path);
  }
};

const day = (op: string, value: string, field = 'startDate') => ({ field, type: 'day', op, value });
const text = (op: string, value: unknown, field = 'serviceId') => ({ field, type: 'text', op, value });
const id = (op: string, value: string, field = 'siteId') => ({ field, type: 'id', op, value });

describe('the grammar of usage products', () => {
  it.each<[string, Query, Record<string, string>]>([
    ['a page', asking({ part: { skip: 200, take: 100 } }), { page: '3', pageSize: '100' }],
    [
      'two sort keys',
      asking({
        sort: [
          { field: 'id', direction: 'asc' },
          { field: 'name', direction: 'desc' },
        ],
      }),
      { sort: 'id,name:desc' },
    ],
    ['fields', asking({ fields: ['id', 'name'] }), { fields: 'id,name' }],
    ['an id', only(id('eq', '0')), { siteId: '0' }],
    ['a day', only(day('eq', '2026-02-28')), { startDate: '2026-02-28' }],
    ['before', only(day('lt', '2026-02-28')), { startDate: 'lt:2026-02-28' }],
    ['after', only(day('gt', '2026-02-28')), { startDate: 'gt:2026-02-28' }],
    ['gtn', only(day('gtn', '2026-02-28', 'endDate')), { endDate: 'gtn:2026-02-28' }],
    ['a text', only(text('eq', 'xyz')), { serviceId: 'xyz' }],
    ['one of one', only(text('in', ['x'])), { serviceId: 'in:x' }],
    ['one of some', only(text('in', ['x', 'y'])), { serviceId: 'in:x,y' }],
    ['like', only(text('like', 'x%,*')), { serviceId: 'like:x%,*' }],
  ])('says %s', (_name, query, params) => {
    expect(dialect.write(query)).toEqual({ page: '1', pageSize: '100', ...params });
  });

  it.each<[string, Query, readonly string[]]>([
    ['no page: it is required', asking({ part: null }), ['part']],
    ['a part that is no page', asking({ part: { skip: 150, take: 100 } }), ['part']],
    ['more than 1,000', asking({ part: { skip: 0, take: 1001 } }), ['part']],
    ['none', asking({ part: { skip: 0, take: 0 } }), ['part']],
    ['an unknown field', only(id('eq', '1', 'price')), ['filters[0]']],
    ['an inherited one', only(id('eq', '1', 'toString')), ['filters[0]']],
    ['an operator of another type', only(id('gt', '1')), ['filters[0]']],
    ['in on days', only(day('in', '2026-01-01')), ['filters[0]']],
    ['lt on texts', only(text('lt', 'x')), ['filters[0]']],
    ['another type', only({ ...day('eq', '2026-01-01'), field: 'siteId' }), ['filters[0]']],
    ['on or after, which nobody promised', only(day('gte', '2026-01-01')), ['filters[0]']],
    ['on or before', only(day('lte', '2026-01-01')), ['filters[0]']],
    ['no day', only(day('eq', '2026-02-30')), ['filters[0]']],
    ['an instant for a day', only(day('eq', '2026-02-03T00:00:00Z')), ['filters[0]']],
    ['what looks like an operator', only(text('eq', 'like:x')), ['filters[0]']],
    ['what looks like one in capitals', only(text('eq', 'IN:x')), ['filters[0]']],
    ['what looks like one of a day', only(text('in', ['x', 'gt:1'])), ['filters[0]']],
    ['a comma in one of some', only(text('in', ['x,y'])), ['filters[0]']],
    ['nothing in one of some', only(text('in', [''])), ['filters[0]']],
    ['half of a surrogate pair', only(text('eq', '\ud800')), ['filters[0]']],
    ['two conditions on a field', only(day('gt', '2026-01-01'), day('lt', '2026-02-01')), ['filters[1]']],
    ['a sort field with a comma', asking({ sort: [{ field: 'a,b', direction: 'asc' }] }), ['sort[0]']],
    ['one with a colon', asking({ sort: [{ field: 'a:desc', direction: 'asc' }] }), ['sort[0]']],
    ['no fields', asking({ fields: [] }), ['fields']],
    ['a field with a comma', asking({ fields: ['id', 'a,b'] }), ['fields[1]']],
    [
      'everything at once',
      asking({ part: null, filters: only(id('gt', '1'), text('in', 'x')).filters, fields: [''] }),
      ['part', 'fields[0]', 'filters[0]', 'filters[1]'],
    ],
  ])('refuses %s', (_name, query, paths) => {
    expect(refusedPaths(query)).toEqual(paths);
  });

  it('knows that nothing is among nothing', () => {
    expect(dialect.write(only(text('in', [])))).toBeNull();
    expect(refusedPaths(only(text('in', []), id('gt', '1')))).toEqual(['filters[1]']);
  });

  it('says "on or after" as after the day before, where that is known to leave the day out', () => {
    const exclusive = usageProductInventories({ exclusive: true });
    expect(exclusive.write(only(day('gte', '2026-03-01')))).toMatchObject({ startDate: 'gt:2026-02-28' });
    expect(exclusive.write(only(day('lte', '2028-02-28')))).toMatchObject({ startDate: 'lt:2028-02-29' });
    expect(refusedPaths(only(day('gte', '0000-01-01')), exclusive)).toEqual(['filters[0]']);
  });

  it.each<[string, object, readonly string[]]>([
    ['neither page nor size', {}, ['page', 'pageSize']],
    ['a size of 0', { page: '1', pageSize: '0' }, ['pageSize']],
    ['a size of 1,001', { page: '1', pageSize: '1001' }, ['pageSize']],
    ['a page twice', { page: ['1', '2'], pageSize: '10' }, ['page']],
    ['an unknown parameter', { page: '1', pageSize: '10', status: 'x' }, ['status']],
    [
      'a wrong operator',
      { page: '1', pageSize: '10', siteId: 'gt:1', startDate: 'in:2026-01-01' },
      ['siteId', 'startDate'],
    ],
    ['an operator on a text', { page: '1', pageSize: '10', serviceId: 'gt:1' }, ['serviceId']],
    ['an operator in capitals', { page: '1', pageSize: '10', serviceId: 'LIKE:1' }, ['serviceId']],
    ['no day', { page: '1', pageSize: '10', endDate: 'gt:2026-13-01' }, ['endDate']],
    ['a hole in in:', { page: '1', pageSize: '10', serviceId: 'in:a,,b' }, ['serviceId']],
    ['an ascending suffix', { page: '1', pageSize: '10', sort: 'id:asc' }, ['sort']],
    ['a field twice', { page: '1', pageSize: '10', fields: 'id,id' }, ['fields']],
  ])('does not read %s', (_name, params, paths) => {
    expect(faultPaths(params)).toEqual(paths);
  });
});
