import type { UsageProductInventory } from './product.js';
import { badRequest } from './refused.js';
import type { UsageProductsSettings } from './settings.js';

type Compare = (a: UsageProductInventory, b: UsageProductInventory) => number;

/** By `id,name:desc`. Equals stay as they come. @throws Refused */
export const comparisonFrom = (sort: string, { nulls }: UsageProductsSettings): Compare => {
  const keys = sort.split(',').map((text) => {
    const [, name, suffix] = /^([A-Za-z]+)(:desc)?$/.exec(text) ?? [];
    if (name === undefined) throw badRequest(`sort cannot be by ${text}`);
    return { name, sign: suffix === undefined ? 1 : -1 };
  });
  return (a, b) => {
    for (const { name, sign } of keys) {
      const order = compare(a[name] ?? null, b[name] ?? null, { sign, nulls });
      if (order !== 0) return order;
    }
    return 0;
  };
};

const compare = (
  a: unknown,
  b: unknown,
  { sign, nulls }: { readonly sign: number; readonly nulls: 'first' | 'last' },
): number => {
  if (a === b) return 0;
  if (a === null) return nulls === 'first' ? -1 : 1;
  if (b === null) return nulls === 'first' ? 1 : -1;
  return (a as string) < (b as string) ? -sign : sign;
};
