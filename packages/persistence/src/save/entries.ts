import { changingColumns, entryTable, entryToRow } from '../schema/entry.js';
import { insertRows, updateRows } from '../sql/statements.js';
import type { Writer } from './writer.js';

export const saveCreatedEntries: Writer = (session, { created }) =>
  insertRows(session, entryTable, created.map(entryToRow));

export const saveUpdatedEntries: Writer = (session, { updated }) =>
  updateRows(session, entryTable, changingColumns, updated.map(entryToRow));
