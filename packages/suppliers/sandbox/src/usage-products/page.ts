import { filterFrom } from './filters.js';
import type { UsageProductInventory } from './product.js';
import { badRequest, Refused } from './refused.js';
import type { UsageProductsSettings } from './settings.js';
import { comparisonFrom } from './sorting.js';

export interface PageRequest {
  readonly page: number;
  readonly size: number;
}

/** Both are required. @throws Refused */
export const pageRequestIn = (query: URLSearchParams): PageRequest => ({
  page: wholeIn(query, 'page', 2 ** 31 - 1),
  size: wholeIn(query, 'pageSize', 1000),
});

const wholeIn = (query: URLSearchParams, name: string, most: number): number => {
  const text = query.get(name) ?? '';
  const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (value < 1 || value > most) throw badRequest(`${name} is required: a whole number from 1 to ${most}`);
  return value;
};

/** @throws Refused (501) */
export const refuseNotImplemented = (query: URLSearchParams, settings: UsageProductsSettings): void => {
  const name = settings.notImplemented.find((one) => query.has(one));
  if (name === undefined) return;
  throw new Refused(
    501,
    settings.namesParameter ? `The parameter ${name} is not implemented yet` : 'Not Implemented Yet',
  );
};

/** Everything that a query is about, in its order. `turn`: how far what nobody sorted is turned. @throws Refused */
export const listed = (
  products: readonly UsageProductInventory[],
  query: URLSearchParams,
  { settings, turn }: { readonly settings: UsageProductsSettings; readonly turn: number },
): readonly UsageProductInventory[] => {
  const found = products.filter(filterFrom(query, settings));
  const sort = query.get('sort');
  if (sort !== null) return found.toSorted(comparisonFrom(sort, settings));
  const from = settings.unsorted === 'turning' && found.length > 0 ? turn % found.length : 0;
  return [...found.slice(from), ...found.slice(0, from)];
};

/** One page, with the fields that were asked for. @throws Refused (404), where a page beyond the end is none */
export const pageOf = (
  all: readonly UsageProductInventory[],
  query: URLSearchParams,
  settings: UsageProductsSettings,
): readonly object[] => {
  const { page, size } = pageRequestIn(query);
  const found = all.slice((page - 1) * size, page * size);
  if (found.length === 0 && page > 1 && settings.beyondEnd === 'not_found') throw new Refused(404, 'No such page');
  const fields = query.get('fields')?.split(',');
  const shows = (name: string) => (fields === undefined || fields.includes(name)) && !settings.omit.includes(name);
  return found.map((product) => ({
    ...Object.fromEntries(Object.entries(product).filter(([name]) => shows(name))),
    ...(settings.extraField ? { overrideUsageCap: 12, nobodyKnows: { this: ['yet'] } } : {}),
  }));
};
