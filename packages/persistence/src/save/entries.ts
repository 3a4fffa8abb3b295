import { StorageError, type EntryChange } from '@holdall/core';
import { changingColumns, entryTable, entryToRow, indexedColumns, type EntryRow } from '../schema/entry.js';
import type { Session } from '../sql/session.js';
import { insertRows, updateRevised } from '../sql/statements.js';
import type { Writer } from './writer.js';

export const saveCreatedEntries: Writer = (session, { created }) =>
  insertRows(session, entryTable, created.map(entryToRow));

/**
 * Most updates are uses, which change nothing that an index looks at. They have a statement of their own: SQLite writes
 * the indices of every column that a statement names, whether its value changes or not.
 */
export const saveUpdatedEntries: Writer = async (session, { updated }) => {
  const moved: Row[] = [];
  const still: Row[] = [];
  for (const change of updated) {
    (movesInAnIndex(change) ? moved : still).push({ ...entryToRow(change.to), was: change.from.revision });
  }
  await updateEntries(session, changingColumns, moved);
  await updateEntries(session, stillColumns, still);
};

type Row = EntryRow & { readonly was: number };

/** Whether it changes one of the `indexedColumns`. */
const movesInAnIndex = ({ from, to }: EntryChange): boolean => from.status !== to.status || from.expires !== to.expires;

const stillColumns = changingColumns.filter((column) => !indexedColumns.includes(column));

/** Only entries that are still as they were read: the locks see to that, and this sees to it that they did. */
const updateEntries = async (
  session: Session,
  changing: readonly (keyof EntryRow)[],
  rows: readonly Row[],
): Promise<void> => {
  const saved = await updateRevised(session, entryTable, changing, rows);
  if (saved === rows.length) return;
  throw new StorageError(
    `The database changed under a batch: ${rows.length - saved} of its entries are not as they were read. Nothing was changed. Did somebody write to Holdall's tables by hand?`,
    { transient: false },
  );
};
