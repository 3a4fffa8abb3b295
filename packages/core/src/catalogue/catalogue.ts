import { NotFoundError } from '../errors/not-found.js';
import type { Item, ItemRef } from './item.js';
import type { Sku } from './sku.js';
import type { Template } from './template.js';

/** One document written or, where `value` is null, deleted. Items are never deleted: they are archived. */
export type CatalogueChange =
  | { readonly kind: 'template'; readonly id: string; readonly value: Template | null }
  | { readonly kind: 'item'; readonly id: number; readonly value: Item }
  | { readonly kind: 'sku'; readonly id: string; readonly value: Sku | null };

interface Documents {
  readonly templates: ReadonlyMap<string, Template>;
  readonly items: ReadonlyMap<number, Item>;
  readonly skus: ReadonlyMap<string, Sku>;
}

/**
 * All templates, items and SKUs at one version: an immutable snapshot that a batch is decided against. It is small next
 * to what users hold, so every engine keeps it in memory and asks the store only whether its version is still the latest.
 */
export class Catalogue {
  readonly #byUniqueKey: ReadonlyMap<string, Item>;
  readonly #byGroup: ReadonlyMap<string, readonly Item[]>;

  constructor(
    /** Rises with every change that was committed. */
    readonly version: number,
    private readonly documents: Documents,
  ) {
    const items = [...documents.items.values()];
    this.#byUniqueKey = new Map(items.flatMap((item) => (item.unique_key === null ? [] : [[item.unique_key, item]])));
    this.#byGroup = grouped(items);
  }

  static empty(): Catalogue {
    return new Catalogue(0, { templates: new Map(), items: new Map(), skus: new Map() });
  }

  template(id: string): Template | undefined {
    return this.documents.templates.get(id);
  }

  item(ref: ItemRef): Item | undefined {
    return typeof ref === 'number' ? this.documents.items.get(ref) : this.#byUniqueKey.get(ref);
  }

  sku(code: string): Sku | undefined {
    return this.documents.skus.get(code);
  }

  /** All items that share a group (`groupKey`), archived ones included: what users hold of them still counts. */
  itemsInGroup(group: string): readonly Item[] {
    return this.#byGroup.get(group) ?? [];
  }

  get templates(): readonly Template[] {
    return [...this.documents.templates.values()];
  }

  get items(): readonly Item[] {
    return [...this.documents.items.values()];
  }

  get skus(): readonly Sku[] {
    return [...this.documents.skus.values()];
  }

  /** The same catalogue after some changes, one version later. */
  with(changes: readonly CatalogueChange[], version = this.version + 1): Catalogue {
    const templates = new Map(this.documents.templates);
    const items = new Map(this.documents.items);
    const skus = new Map(this.documents.skus);
    for (const change of changes) {
      if (change.kind === 'item') items.set(change.id, change.value);
      else if (change.kind === 'template') put(templates, change.id, change.value);
      else put(skus, change.id, change.value);
    }
    return new Catalogue(version, { templates, items, skus });
  }
}

/** @throws NotFoundError */
export const itemIn = (catalogue: Catalogue, ref: ItemRef): Item => {
  const item = catalogue.item(ref);
  if (item === undefined) throw new NotFoundError('item', ref);
  return item;
};

/** @throws NotFoundError */
export const skuIn = (catalogue: Catalogue, code: string): Sku => {
  const sku = catalogue.sku(code);
  if (sku === undefined) throw new NotFoundError('sku', code);
  return sku;
};

/** @throws NotFoundError */
export const templateIn = (catalogue: Catalogue, id: string): Template => {
  const template = catalogue.template(id);
  if (template === undefined) throw new NotFoundError('template', id);
  return template;
};

const put = <V>(map: Map<string, V>, id: string, value: V | null): void => {
  if (value === null) map.delete(id);
  else map.set(id, value);
};

const grouped = (items: readonly Item[]): ReadonlyMap<string, readonly Item[]> => {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    for (const group of item.groups) {
      const members = groups.get(group);
      if (members === undefined) groups.set(group, [item]);
      else members.push(item);
    }
  }
  return groups;
};
