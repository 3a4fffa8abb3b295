import { at, type Faults } from '../values/faults.js';
import { readArray, readInteger, readString, refuseUnknownKeys } from '../values/fields.js';
import { isPlainObject } from '../values/json.js';
import type { Catalogue } from './catalogue.js';
import type { ItemRef } from './item.js';
import type { Sku, SkuItem } from './sku.js';

export interface SkuDocument extends Omit<Sku, 'created_date' | 'updated_date' | 'items'> {
  readonly items: readonly { readonly item: ItemRef; readonly quantity: number }[];
}

const mostItems = 100;
/** As for a grant: bounds what one command makes. */
const mostEntries = 1000;

/** Reads a SKU as it came from outside. Its items are named by `item_id` or, where that is handier, by `unique_key`. */
export const parseSku = (raw: unknown, path: string, faults: Faults): SkuDocument => {
  const fields = isPlainObject(raw) ? raw : {};
  if (!isPlainObject(raw)) faults.add(path, 'must be an object');
  refuseUnknownKeys(fields, ['sku', 'description', 'currency_code', 'price', 'items'], path, faults);
  const currency = readString(fields, 'currency_code', path, faults, { required: true }) ?? '';
  if (currency !== '' && !/^[A-Z]{3}$/.test(currency)) {
    faults.add(at(path, 'currency_code'), 'must be three capital letters, such as EUR');
  }
  const list = readArray(fields, 'items', path, faults, { required: true, minLength: 1, maxLength: mostItems }) ?? [];
  const document = {
    sku: readString(fields, 'sku', path, faults, { required: true, minLength: 1, maxLength: 40 }) ?? '',
    description: readString(fields, 'description', path, faults, { maxLength: 1000 }) ?? '',
    currency_code: currency,
    price: readInteger(fields, 'price', path, faults, { required: true, min: 0 }) ?? 0,
  };
  const items = list.map((one, index) => parseSkuItem(one, at(at(path, 'items'), index), faults));
  if (items.reduce((total, { quantity }) => total + quantity, 0) > mostEntries) {
    faults.add(at(path, 'items'), `must not grant more than ${mostEntries} entries together`);
  }
  return { ...document, items };
};

const parseSkuItem = (raw: unknown, path: string, faults: Faults) => {
  const fields = isPlainObject(raw) ? raw : {};
  if (!isPlainObject(raw)) faults.add(path, 'must be an object with item_id or unique_key');
  refuseUnknownKeys(fields, ['item_id', 'unique_key', 'quantity'], path, faults);
  const id = readInteger(fields, 'item_id', path, faults, { min: 1 });
  const key = readString(fields, 'unique_key', path, faults, { minLength: 1, maxLength: 100 });
  if ((id === undefined) === (key === undefined)) faults.add(path, 'must have either item_id or unique_key');
  const quantity = readInteger(fields, 'quantity', path, faults, { min: 1, max: mostEntries }) ?? 1;
  return { item: id ?? key ?? 0, quantity };
};

/** The items of a SKU by their ids; a fault for each that does not exist. */
export const resolveSkuItems = (
  { items }: SkuDocument,
  catalogue: Catalogue,
  path: string,
  faults: Faults,
): readonly SkuItem[] =>
  items.flatMap(({ item: ref, quantity }, index) => {
    const item = catalogue.item(ref);
    if (item !== undefined) return [{ item_id: item.id, quantity }];
    faults.add(at(at(path, 'items'), index), `names no item: ${ref}`);
    return [];
  });
