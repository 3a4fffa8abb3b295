import { paramOf, type Dialect, type FilterFields, type Params } from '../dialect.js';
import { ParamsReader } from '../params-reader.js';
import { isOfType, type Filter, type Query } from '../query.js';
import { partIn, Refusals, refuseFields, refuseSort, sayableFilters } from '../refusals.js';

/** Betatel's grammar (contract A): `offset` and `count`, and bare values of ids and texts. No sort, no choice of fields. */
export interface OffsetCountOptions {
  /** Default: none. */
  readonly filters?: FilterFields;
  /** What an absent `count` is read as: 20 in the seed, 100 in the vendor's SDK, so it is always written. Default 20. */
  readonly defaultCount?: number;
}

const ops = { id: ['eq'], text: ['eq'] } as const;
const most = Number.MAX_SAFE_INTEGER;

export const offsetCountDialect = ({ filters = {}, defaultCount = 20 }: OffsetCountOptions = {}): Dialect => ({
  name: 'offset-count',
  write: (query) => write(query, filters),
  read: (params) => read(params, filters, defaultCount),
});

const write = (query: Query, fields: FilterFields): Params => {
  const refusals = new Refusals('offset-count');
  const params: Record<string, string> = {};
  const part = partIn(query, refusals);
  if (query.part === null) refusals.add('part', 'must be asked for: what an absent count means is not agreed');
  if (part !== null) Object.assign(params, { offset: `${part.skip}`, count: `${part.take}` });
  refuseSort(query, refusals);
  refuseFields(query, refusals);
  for (const { filter, field } of sayableFilters(query, { fields, ops }, refusals)) {
    params[paramOf(filter.field, field)] = String(filter.value);
  }
  refusals.throwIfAny();
  return params;
};

const read = (raw: unknown, fields: FilterFields, defaultCount: number): Query => {
  const params = new ParamsReader(raw);
  const skip = params.whole('offset', { min: 0, max: most }) ?? 0;
  const take = params.whole('count', { min: 1, max: most }) ?? defaultCount;
  const filters = Object.entries(fields).flatMap(([name, field]): Filter[] => {
    const param = paramOf(name, field);
    const value = params.one(param);
    if (value === undefined) return [];
    const { type } = field;
    if ((type === 'id' || type === 'text') && isOfType(type, value)) return [{ field: name, type, op: 'eq', value }];
    params.faults.add(param, 'must be an id');
    return [];
  });
  params.end();
  return { filters, sort: [], fields: null, part: { skip, take } };
};
