import { sequences, type Sequence, type Stored, type StoredKind, type StoredValue } from '@holdall/core';
import { CatalogueSnapshot } from '../catalogue-snapshot.js';
import { counterTable } from '../schema/counter.js';
import { entryFromRow, entryTable } from '../schema/entry.js';
import { invoiceFromRow, invoiceTable } from '../schema/invoice.js';
import { logTable, recordFromRow } from '../schema/log.js';
import { replyFromRow, replyTable } from '../schema/reply.js';
import { RowReader } from '../schema/row-reader.js';
import type { PlainRow } from '../sql/dialect.js';
import type { Session, StoredRow } from '../sql/session.js';
import { raw, sql } from '../sql/sql.js';
import { joined } from '../sql/sql.js';
import type { Table } from '../schema/table.js';

type Part = readonly Stored[];

/** All that a session sees, a bounded number of rows at a time. */
export async function* everythingIn(session: Session): AsyncGenerator<Part, void, undefined> {
  const catalogue = await new CatalogueSnapshot().current(session);
  yield [{ kind: 'counters', value: { catalogue: catalogue.version, next: await nextIds(session) } }];
  yield storedAs('template', catalogue.templates);
  yield storedAs('item', catalogue.items);
  yield storedAs('sku', catalogue.skus);
  yield* rowsOf(session, { kind: 'entry', table: entryTable, fromRow: entryFromRow, atOnce: 500 });
  yield* rowsOf(session, { kind: 'log', table: logTable, fromRow: recordFromRow, atOnce: 500 });
  // Their rows can be large: an invoice names up to a thousand entries, and a reply holds a whole command and its answer.
  yield* rowsOf(session, { kind: 'invoice', table: invoiceTable, fromRow: invoiceFromRow, atOnce: 50 });
  yield* rowsOf(session, { kind: 'reply', table: replyTable, fromRow: replyFromRow, atOnce: 20 });
}

const nextIds = async (session: Session): Promise<Record<Sequence, number>> => {
  const rows = await session.query(sql`select name, value from holdall_counter`);
  const values = new Map(rows.map((row) => [row['name'], row]));
  const nextOf = (name: Sequence) => new RowReader(counterTable.name, values.get(name) ?? {}).integer('value');
  return Object.fromEntries(sequences.map((name) => [name, nextOf(name)])) as Record<Sequence, number>;
};

interface Source<K extends StoredKind, Row extends PlainRow> {
  readonly kind: K;
  readonly table: Table<Row>;
  readonly fromRow: (row: StoredRow) => StoredValue<K>;
  /** How many rows are in memory. */
  readonly atOnce: number;
}

/** The rows of a table in the order of its key, each part beginning where the one before it ended. */
async function* rowsOf<K extends StoredKind, Row extends PlainRow>(
  session: Session,
  { kind, table: { name, key }, fromRow, atOnce }: Source<K, Row>,
): AsyncGenerator<Part, void, undefined> {
  const columns = raw(key.join(', '));
  let beyond = raw('');
  for (;;) {
    const rows = await session.query(sql`select * from ${raw(name)} ${beyond} order by ${columns} limit ${atOnce}`);
    yield storedAs(kind, rows.map(fromRow));
    const last = rows.at(-1);
    if (last === undefined || rows.length < atOnce) return;
    const place = key.map((column) => sql`${last[column] as string | number}`);
    beyond = sql`where (${columns}) > (${joined(place, ', ')})`;
  }
}

const storedAs = <K extends StoredKind>(kind: K, values: readonly StoredValue<K>[]): Part =>
  values.map((value) => ({ kind, value }) as unknown as Stored);
