import { EntitySchema, type ValueTransformer } from 'typeorm';
import type { Dialect } from '../sql/dialect.js';
import { named } from '../sql/names.js';
import { integerFrom } from './stored-values.js';

export type ColumnKind = 'text' | 'integer' | 'json';
export interface Column {
  readonly kind: ColumnKind;
  readonly nullable: boolean;
}

export const text: Column = { kind: 'text', nullable: false };
/** 64 bits on every database: ids, instants in milliseconds, quantities. */
export const integer: Column = { kind: 'integer', nullable: false };
export const json: Column = { kind: 'json', nullable: false };
export const orNull = (column: Column): Column => ({ ...column, nullable: true });

export interface Index {
  readonly name: string;
  readonly columns: readonly string[];
  readonly unique?: true;
  /** Only these rows are in the index. */
  readonly where?: string;
}

/** One table. The migrations create it, by hand; tests compare what they left with what stands here. */
export interface Table<Row> {
  readonly name: string;
  readonly columns: { readonly [K in keyof Row & string]: Column };
  readonly key: readonly (keyof Row & string)[];
  readonly indices?: readonly Index[];
  /** By name: the last line of defence against rows that core would never write. */
  readonly checks?: Readonly<Record<string, string>>;
  /** Rows are kept in the order in which they came, not in that of their key: writing one touches no page of old rows. */
  readonly appended?: true;
}

export const entitySchema = <Row extends object>(table: Table<Row>, dialect: Dialect): EntitySchema<Row> => {
  const { name, columns, key, indices = [], checks = {}, appended = false } = table;
  const ours = (text: string): string => named(text, dialect);
  return new EntitySchema<Row>({
    name: ours(name),
    tableName: ours(name),
    withoutRowid: dialect.withoutRowid && !appended,
    columns: Object.fromEntries(
      (Object.entries(columns) as [keyof Row & string, Column][]).map(([column, { kind, nullable }]) => [
        column,
        {
          type: dialect.columnTypes[kind],
          nullable,
          primary: key.includes(column),
          ...(kind === 'integer' && { transformer: integers }),
          ...(kind === 'text' && dialect.collation !== null && { collation: dialect.collation }),
        },
      ]),
    ) as never,
    indices: indices.map(({ columns: indexed, ...index }) => ({
      ...index,
      name: ours(index.name),
      columns: [...indexed],
    })),
    checks: Object.entries(checks).map(([check, expression]) => ({ name: ours(check), expression })),
  });
};

/** PostgreSQL hands out 64-bit integers as text. */
const integers: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: unknown) => (value === null ? null : integerFrom(value)),
};
