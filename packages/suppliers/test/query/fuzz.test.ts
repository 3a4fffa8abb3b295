import { InvalidInputError } from '@holdall/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UnsupportedQueryError, type Query } from '@holdall/suppliers';
import { spoken } from './dialects.js';
import { parameters } from './settings.js';

/** Of all dialects, and some that every object has. */
const words = `page pageSize size limit perPage offset count sort order orderBy direction fields usageProductId siteId startDate
  endDate productReference serviceId filter filterBy filter_date filter_item_id filter_item_name filter_group inactive company
  sim_status createdAt __proto__ constructor toString`;
const names = fc.constantFrom('', ...words.split(/\s+/));
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

/** What came of it: an answer, or an error with faults; any other is thrown on. */
const outcomeOf = <T>(attempt: () => T, refusal: typeof InvalidInputError | typeof UnsupportedQueryError) => {
  try {
    return { answer: attempt() };
  } catch (error) {
    if (!(error instanceof refusal) || error.details.faults.length === 0) throw error;
    return { refused: true };
  }
};

describe('whatever comes', () => {
  it.each(dialects)('is read as a query, or refused with its faults: %s', (_name, dialect) => {
    const outcomes = { answer: 0, refused: 0 };
    fc.assert(
      fc.property(params, (given) => {
        const outcome = outcomeOf(() => dialect.read(given), InvalidInputError);
        outcomes['answer' in outcome ? 'answer' : 'refused'] += 1;
        const parts = Object.keys(outcome.answer ?? { fields: 0, filters: 0, part: 0, sort: 0 });
        expect(parts.toSorted()).toEqual(['fields', 'filters', 'part', 'sort']);
      }),
      parameters,
    );
    expect(Math.min(outcomes.answer, outcomes.refused)).toBeGreaterThan(0);
  });

  it.each(dialects)('is written in a way that can be read again, or refused: %s', (_name, dialect) => {
    let refused = 0;
    fc.assert(
      fc.property(wild, (query) => {
        const { answer = null } = outcomeOf(() => dialect.write(query as Query), UnsupportedQueryError);
        if (answer === null) refused += 1;
        else dialect.read(answer);
      }),
      parameters,
    );
    expect(refused).toBeGreaterThan(0);
  });
});
