import type { ItemView } from '@holdall/core';
import { Type, type Static, type TStringOptions } from 'typebox';
import { Behavior, behaviorFromWire, behaviorToWire } from './behavior.js';
import { pageOf } from './page.js';
import { Properties } from './property.js';
import { Id, Int32, model, orNull, ref, Seconds } from './schema.js';
import { toSeconds } from './seconds.js';

const Text = (options: TStringOptions = {}) => Type.Optional(orNull(Type.String(options)));

/** An item, as it is read and as it is written: what is the server's own (id, dates) may come along, and is left out. */
export const EntitlementItem = model('EntitlementItem', {
  id: Type.Optional(orNull(Id)),
  type_hint: Text({ description: 'Default: entitlement' }),
  name: Type.String({ minLength: 1, maxLength: 255 }),
  unique_key: Text({ minLength: 1, maxLength: 100 }),
  category: Text({ minLength: 1, maxLength: 100 }),
  tags: Type.Optional(orNull(Type.Array(Type.String()))),
  short_description: Text({ maxLength: 255 }),
  long_description: Text(),
  sort: Type.Optional(orNull({ ...Int32, description: 'Default: 500' })),
  unit: Text({ description: 'What one of it is counted in (beyond Knetik). Default: use' }),
  template: Text({ description: 'The id of a template. Null: additional properties are not checked' }),
  additional_properties: Type.Optional(orNull(Properties)),
  behaviors: Type.Optional(orNull(Type.Array(ref(Behavior)))),
  created_date: Type.Optional(orNull(Seconds)),
  updated_date: Type.Optional(orNull(Seconds)),
});
type EntitlementItem = Static<typeof EntitlementItem>;

export const PageOfItems = pageOf(EntitlementItem);

export const itemToWire = (item: ItemView): EntitlementItem => ({
  id: item.id,
  type_hint: item.type_hint,
  name: item.name,
  unique_key: item.unique_key,
  category: item.category,
  tags: [...item.tags],
  short_description: item.short_description,
  long_description: item.long_description,
  sort: item.sort,
  unit: item.unit,
  template: item.template,
  additional_properties: item.additional_properties,
  behaviors: item.behaviors.map(behaviorToWire),
  created_date: toSeconds(item.created_date),
  updated_date: toSeconds(item.updated_date),
});

/** The document of a command. Fields that nobody knows stay, so that the engine refuses them by name. */
export const itemFromWire = (item: EntitlementItem): object => {
  const { id: _id, created_date: _created, updated_date: _updated, behaviors, ...document } = item;
  return { ...document, behaviors: behaviors?.map(behaviorFromWire) ?? null };
};
