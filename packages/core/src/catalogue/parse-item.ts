import { parseBehaviors } from '../behaviors/parse.js';
import type { BehaviorRegistry } from '../behaviors/registry.js';
import { at, type Faults } from '../values/faults.js';
import { int32, readArray, readInteger, readString, refuseUnknownKeys, wrongText } from '../values/fields.js';
import { isPlainObject } from '../values/json.js';
import type { BehaviorSettings, Item } from './item.js';
import { parseProperties } from './properties/value.js';

/** An item as it came from outside: what is the engine's own (id, groups, dates) is not in it. */
export interface ItemDocument extends Omit<
  Item,
  'id' | 'groups' | 'archived' | 'created_date' | 'updated_date' | 'behaviors'
> {
  /** null: not said, so that the item gets the defaults of its template. */
  readonly behaviors: readonly BehaviorSettings[] | null;
}

const known = [
  'type_hint',
  'name',
  'unique_key',
  'category',
  'tags',
  'short_description',
  'long_description',
  'sort',
  'unit',
  'template',
  'additional_properties',
  'behaviors',
];
const defaultSort = 500;

/** Reads an item as it came from outside. Whether it fits its template and the rest of the catalogue is asked later. */
export const parseItem = (raw: unknown, path: string, faults: Faults, registry: BehaviorRegistry): ItemDocument => {
  const fields = isPlainObject(raw) ? raw : {};
  if (!isPlainObject(raw)) faults.add(path, 'must be an object');
  refuseUnknownKeys(fields, known, path, faults);
  const text = (key: string, maxLength: number, minLength = 0): string | null =>
    readString(fields, key, path, faults, { minLength, maxLength }) ?? null;
  return {
    type_hint: text('type_hint', 100, 1) ?? 'entitlement',
    name: readString(fields, 'name', path, faults, { required: true, minLength: 1, maxLength: 255 }) ?? '',
    unique_key: text('unique_key', 100, 1),
    category: text('category', 100, 1),
    tags: parseTags(fields, path, faults),
    short_description: text('short_description', 255),
    long_description: text('long_description', 100_000),
    sort: readInteger(fields, 'sort', path, faults, int32) ?? defaultSort,
    unit: text('unit', 20, 1) ?? 'use',
    template: text('template', 100, 1),
    additional_properties: parseProperties(
      fields['additional_properties'],
      null,
      at(path, 'additional_properties'),
      faults,
    ),
    behaviors:
      fields['behaviors'] === undefined || fields['behaviors'] === null
        ? null
        : parseBehaviors(fields['behaviors'], at(path, 'behaviors'), faults, registry),
  };
};

const parseTags = (fields: Readonly<Record<string, unknown>>, path: string, faults: Faults): readonly string[] => {
  const tags = readArray(fields, 'tags', path, faults, { maxLength: 100 }) ?? [];
  tags.forEach((tag, index) => {
    const wrong = wrongText(tag, { minLength: 1, maxLength: 100 });
    if (wrong !== undefined) faults.add(at(at(path, 'tags'), index), wrong);
  });
  return [...new Set(tags as string[])];
};
