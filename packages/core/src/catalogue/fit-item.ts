import type { BehaviorRegistry } from '../behaviors/registry.js';
import { at, type Faults } from '../values/faults.js';
import { canonicalJson } from '../values/json.js';
import type { Catalogue } from './catalogue.js';
import { groupKey, type BehaviorSettings, type Item } from './item.js';
import type { ItemDocument } from './parse-item.js';
import { parseProperties } from './properties/value.js';
import type { Template } from './template.js';

/** Where a document stands and what it is fitted into. */
export interface Fitting {
  readonly catalogue: Catalogue;
  readonly registry: BehaviorRegistry;
  readonly path: string;
  readonly faults: Faults;
}

/** The item's behaviors: its own, or its template's defaults where it names none; checked against the template. */
export const fittedBehaviors = (document: ItemDocument, fitting: Fitting): readonly BehaviorSettings[] => {
  const template = templateOf(document, fitting);
  const behaviors = document.behaviors ?? template?.behaviors.map(({ behavior }) => behavior) ?? [];
  for (const rule of template?.behaviors ?? []) {
    const { type_hint } = rule.behavior;
    const index = behaviors.findIndex((settings) => settings.type_hint === type_hint);
    const path = at(fitting.path, 'behaviors');
    if (index === -1) {
      if (rule.required) fitting.faults.add(path, `must have ${type_hint}, which template ${template!.id} requires`);
    } else if (!rule.modifiable && !same(rule.behavior, behaviors[index]!, fitting.registry)) {
      fitting.faults.add(at(path, index), `must be as template ${template!.id} says: it does not let items change it`);
    }
  }
  return behaviors;
};

/** Checks the properties against the template; without one any well-formed property is allowed. */
export const checkProperties = (document: ItemDocument, fitting: Fitting): void => {
  const template = templateOf(document, fitting);
  if (template === undefined) return;
  const rules = { definitions: template.properties, allowAdditional: template.allow_additional };
  const path = at(fitting.path, 'additional_properties');
  parseProperties(document.additional_properties, rules, path, fitting.faults);
};

/** Shared settings that name no group get one of the item's own, which no other item has. */
export const withOwnGroups = (
  behaviors: readonly BehaviorSettings[],
  id: number,
  { catalogue, registry }: Fitting,
): readonly BehaviorSettings[] =>
  behaviors.map((settings) => {
    const shared = registry.get(settings.type_hint)?.shared;
    return shared === undefined || shared.groupOf(settings) !== null
      ? settings
      : shared.named(settings, freeName(settings.type_hint, id, catalogue));
  });

/** Settings that name other items by their unique keys name them by id from here on. */
export const resolved = (
  behaviors: readonly BehaviorSettings[],
  { catalogue, registry, path, faults }: Fitting,
): readonly BehaviorSettings[] =>
  behaviors.map((settings, index) => {
    const inner = at(at(path, 'behaviors'), index);
    return registry.get(settings.type_hint)?.resolve?.(settings, catalogue, inner, faults) ?? settings;
  });

/** The groups that the behaviors share. */
export const groupsOf = (behaviors: readonly BehaviorSettings[], registry: BehaviorRegistry): readonly string[] =>
  behaviors.flatMap((settings) => {
    const name = registry.get(settings.type_hint)?.shared?.groupOf(settings) ?? null;
    return name === null ? [] : [groupKey(settings.type_hint, name)];
  });

/** What behaviors demand of the rest of their item and of the catalogue. `catalogue` must hold the item already. */
export const checkBehaviors = (item: Item, { catalogue, registry, path, faults }: Fitting): void => {
  item.behaviors.forEach((settings, index) => {
    const behavior = registry.get(settings.type_hint);
    const inner = at(at(path, 'behaviors'), index);
    for (const needed of behavior?.prerequisites ?? []) {
      if (!item.behaviors.some(({ type_hint }) => type_hint === needed)) {
        faults.add(inner, `needs the behavior ${needed} on the same item`);
      }
    }
    behavior?.validateItem?.(settings, item, catalogue, inner, faults);
  });
};

const templateOf = ({ template }: ItemDocument, { catalogue, path, faults }: Fitting): Template | undefined => {
  if (template === null) return undefined;
  const found = catalogue.template(template);
  if (found === undefined) {
    const where = at(path, 'template');
    if (!faults.found.some((fault) => fault.path === where)) faults.add(where, `names no template: ${template}`);
  }
  return found;
};

/** Where the default names no group, the item may have been given one of its own. */
const same = (wanted: BehaviorSettings, has: BehaviorSettings, registry: BehaviorRegistry): boolean => {
  const shared = registry.get(wanted.type_hint)?.shared;
  const unnamed = shared !== undefined && shared.groupOf(wanted) === null;
  const comparable = (settings: BehaviorSettings) => (unnamed ? shared.named(settings, '') : settings);
  return canonicalJson(comparable(wanted)) === canonicalJson(comparable(has));
};

const freeName = (typeHint: string, id: number, catalogue: Catalogue): string => {
  let name = `item-${id}`;
  while (catalogue.itemsInGroup(groupKey(typeHint, name)).some((item) => item.id !== id)) name = `${name}-own`;
  return name;
};
