import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Query } from '@holdall/suppliers';
import { spoken } from './dialects.js';
import { parameters } from './settings.js';

/** Reading goes by the fields of a dialect: which condition comes first means nothing, but for those on one field. */
const inOrder = ({ filters, ...rest }: Query) => ({
  ...rest,
  filters: filters.toSorted((a, b) => (a.field < b.field ? -1 : a.field > b.field ? 1 : 0)),
});

describe('query, dialect, query', () => {
  it.each(spoken.map((one, index) => [`${one.dialect.name} (${index})`, one] as const))(
    'is the same query: %s',
    (_name, { dialect, queries }) => {
      fc.assert(
        fc.property(queries, (query) => {
          const params = dialect.write(query);
          // Through a URL, as it travels.
          const pairs = Object.entries(params!).flatMap(([name, value]) =>
            [value].flat().map((one): [string, string] => [name, one]),
          );
          const arrived = new URLSearchParams(new URLSearchParams(pairs).toString());
          const texts = Object.fromEntries([...arrived.keys()].map((name) => [name, arrived.getAll(name)]));
          expect(inOrder(dialect.read(texts))).toEqual(inOrder(query));
        }),
        parameters,
      );
    },
  );
});
