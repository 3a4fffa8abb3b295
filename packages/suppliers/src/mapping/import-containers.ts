import type { Engine, ItemView } from '@holdall/core';
import type { SupplierInventory } from '../port/supplier.js';
import { sawEverything, type Walk, type WalkOptions, type WalkProgress } from '../port/walk.js';
import { containerItem, containerKey, containerTemplate, vanishedItem } from './container-item.js';
import { sameDocument } from './same-document.js';

export interface ImportContainers {
  readonly engine: Pick<Engine, 'items' | 'templates' | 'importCatalogue'>;
  readonly supplier: Pick<SupplierInventory, 'name' | 'list'>;
  readonly walk?: WalkOptions | undefined;
  readonly actor?: string | undefined;
}

export interface ContainersResult {
  /** Items that are new or changed. */
  readonly written: number;
  readonly unchanged: number;
  /** Items whose containers are gone: their status is `ended` now. */
  readonly ended: number;
  /** Items that were deleted in the engine: an import does not bring them back. */
  readonly deleted: number;
  readonly walk: WalkProgress;
}

type Document = Readonly<Record<string, unknown>>;

const pageSize = 1000;
/** As many as one import takes is 10,000; fewer hold up other commands for less. */
const together = 1000;

/**
 * Brings a supplier's containers into the catalogue: an item for each, that names its parent and carries the tag of what
 * hangs under it. Nothing is written where nothing changed. What is gone is `ended`, not deleted, for a deleted item cannot
 * come back; and only after a whole walk without doubts and a second one that did not see it either.
 * @throws WalkInterruptedError: what came before it is in the catalogue. StorageError, InvalidInputError
 */
export const importContainers = async ({
  engine,
  supplier,
  walk: options,
  actor,
}: ImportContainers): Promise<ContainersResult> => {
  const before = await itemsOf(engine, supplier.name);
  const unseen = new Map([...before].filter(([, item]) => !item.archived));
  const counts = { written: 0, unchanged: 0, ended: 0, deleted: 0 };
  const templates = (await hasTemplate(engine)) ? [] : [containerTemplate];

  const write = async (documents: readonly Document[]): Promise<void> => {
    if (documents.length === 0) return;
    const catalogue = { templates: counts.written === 0 ? templates : [], items: documents };
    await engine.importCatalogue({ catalogue, actor: actor ?? null });
    counts.written += documents.length;
  };

  const walk = supplier.list(null, options);
  let waiting: Document[] = [];
  try {
    for await (const record of walk) {
      if (record.kind !== 'container') continue;
      const key = containerKey(supplier.name, record.id);
      const item = before.get(key);
      unseen.delete(key);
      if (item?.archived === true) {
        counts.deleted += 1;
        continue;
      }
      const document = containerItem(record, item);
      if (item !== undefined && sameDocument(document, item)) counts.unchanged += 1;
      else waiting.push(document);
      if (waiting.length < together) continue;
      const part = waiting;
      waiting = [];
      await write(part);
    }
  } finally {
    await write(waiting);
  }

  const { progress } = walk;
  if (sawEverything(progress)) {
    const gone = await stillUnseen(unseen, supplier);
    const documents = gone.map((item) => ({ item, document: vanishedItem(item) }));
    const changed = documents.filter(({ item, document }) => !sameDocument(document, item));
    counts.ended = changed.length;
    for (let from = 0; from < changed.length; from += together) {
      const items = changed.slice(from, from + together).map(({ document }) => document);
      await engine.importCatalogue({ catalogue: { items }, actor: actor ?? null });
    }
  }
  return { ...counts, walk: progress };
};

/** The items that stand for this supplier's containers, deleted ones too, by their keys. */
const itemsOf = async (
  engine: ImportContainers['engine'],
  supplier: string,
): Promise<ReadonlyMap<string, ItemView>> => {
  const items = new Map<string, ItemView>();
  const start = containerKey(supplier, '');
  for (let page = 1; ; page += 1) {
    const { content, total } = await engine.items({
      template: containerTemplate.id,
      archived: true,
      page,
      size: pageSize,
    });
    for (const item of content) if (item.unique_key?.startsWith(start) === true) items.set(item.unique_key, item);
    if (content.length === 0 || page * pageSize >= total) return items;
  }
};

const hasTemplate = async (engine: ImportContainers['engine']): Promise<boolean> => {
  for (let page = 1; ; page += 1) {
    const { content, total } = await engine.templates({ page, size: pageSize });
    if (content.some(({ id }) => id === containerTemplate.id)) return true;
    if (content.length === 0 || page * pageSize >= total) return false;
  }
};

/** Of those that one walk did not see, those that another does not see either; none where that one is in doubt. */
const stillUnseen = async (
  unseen: ReadonlyMap<string, ItemView>,
  supplier: ImportContainers['supplier'],
): Promise<readonly ItemView[]> => {
  const gone = new Map([...unseen].filter(([, item]) => !sameDocument(vanishedItem(item), item)));
  if (gone.size === 0) return [];
  const walk: Walk = supplier.list();
  for await (const record of walk) gone.delete(containerKey(supplier.name, record.id));
  return sawEverything(walk.progress) ? [...gone.values()] : [];
};
