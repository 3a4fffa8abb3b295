import { StorageError, type CatalogueChange, type Item, type JsonObject, type Sku, type Template } from '@holdall/core';
import type { StoredRow } from '../sql/session.js';
import { RowReader } from './row-reader.js';
import { jsonText } from './stored-values.js';
import { integer, json, orNull, text, type Table } from './table.js';

type DocumentRow = {
  /** The document as it is; null: deleted. The row stays, so that other processes notice. */
  readonly doc: string | null;
  /** The version of the catalogue in which it was last written: engines reload what is newer than what they have. */
  readonly revision: number;
  /** Rises in the order in which documents were first written: the order in which they are listed. */
  readonly position: number;
};
export type TemplateRow = DocumentRow & { readonly id: string };
export type ItemRow = DocumentRow & { readonly id: number; readonly unique_key: string | null };
export type SkuRow = DocumentRow & { readonly sku: string };

const documentColumns = { doc: orNull(json), revision: integer, position: integer };

export const templateTable: Table<TemplateRow> = {
  name: 'holdall_template',
  columns: { id: text, ...documentColumns },
  key: ['id'],
  indices: [{ name: 'holdall_template_revision', columns: ['revision'] }],
};

export const itemTable: Table<ItemRow> = {
  name: 'holdall_item',
  columns: { id: integer, unique_key: orNull(text), ...documentColumns },
  key: ['id'],
  indices: [
    { name: 'holdall_item_revision', columns: ['revision'] },
    { name: 'holdall_item_unique_key', columns: ['unique_key'], unique: true },
  ],
  checks: { holdall_item_id: 'id >= 1', holdall_item_doc: 'doc IS NOT NULL' },
};

export const skuTable: Table<SkuRow> = {
  name: 'holdall_sku',
  columns: { sku: text, ...documentColumns },
  key: ['sku'],
  indices: [{ name: 'holdall_sku_revision', columns: ['revision'] }],
};

/** More documents than one batch ever changes. */
const positionsPerVersion = 2 ** 20;

/** The changes of one version as rows, by kind. */
export const changesToRows = (changes: readonly CatalogueChange[], version: number) => {
  const rows = { templates: [] as TemplateRow[], items: [] as ItemRow[], skus: [] as SkuRow[] };
  changes.forEach((change, index) => {
    const doc = change.value === null ? null : jsonText(change.value);
    const row = { doc, revision: version, position: version * positionsPerVersion + index };
    if (change.kind === 'template') rows.templates.push({ id: change.id, ...row });
    else if (change.kind === 'sku') rows.skus.push({ sku: change.id, ...row });
    else rows.items.push({ id: change.id, unique_key: change.value.unique_key, ...row });
  });
  return rows;
};

export const templateFromRow = (stored: StoredRow): CatalogueChange => {
  const row = new RowReader(templateTable.name, stored);
  const id = row.text('id');
  return { kind: 'template', id, value: documentOf(row, stored, 'id', id) as Template | null };
};

export const itemFromRow = (stored: StoredRow): CatalogueChange => {
  const row = new RowReader(itemTable.name, stored);
  const id = row.integer('id');
  return { kind: 'item', id, value: documentOf(row, stored, 'id', id) as unknown as Item };
};

export const skuFromRow = (stored: StoredRow): CatalogueChange => {
  const row = new RowReader(skuTable.name, stored);
  const id = row.text('sku');
  return { kind: 'sku', id, value: documentOf(row, stored, 'sku', id) as Sku | null };
};

/** Core checked the document when it was written; here only that it is the one that its row names. */
const documentOf = (row: RowReader, stored: StoredRow, field: string, id: string | number): JsonObject | null => {
  if (stored['doc'] === null) return null;
  const document = row.object('doc');
  if (document[field] === id) return document;
  throw new StorageError(`The database holds a catalogue document under ${id} that calls itself another name.`, {
    transient: false,
    details: { id },
  });
};
