import type { CatalogueChange } from '@holdall/core';
import { changesToRows, itemTable, skuTable, templateTable, type ItemRow } from '../schema/catalogue.js';
import { catalogueCounter, counterTable } from '../schema/counter.js';
import type { Session } from '../sql/session.js';
import { putRows, updateRows } from '../sql/statements.js';

/** Writes the changes as one new version of the catalogue. A document that changes keeps its position. */
export const saveCatalogue = async (
  session: Session,
  changes: readonly CatalogueChange[],
  version: number,
): Promise<void> => {
  if (changes.length === 0) return;
  const { templates, items, skus } = changesToRows(changes, version);
  await putRows(session, templateTable, templates, ['doc', 'revision']);
  await freeUniqueKeys(session, items);
  await putRows(session, itemTable, items, ['doc', 'revision', 'unique_key']);
  await putRows(session, skuTable, skus, ['doc', 'revision']);
  await updateRows(session, counterTable, ['value'], [{ name: catalogueCounter, value: version }]);
};

/** Two items may swap their keys in one batch, but uniqueness is checked row by row. */
const freeUniqueKeys = (session: Session, items: readonly ItemRow[]): Promise<void> =>
  updateRows(
    session,
    itemTable,
    ['unique_key'],
    items.map((item) => ({ ...item, unique_key: null })),
  );
