import { EntitySchema, type EntitySchemaColumnOptions, type EntitySchemaIndexOptions } from 'typeorm';
import type { Message } from '../../ports/message.js';
import type { Operation } from '../../ports/operation.js';
import { isUnsettled, type Sale } from '../../ports/sale.js';
import { columnText } from './column-text.js';

/** What a database gives for a 64-bit integer. */
type Stored = number | string;

/**
 * Every record has these. The others are columns of what is asked for, and nothing is read back from them: `record` is
 * all of it, as JSON. In a text column, which keeps it as it was written.
 */
export type Row = { readonly id: string; readonly revision: Stored; readonly record: string };
export type LeaseRow = {
  readonly name: string;
  readonly holder: string | null;
  readonly until: Stored;
  readonly taken: Stored;
};

export interface Table<R> {
  readonly name: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly indices: readonly Index[];
  /** What is asked for, of a record. */
  readonly keys: (record: R) => Readonly<Record<string, string | number | null>>;
}

type Column = 'text' | 'text or null' | 'bigint' | 'bigint or null';
interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  /** Only these rows are in it: most are of no interest any more. */
  readonly where?: string;
}

const record = { id: 'text', revision: 'bigint' } as const;
const orNull = (text: string | null): string | null => (text === null ? null : columnText(text));

export const saleTable: Table<Sale> = {
  name: 'holdall_esim_sale',
  columns: {
    ...record,
    user_id: 'text',
    entry_id: 'bigint or null',
    iccid: 'text or null',
    stage: 'text',
    unsettled: 'bigint',
    record: 'text',
  },
  indices: [
    { name: 'holdall_esim_sale_user', columns: ['user_id', 'entry_id'] },
    { name: 'holdall_esim_sale_iccid', columns: ['iccid'] },
    { name: 'holdall_esim_sale_stage', columns: ['stage', 'id'] },
    { name: 'holdall_esim_sale_unsettled', columns: ['id'], where: 'unsettled = 1' },
  ],
  keys: (sale) => ({
    user_id: columnText(sale.user),
    entry_id: sale.entry,
    iccid: orNull(sale.iccid),
    stage: sale.stage,
    unsettled: isUnsettled(sale) ? 1 : 0,
  }),
};

export const operationTable: Table<Operation> = {
  name: 'holdall_esim_operation',
  columns: {
    ...record,
    sale_id: 'text or null',
    lock_name: 'text',
    state: 'text',
    settled_turn: 'bigint',
    reference: 'text or null',
    record: 'text',
  },
  indices: [
    { name: 'holdall_esim_operation_sale', columns: ['sale_id'] },
    { name: 'holdall_esim_operation_lock', columns: ['lock_name', 'settled_turn'] },
    { name: 'holdall_esim_operation_state', columns: ['state', 'id'] },
    { name: 'holdall_esim_operation_reference', columns: ['reference'] },
  ],
  keys: (operation) => ({
    sale_id: orNull(operation.sale),
    lock_name: columnText(operation.lock),
    state: operation.state,
    settled_turn: operation.settledTurn,
    reference: orNull(operation.reference),
  }),
};

export const messageTable: Table<Message> = {
  name: 'holdall_esim_message',
  columns: { ...record, handled: 'bigint', record: 'text' },
  indices: [{ name: 'holdall_esim_message_open', columns: ['id'], where: 'handled = 0' }],
  keys: ({ handledAt }) => ({ handled: handledAt === null ? 0 : 1 }),
};

export const leaseTable = {
  name: 'holdall_esim_lease',
  columns: { name: 'text', holder: 'text or null', until: 'bigint', taken: 'bigint' },
  indices: [],
} as const;

/** The tables in TypeORM's words. The migrations make them, by hand; a test compares the two. */
export const entitySchemas = (postgres: boolean): EntitySchema<object>[] =>
  [saleTable, operationTable, messageTable, leaseTable].map((table) => entitySchema(table, postgres));

const entitySchema = (
  { name, columns, indices }: Pick<Table<never>, 'name' | 'columns' | 'indices'>,
  postgres: boolean,
): EntitySchema<object> =>
  new EntitySchema({
    name,
    tableName: name,
    columns: Object.fromEntries(
      Object.entries(columns).map(([column, kind], at): [string, EntitySchemaColumnOptions] => [
        column,
        {
          type: kind.startsWith('text') ? 'text' : 'bigint',
          nullable: kind.endsWith('or null'),
          primary: at === 0,
          // By bytes, whatever the database thinks of languages. SQLite knows nothing else.
          ...(postgres && kind.startsWith('text') && column !== 'record' && { collation: 'C' }),
        },
      ]),
    ),
    indices: indices.map((index): EntitySchemaIndexOptions => ({ ...index, columns: [...index.columns] })),
  });
