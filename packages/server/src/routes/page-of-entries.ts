import type { Engine, EntryView, Page } from '@holdall/core';
import { entryToWire } from '../wire/entry.js';
import { pageToWire } from '../wire/page.js';

/** Entries name their items by id: what kind each item is, the catalogue says, once for each. */
export const pageOfEntries = async (engine: Engine, page: Page<EntryView>) => {
  const ids = [...new Set(page.content.map(({ item }) => item))];
  const items = await Promise.all(ids.map((id) => engine.item(id)));
  const typeHints = new Map(items.map(({ id, type_hint }) => [id, type_hint]));
  return pageToWire(page, (entry) => entryToWire(entry, typeHints.get(entry.item)!));
};
