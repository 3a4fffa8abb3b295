import { randomUUID } from 'node:crypto';
import { InvalidInputError, NotFoundError, type Engine, type ItemView, type JsonObject } from '@holdall/core';
import {
  bundleInInventory,
  bundleTemplate,
  itemDocument,
  templateDocument,
  updatedDocument,
  type Bundle,
} from '../mapping/translate.js';
import type { Parts } from '../parts.js';
import type { Vendor } from '../vendor.js';

export interface SyncInput {
  /** Also asks where the vendor was asked not long ago: it wants to be asked rarely. */
  readonly force?: boolean;
}

export interface CatalogueReport {
  /** False: the vendor was asked not long ago, by this or another bridge, and nothing was done. */
  readonly asked: boolean;
  /** How many bundles the vendor has, in its catalogue and in the inventory. */
  readonly bundles: number;
  /** Items (and the template) that were new or changed. */
  readonly written: number;
  readonly unchanged: number;
  /** Bundles whose item was deleted here: it is not brought back. */
  readonly archived: readonly string[];
  /** Items of bundles that the vendor no longer has: to be deleted by whoever decides what is sold. */
  readonly withdrawn: readonly string[];
  /** Bundles that the engine cannot hold, and why. */
  readonly refused: readonly { readonly bundle: string; readonly message: string }[];
}

/**
 * Brings the vendor's catalogue in, and what lies in the inventory: template and items, each as far as it has changed. What
 * the host has made of an item stays.
 */
export const syncCatalogue = async (parts: Parts, { force = false }: SyncInput = {}): Promise<CatalogueReport> => {
  const { store, clock, settings } = parts;
  const now = clock.now();
  const name = 'catalogue';
  // A lease that nobody gives back, but who could not do it: over when it is time to ask again.
  const holder = randomUUID();
  const turn = await store.lease({ name, holder, now, until: now + settings.catalogueTime });
  if (turn === null && !force) return { ...nothing, asked: false };
  try {
    return await synced(parts);
  } catch (error) {
    await store.release(name, holder);
    throw error;
  }
};

const nothing: CatalogueReport = {
  asked: true,
  bundles: 0,
  written: 0,
  unchanged: 0,
  archived: [],
  withdrawn: [],
  refused: [],
};

const synced = async ({ engine, vendor }: Parts): Promise<CatalogueReport> => {
  const bundles = await bundlesOf(vendor);
  const items = await itemsOf(engine);
  const documents: JsonObject[] = [];
  for (const bundle of bundles.values()) {
    const item = items.get(bundle.name!) ?? (await otherItem(engine, bundle.name!));
    const document = item === null ? itemDocument(bundle) : updatedDocument(bundle, item);
    if (document !== null) documents.push(document);
  }
  const template = await engine.importCatalogue({ catalogue: { templates: [templateDocument()] } });
  const report = await imported(engine, documents);
  return {
    asked: true,
    bundles: bundles.size,
    written: report.written + template.written,
    unchanged: report.unchanged + template.unchanged,
    archived: report.archived,
    withdrawn: [...items.values()]
      .filter(({ archived, unique_key }) => !archived && unique_key !== null && !bundles.has(unique_key))
      .map(({ unique_key }) => unique_key!),
    refused: report.refused,
  };
};

type Imported = Pick<CatalogueReport, 'written' | 'unchanged' | 'archived' | 'refused'>;

const most = 500;

/** In parts, so that no other command waits long; and without what cannot be held, so that it does not keep out the rest. */
const imported = async (engine: Engine, items: readonly JsonObject[]): Promise<Imported> => {
  if (items.length === 0) return { written: 0, unchanged: 0, archived: [], refused: [] };
  if (items.length > most) return both(engine, items, most);
  try {
    const { written, unchanged, archived } = await engine.importCatalogue({ catalogue: { items } });
    const deleted = await Promise.all(archived.map((id) => engine.item(id)));
    return { written, unchanged, archived: deleted.flatMap(({ unique_key }) => unique_key ?? []), refused: [] };
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    if (items.length > 1) return both(engine, items, Math.ceil(items.length / 2));
    const refused = [{ bundle: items[0]!['unique_key'] as string, message: error.message }];
    return { written: 0, unchanged: 0, archived: [], refused };
  }
};

const both = async (engine: Engine, items: readonly JsonObject[], at: number): Promise<Imported> => {
  const one = await imported(engine, items.slice(0, at));
  const other = await imported(engine, items.slice(at));
  return {
    written: one.written + other.written,
    unchanged: one.unchanged + other.unchanged,
    archived: [...one.archived, ...other.archived],
    refused: [...one.refused, ...other.refused],
  };
};

const poll = { lane: 'poll' } as const;
const perPage = 100;

/** By name. The catalogue knows more of a bundle, but only the inventory the unit of its duration. */
const bundlesOf = async ({ catalogue, inventory }: Vendor): Promise<ReadonlyMap<string, Bundle>> => {
  const bundles = new Map<string, Bundle>();
  const add = (bundle: Bundle): void => {
    const { name = '', duration, durationUnit } = bundle;
    if (name === '') return;
    bundles.set(name, {
      ...bundle,
      ...bundles.get(name),
      ...(durationUnit === undefined ? {} : { duration, durationUnit }),
    });
  };
  for (let page = 1; ; page += 1) {
    const { data } = await catalogue.catalogueGet(page, perPage, 'asc', 'name', null, null, null, null, poll);
    const known = bundles.size;
    (data.bundles ?? []).forEach(add);
    // A size that the vendor does not grant comes as another one; a page that it does not know, as one that was there.
    const size = Math.min(perPage, data.pageSize ?? perPage);
    if ((data.bundles ?? []).length < size || bundles.size === known) break;
  }
  const { data } = await inventory.inventoryGet(null, poll);
  (data.bundles ?? []).map(bundleInInventory).forEach(add);
  return bundles;
};

const itemsOf = async (engine: Engine): Promise<ReadonlyMap<string, ItemView>> => {
  const items = new Map<string, ItemView>();
  for (let page = 1; ; page += 1) {
    const { content, totalPages } = await engine.items({ template: bundleTemplate, archived: true, page, size: 1_000 });
    for (const item of content) if (item.unique_key !== null) items.set(item.unique_key, item);
    if (page >= totalPages) return items;
  }
};

/** One that the host has made under the bundle's name, without the template. */
const otherItem = async (engine: Engine, name: string): Promise<ItemView | null> => {
  try {
    return await engine.item(name);
  } catch (error) {
    if (error instanceof NotFoundError) return null;
    throw error;
  }
};
