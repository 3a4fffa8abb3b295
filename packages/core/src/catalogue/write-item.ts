import type { BehaviorRegistry } from '../behaviors/registry.js';
import { ConflictError } from '../errors/conflict.js';
import type { WorkingSet } from '../state/working-set.js';
import type { Instant } from '../values/instant.js';
import { canonicalJson, type JsonObject } from '../values/json.js';
import { at, type Faults } from '../values/faults.js';
import type { Catalogue, CatalogueChange } from './catalogue.js';
import { checkBehaviors, checkProperties, fittedBehaviors, groupsOf, resolved, withOwnGroups } from './fit-item.js';
import { groupKey, type Item } from './item.js';
import type { ItemDocument } from './parse-item.js';

export interface ItemWrite {
  readonly set: WorkingSet;
  readonly registry: BehaviorRegistry;
  readonly now: Instant;
  readonly path: string;
  readonly faults: Faults;
  /**
   * What a change of group settings does to the other items of the group (rule 7): true changes them too, false refuses;
   * `later` leaves it to `checkItem`, when all items of the same write are in.
   */
  readonly cascade: boolean | 'later';
}

/**
 * Puts an item into the catalogue, new or in place of `previous`, and answers it. What is wrong goes to `faults`: the
 * caller refuses when it has seen everything.
 * @throws ConflictError for group settings that differ without `cascade`.
 */
export const writeItem = (document: ItemDocument, id: number, previous: Item | null, write: ItemWrite): Item => {
  const { set, registry, now, path, faults, cascade } = write;
  const fitting = { catalogue: set.catalogue, registry, path, faults };
  checkProperties(document, fitting);
  const behaviors = resolved(withOwnGroups(fittedBehaviors(document, fitting), id, fitting), fitting);
  const item: Item = {
    ...document,
    behaviors,
    id,
    groups: groupsOf(behaviors, registry),
    archived: false,
    created_date: previous?.created_date ?? now,
    updated_date: now,
  };
  checkKey(item, set.catalogue, path, faults);
  if (previous !== null && sameButDate(item, previous)) return previous;
  const others = cascade === 'later' ? [] : cascaded(item, write);
  set.changeCatalogue([changeOf(item), ...others.map(changeOf)]);
  return item;
};

/** Checks that need the other items of the same write to be there, too. */
export const checkItem = (item: Item, { set, registry, path, faults, cascade }: ItemWrite): void => {
  checkBehaviors(item, { catalogue: set.catalogue, registry, path, faults });
  if (cascade !== 'later') return;
  for (const { group, others } of disagreements(item, set.catalogue, registry)) {
    faults.add(path, `has other settings for the group ${JSON.stringify(group)} than item ${others[0]!.id}`);
  }
};

const changeOf = (item: Item): CatalogueChange => ({ kind: 'item', id: item.id, value: item });

const sameButDate = (item: Item, previous: Item): boolean =>
  canonicalJson({ ...item, updated_date: 0 }) === canonicalJson({ ...previous, updated_date: 0 });

const checkKey = ({ id, unique_key }: Item, catalogue: Catalogue, path: string, faults: Faults): void => {
  const other = unique_key === null ? undefined : catalogue.item(unique_key);
  if (other !== undefined && other.id !== id) {
    faults.add(at(path, 'unique_key'), `is taken: ${JSON.stringify(unique_key)} belongs to item ${other.id}`);
  }
};

interface Disagreement {
  readonly typeHint: string;
  readonly group: string;
  readonly terms: JsonObject;
  /** The other items of the group whose settings differ. */
  readonly others: readonly Item[];
}

const disagreements = (item: Item, catalogue: Catalogue, registry: BehaviorRegistry): readonly Disagreement[] =>
  item.behaviors.flatMap((settings) => {
    const shared = registry.get(settings.type_hint)?.shared;
    const group = shared?.groupOf(settings) ?? null;
    if (shared === undefined || group === null) return [];
    const terms = shared.terms(settings);
    // Nobody gets an archived item any more, so that what it says does not matter.
    const differs = (other: Item): boolean =>
      !other.archived &&
      other.behaviors.some(
        (theirs) =>
          theirs.type_hint === settings.type_hint && canonicalJson(shared.terms(theirs)) !== canonicalJson(terms),
      );
    const others = catalogue
      .itemsInGroup(groupKey(settings.type_hint, group))
      .filter((other) => other.id !== item.id && differs(other));
    return others.length === 0 ? [] : [{ typeHint: settings.type_hint, group, terms, others }];
  });

/** The other items of the item's groups, with its settings; refused without `cascade`. */
const cascaded = (item: Item, { set, registry, now, path, cascade }: ItemWrite): readonly Item[] => {
  const changed = new Map<number, Item>();
  for (const { typeHint, group, terms, others } of disagreements(item, set.catalogue, registry)) {
    if (cascade !== true) {
      const message = `The group ${JSON.stringify(group)} has other settings on item ${others[0]!.id}: use cascade to change them all.`;
      throw new ConflictError('group_settings_differ', message, { path, group, items: others.map(({ id }) => id) });
    }
    const { withTerms } = registry.get(typeHint)!.shared!;
    for (const other of others) {
      const current = changed.get(other.id) ?? other;
      const behaviors = current.behaviors.map((one) => (one.type_hint === typeHint ? withTerms(one, terms) : one));
      changed.set(other.id, { ...current, behaviors, updated_date: now });
    }
  }
  return [...changed.values()];
};
