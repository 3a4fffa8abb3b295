import { StorageError, type EntryChange } from '@holdall/core';
import { changingColumns, entryTable, entryToRow, indexedColumns, type EntryRow } from '../schema/entry.js';
import { integer } from '../schema/table.js';
import type { Session } from '../sql/session.js';
import { insertRows } from '../sql/statements.js';
import { raw, sql } from '../sql/sql.js';
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
  if (rows.length === 0) return;
  const columns = Object.fromEntries(
    (['user_id', 'id', ...changing] as const).map((name) => [name, entryTable.columns[name]]),
  );
  const given = session.dialect.given('n', { ...columns, was: integer }, rows);
  const changes = raw(changing.map((name) => `${name} = n.${name}`).join(', '));
  const saved = await session.query(
    sql`update holdall_entry set ${changes} from ${given}
      where holdall_entry.user_id = n.user_id and holdall_entry.id = n.id and holdall_entry.revision = n.was
      returning holdall_entry.id as id`,
  );
  if (saved.length === rows.length) return;
  throw new StorageError(
    `The database changed under a batch: ${rows.length - saved.length} of its entries are not as they were read. Nothing was changed. Did somebody write to Holdall's tables by hand?`,
    { transient: false },
  );
};
