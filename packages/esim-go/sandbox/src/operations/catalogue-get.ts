import { textFilter } from '../api/filter.js';
import type { Operation } from '../api/operation.js';
import { choiceIn, listIn, pageIn, pageOf, wholeNumberIn } from '../api/query.js';
import { first, type ApiRequest } from '../api/request.js';
import { ok } from '../api/response.js';
import { catalogueShape } from '../shapes/bundle.js';
import type { Bundle } from '../world/bundle.js';

const columns = ['name', 'description', 'dataAmount', 'duration', 'price'] as const;

export const catalogueGet: Operation = {
  id: 'catalogueGet',
  method: 'GET',
  path: '/catalogue',

  reads: (world, request) => {
    const size = wholeNumberIn(request, 'perPage', { min: 1, max: 1000, fallback: 50 });
    const direction = choiceIn(request, 'direction', ['asc', 'desc']) === 'asc' ? 1 : -1;
    const column = choiceIn(request, 'orderBy', columns);
    const matches = filterIn(request);
    const rows = Object.values(world.catalogue)
      .filter(matches)
      .sort((a, b) => direction * compared(a[column], b[column]));
    const bundles = pageOf(rows, { page: pageIn(request), size }).map(catalogueShape);
    if (world.settings.shapes.catalogue === 'array') return ok(bundles);
    return ok({ bundles, pageCount: Math.ceil(rows.length / size), rows: rows.length, pageSize: size });
  },
};

const compared = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const filterIn = (request: ApiRequest): ((bundle: Bundle) => boolean) => {
  const [description, group, region] = ['description', 'group', 'region'].map((name) => first(request, name));
  const countries = listIn(request, 'countries');
  const described = description === undefined ? () => true : textFilter(description);
  return (bundle) =>
    described(bundle.description) &&
    (group === undefined || bundle.groups.includes(group)) &&
    (region === undefined || bundle.countries.some((it) => it.region === region)) &&
    (countries === undefined || bundle.countries.some(({ iso }) => countries.includes(iso)));
};
