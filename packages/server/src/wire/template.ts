import type { TemplateView } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { Behavior, behaviorFromWire, behaviorToWire } from './behavior.js';
import { pageOf } from './page.js';
import { definitionToWire, PropertyDefinitionResource } from './property-definition.js';
import { model, orNull, ref, Seconds } from './schema.js';
import { toSeconds } from './seconds.js';

/** A behavior that a template gives to its items. */
export const ItemBehaviorDefinitionResource = model('ItemBehaviorDefinitionResource', {
  behavior: ref(Behavior),
  modifiable: Type.Boolean({ description: 'Whether an item may change its values' }),
  required: Type.Boolean({ description: 'Whether every item must have it' }),
});

/** A template, as it is read and as it is written: the dates are the server's own, and left out. */
export const ItemTemplateResource = model('ItemTemplateResource', {
  id: Type.Optional(orNull(Type.String({ minLength: 1, maxLength: 100, description: 'Default: made from the name' }))),
  name: Type.String({ minLength: 1, maxLength: 255 }),
  properties: Type.Optional(orNull(Type.Array(ref(PropertyDefinitionResource)))),
  behaviors: Type.Optional(orNull(Type.Array(ref(ItemBehaviorDefinitionResource)))),
  allow_additional: Type.Optional(
    orNull(Type.Boolean({ description: 'Whether items may have other properties, too. Default: false' })),
  ),
  created_date: Type.Optional(orNull(Seconds)),
  updated_date: Type.Optional(orNull(Seconds)),
});
type ItemTemplateResource = Static<typeof ItemTemplateResource>;

export const PageOfTemplates = pageOf(ItemTemplateResource);

/** In a path. */
export const TemplateId = Type.String({ minLength: 1, maxLength: 100 });

export const templateToWire = (template: TemplateView): ItemTemplateResource => ({
  id: template.id,
  name: template.name,
  properties: template.properties.map(definitionToWire),
  behaviors: template.behaviors.map(({ behavior, modifiable, required }) => ({
    behavior: behaviorToWire(behavior),
    modifiable,
    required,
  })),
  allow_additional: template.allow_additional,
  created_date: toSeconds(template.created_date),
  updated_date: toSeconds(template.updated_date),
});

/** The document of a command. Fields that nobody knows stay, so that the engine refuses them by name. */
export const templateFromWire = (template: ItemTemplateResource): object => {
  const { created_date: _created, updated_date: _updated, behaviors, ...document } = template;
  return {
    ...document,
    behaviors: behaviors?.map(({ behavior, ...rule }) => ({ ...rule, behavior: behaviorFromWire(behavior) })) ?? null,
  };
};
