import { revisionsBefore, StorageError, type Writes } from '@holdall/core';
import { changingColumns, entryTable, entryToRow } from '../schema/entry.js';
import { integer } from '../schema/table.js';
import { insertRows } from '../sql/statements.js';
import { raw, sql } from '../sql/sql.js';
import type { Writer } from './writer.js';

export const saveCreatedEntries: Writer = (session, { created }) =>
  insertRows(session, entryTable, created.map(entryToRow));

const { user_id, id } = entryTable.columns;
const columns = {
  user_id,
  id,
  was: integer,
  ...Object.fromEntries(changingColumns.map((name) => [name, entryTable.columns[name]])),
};
const changes = raw(changingColumns.map((name) => `${name} = n.${name}`).join(', '));

/** Only entries that are still as they were read: the locks see to that, and this sees to it that they did. */
export const saveUpdatedEntries: Writer = async (session, writes) => {
  const rows = rowsOf(writes);
  if (rows.length === 0) return;
  const saved = await session.query(
    sql`update holdall_entry set ${changes} from ${session.dialect.given('n', columns, rows)}
      where holdall_entry.user_id = n.user_id and holdall_entry.id = n.id and holdall_entry.revision = n.was
      returning holdall_entry.id as id`,
  );
  if (saved.length === rows.length) return;
  throw new StorageError(
    `The database changed under a batch: ${rows.length - saved.length} of its entries are not as they were read. Nothing was changed. Did somebody write to Holdall's tables by hand?`,
    { transient: false },
  );
};

const rowsOf = (writes: Writes) => {
  const before = revisionsBefore(writes);
  return writes.updated.map((entry, index) => ({ ...entryToRow(entry), was: before[index]!.revision }));
};
