import { InvalidInputError } from '@holdall/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnsupportedQueryError, type Query } from '../../src/query/index.js';
import { spoken } from './dialects.js';
import { parameters } from './settings.js';

const names = fc.constantFrom(
  ...['page', 'pageSize', 'size', 'limit', 'perPage', 'offset', 'count', 'sort', 'order', 'orderBy', 'direction'],
  ...['fields', 'usageProductId', 'siteId', 'startDate', 'endDate', 'productReference', 'serviceId', 'filter'],
  ...['filterBy', 'filter_date', 'filter_item_id', 'filter_item_name', 'filter_group', 'inactive', 'company'],
  ...['sim_status', 'createdAt', '__proto__', 'constructor', 'toString', ''],
);
/** Pieces of all the grammars, put together in any way. */
const pieces = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'gt:',
        'lt:',
        'gtn:',
        'in:',
        'like:',
        'eq:',
        'gte:',
        'LT:',
        ':desc',
        ':ASC',
        ':',
        ',',
        'EQ,',
        'GT,',
      ),
      fc.constantFrom('2026-01-31', '2026-02-30', '0000-01-01', '9999-12-31', '2026-01-31T10:00:00Z', '1', '0', '-0'),
      fc.constantFrom('id', 'name', 'iccid', 'createdAt', 'assignedDate', 'true', '1000', '1001', '99999999999', '\0'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 6 },
  )
  .map((all) => all.join(''));
const params = fc.oneof(
  fc.dictionary(names, fc.oneof(pieces, fc.array(pieces, { maxLength: 3 })), { maxKeys: 6 }),
  fc.record({
    page: fc.constantFrom('1', '7'),
    pageSize: fc.constant('10'),
    startDate: pieces,
    serviceId: pieces,
    sort: pieces,
  }),
  fc.dictionary(names, fc.anything()),
  fc.anything(),
);

/** Not a query by type, but what a caller in JavaScript may make of one. */
const wild = fc.record({
  filters: fc.array(
    fc.record({
      field: fc.oneof(names, fc.constantFrom('item', 'itemName', 'status', 'iccid')),
      type: fc.constantFrom('id', 'text', 'day', 'moment', 'flag', 'other'),
      op: fc.constantFrom('eq', 'lt', 'lte', 'gt', 'gte', 'gtn', 'in', 'like', 'ne'),
      value: fc.oneof(pieces, fc.array(pieces, { maxLength: 3 }), fc.anything()),
    }),
    { maxLength: 3 },
  ),
  sort: fc.array(fc.record({ field: fc.oneof(pieces, names), direction: fc.constantFrom('asc', 'desc', 'up') })),
  fields: fc.option(fc.array(pieces)),
  part: fc.option(fc.record({ skip: fc.oneof(fc.integer(), fc.double()), take: fc.oneof(fc.integer(), fc.double()) })),
});

const dialects = spoken.map(({ dialect }, index) => [`${dialect.name} (${index})`, dialect] as const);

describe('whatever comes', () => {
  it.each(dialects)('is read as a query, or refused with its faults: %s', (_name, dialect) => {
    let read = 0;
    fc.assert(
      fc.property(params, (given) => {
        try {
          const query = dialect.read(given);
          read += 1;
          expect(Object.keys(query).toSorted()).toEqual(['fields', 'filters', 'part', 'sort']);
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidInputError);
          expect((error as InvalidInputError).details.faults).not.toEqual([]);
        }
      }),
      parameters,
    );
    expect(read).toBeGreaterThan(0);
  });

  it.each(dialects)('is written in a way that can be read again, or refused: %s', (_name, dialect) => {
    let refused = 0;
    fc.assert(
      fc.property(wild, (query) => {
        try {
          const written = dialect.write(query as Query);
          if (written !== null) dialect.read(written);
        } catch (error) {
          expect(error).toBeInstanceOf(UnsupportedQueryError);
          expect((error as UnsupportedQueryError).details.faults).not.toEqual([]);
          refused += 1;
        }
      }),
      parameters,
    );
    expect(refused).toBeGreaterThan(0);
  });
});
