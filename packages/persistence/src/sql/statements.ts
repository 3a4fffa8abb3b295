import type { Table } from '../schema/table.js';
import type { PlainRow } from './dialect.js';
import type { Session } from './session.js';
import { joined, raw, sql, type Sql } from './sql.js';

/** One statement each, however many rows; none at all for no rows. */
export const insertRows = async <Row extends PlainRow>(
  session: Session,
  table: Table<Row>,
  rows: readonly Row[],
): Promise<void> => {
  if (rows.length > 0) await session.query(insertion(session, table, rows));
};

/** Inserts, and where the key is there already, replaces. */
export const putRows = async <Row extends PlainRow>(
  session: Session,
  table: Table<Row>,
  rows: readonly Row[],
  replaced: readonly (keyof Row & string)[] = columnsBeside(table.key, table),
): Promise<void> => {
  if (rows.length === 0) return;
  const insert = insertion(session, table, oncePerKey(table, rows, replaced));
  const changes = replaced.map((column) => raw(`${column} = excluded.${column}`));
  // SQLite needs the `where`: without it, it would take `on` for the condition of a join.
  const statement = sql`${insert} where true on conflict (${list(table.key)}) do update set ${joined(changes, ', ')}`;
  await session.query(statement);
};

/** Sets these columns of the rows with the same key. */
export const updateRows = async <Row extends PlainRow>(
  session: Session,
  table: Table<Row>,
  changed: readonly (keyof Row & string)[],
  rows: readonly Row[],
): Promise<void> => {
  if (rows.length === 0) return;
  const columns = Object.fromEntries([...table.key, ...changed].map((name) => [name, table.columns[name]]));
  const changes = changed.map((column) => raw(`${column} = n.${column}`));
  await session.query(
    sql`update ${raw(table.name)} set ${joined(changes, ', ')} from ${session.dialect.given('n', columns, rows)} where ${sameKey(table)}`,
  );
};

export const deleteRows = async <Row extends PlainRow>(
  session: Session,
  table: Table<Row>,
  keys: readonly Partial<Row>[],
): Promise<void> => {
  if (keys.length === 0) return;
  const columns = Object.fromEntries(table.key.map((name) => [name, table.columns[name]]));
  const given = session.dialect.given('n', columns, keys as readonly PlainRow[]);
  await session.query(
    sql`delete from ${raw(table.name)} where (${list(table.key)}) in (select ${list(table.key)} from ${given})`,
  );
};

const insertion = <Row extends PlainRow>({ dialect }: Session, table: Table<Row>, rows: readonly Row[]): Sql => {
  const columns = Object.keys(table.columns);
  return sql`insert into ${raw(table.name)} (${list(columns)}) select ${list(columns)} from ${dialect.given('n', table.columns, rows)}`;
};

/** PostgreSQL puts a key only once in one statement. As if put one after another: the last one replaces. */
const oncePerKey = <Row extends PlainRow>(
  { key }: Table<Row>,
  rows: readonly Row[],
  replaced: readonly (keyof Row & string)[],
): readonly Row[] => {
  if (rows.length === 1) return rows;
  const byKey = new Map<string, Row>();
  for (const row of rows) {
    const name = JSON.stringify(key.map((column) => row[column]));
    const before = byKey.get(name);
    const changes = Object.fromEntries(replaced.map((column) => [column, row[column]]));
    byKey.set(name, before === undefined ? row : { ...before, ...changes });
  }
  return [...byKey.values()];
};

const columnsBeside = <Row>(names: readonly (keyof Row & string)[], table: Table<Row>) =>
  (Object.keys(table.columns) as (keyof Row & string)[]).filter((name) => !names.includes(name));

const list = (names: readonly string[]): Sql => raw(names.join(', '));

const sameKey = <Row>({ name, key }: Table<Row>): Sql =>
  raw(key.map((column) => `${name}.${column} = n.${column}`).join(' and '));
