import type { WorkingSet } from '../state/working-set.js';
import type { Faults } from '../values/faults.js';
import type { Instant } from '../values/instant.js';
import { canonicalJson } from '../values/json.js';
import { resolveSkuItems, type SkuDocument } from './parse-sku.js';
import type { Sku } from './sku.js';

export interface SkuWrite {
  readonly set: WorkingSet;
  readonly now: Instant;
  readonly path: string;
  readonly faults: Faults;
}

/** Puts a SKU into the catalogue, new or in place of `previous`, and answers it. */
export const putSku = (document: SkuDocument, previous: Sku | null, { set, now, path, faults }: SkuWrite): Sku => {
  const sku: Sku = {
    ...document,
    items: resolveSkuItems(document, set.catalogue, path, faults),
    created_date: previous?.created_date ?? now,
    updated_date: now,
  };
  if (previous !== null && canonicalJson({ ...previous, updated_date: now }) === canonicalJson(sku)) return previous;
  set.changeCatalogue([{ kind: 'sku', id: sku.sku, value: sku }]);
  return sku;
};
