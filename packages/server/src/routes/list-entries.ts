import type { Engine } from '@holdall/core';
import { Type, type Static } from 'typebox';
import { afterIn } from '../request/cursor.js';
import { entryToWire, PageOfEntries, PartOfEntries } from '../wire/entry.js';
import { pageToWire } from '../wire/page.js';
import { partToWire } from '../wire/part.js';
import { ref } from '../wire/schema.js';
import { filtersFromWire, type inventoryFilters } from './inventory-filters.js';

/** A page, or with a cursor a part. */
export const ListedEntries = Type.Union([ref(PageOfEntries), ref(PartOfEntries)]);

/** @param user whose entries; null: everybody's. */
export const listEntries = async (
  engine: Engine,
  query: Static<typeof inventoryFilters>,
  user: string | null,
): Promise<Static<typeof ListedEntries>> => {
  const filters = filtersFromWire(query, user);
  const { size = null, page = null } = query;
  const after = afterIn(query.cursor);
  return after === undefined
    ? pageToWire(await engine.entries({ ...filters, size, page }), entryToWire)
    : partToWire(await engine.entriesAfter({ ...filters, size, after }), entryToWire);
};
