import type { BehaviorRegistry } from '../../behaviors/registry.js';
import { groupsOf } from '../../catalogue/fit-item.js';
import type { Item } from '../../catalogue/item.js';
import { parseItem } from '../../catalogue/parse-item.js';
import { parseSku } from '../../catalogue/parse-sku.js';
import { parseTemplate } from '../../catalogue/parse-template.js';
import type { Sku } from '../../catalogue/sku.js';
import type { Template } from '../../catalogue/template.js';
import { readBoolean, type Fields } from '../../values/fields.js';
import { canonicalJson } from '../../values/json.js';
import { StoredFields, type Reading } from './stored-fields.js';

/*
 * Documents are read by the same code that reads them from outside. What comes out must be what went in: the engine has
 * written it, so there is nothing left to fill in or to tidy up.
 */

export const readTemplate = (fields: Fields, reading: Reading, registry: BehaviorRegistry): Template => {
  const { created_date: _created, updated_date: _updated, ...document } = fields;
  const { id, ...rest } = parseTemplate(document, reading.path, reading.faults, registry);
  return unchanged({ id: id ?? '', ...rest, ...datesOf(fields, reading) }, fields, reading);
};

export const readItem = (fields: Fields, reading: Reading, registry: BehaviorRegistry): Item => {
  const { path, faults } = reading;
  const { id: _id, groups: _groups, archived, created_date: _created, updated_date: _updated, ...document } = fields;
  const parsed = parseItem(document, path, faults, registry);
  const behaviors = parsed.behaviors ?? [];
  const item: Item = {
    ...parsed,
    behaviors,
    id: new StoredFields(fields, reading).id('id'),
    groups: groupsOf(behaviors, registry),
    archived: readBoolean({ archived }, 'archived', path, faults, { required: true }) ?? false,
    ...datesOf(fields, reading),
  };
  return unchanged(item, fields, reading);
};

export const readSku = (fields: Fields, reading: Reading): Sku => {
  const { created_date: _created, updated_date: _updated, ...document } = fields;
  const { items, ...rest } = parseSku(document, reading.path, reading.faults);
  const sku: Sku = {
    ...rest,
    items: items.map(({ item, quantity }) => ({ item_id: Number(item), quantity })),
    ...datesOf(fields, reading),
  };
  return unchanged(sku, fields, reading);
};

const datesOf = (fields: Fields, reading: Reading) => {
  const stored = new StoredFields(fields, reading);
  return { created_date: stored.moment('created_date'), updated_date: stored.moment('updated_date') };
};

const unchanged = <T extends object>(read: T, fields: Fields, { path, faults }: Reading): T => {
  const changed = [...new Set([...Object.keys(read), ...Object.keys(fields)])].filter(
    (key) => canonicalJson((read as Fields)[key]) !== canonicalJson(fields[key]),
  );
  if (changed.length > 0 && faults.none) faults.add(path, `is not as Holdall stores it, in ${changed.join(', ')}`);
  return read;
};
