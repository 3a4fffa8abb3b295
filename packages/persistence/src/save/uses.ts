import { changingColumns, useTable, useToRow } from '../schema/use.js';
import { insertRows, updateRows } from '../sql/statements.js';
import type { Writer } from './writer.js';

export const saveNewUses: Writer = (session, { newUses }) => insertRows(session, useTable, newUses.map(useToRow));

export const saveChangedUses: Writer = (session, { changedUses }) =>
  updateRows(session, useTable, changingColumns, changedUses.map(useToRow));
