import { integer, type Column, type Table } from '../schema/table.js';
import type { PlainRow } from './dialect.js';
import type { Session, StoredRow } from './session.js';
import { joined, raw, sql, type Sql } from './sql.js';

/** None of these sends anything for no rows. */
export const insertRows = async <Row extends PlainRow>(
  session: Session,
  table: Table<Row>,
  rows: readonly Row[],
): Promise<void> => {
  const columns = Object.keys(table.columns);
  await forRows(session, columns, rows, {
    one: (row) => sql`insert into ${raw(table.name)} (${list(columns)}) values (${values(row, columns)})`,
    many: () => insertion(session, table, rows),
  });
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
  await forRows(session, [...changed, ...table.key], rows, updates(session, table, changed, rows));
};

/**
 * The same for rows that are still at the revision that was read, `was`. Answers how many that were: none of the others
 * is changed.
 */
export const updateRevised = async <Row extends PlainRow & { readonly revision: number }>(
  session: Session,
  table: Table<Row>,
  changed: readonly (keyof Row & string)[],
  rows: readonly (Row & { readonly was: number })[],
): Promise<number> => {
  const { one, many } = updates(session, table, changed, rows, { was: integer });
  const revised = raw(`returning ${table.name}.revision as revision`);
  const saved = await forRows(session, [...changed, ...table.key, 'was'], rows, {
    one: (row) => sql`${one(row)} and revision = ${row.was} ${revised}`,
    many: () => sql`${many()} and ${raw(table.name)}.revision = n.was ${revised}`,
  });
  return saved.length;
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

/** A statement for one row, and one for all of them, which carries them as a table. */
interface ForRows<Row> {
  /** With the values of the row as its parameters, in the order of the columns. */
  one(row: Row): Sql;
  many(): Sql;
}

const forRows = async <Row extends PlainRow>(
  session: Session,
  columns: readonly string[],
  rows: readonly Row[],
  { one, many }: ForRows<Row>,
): Promise<readonly StoredRow[]> => {
  const [first] = rows;
  if (first === undefined) return [];
  if (rows.length === 1) return session.query(one(first));
  if (session.queryEach === undefined) return session.query(many());
  return session.queryEach(
    one(first),
    rows.map((row) => columns.map((column) => row[column]!)),
  );
};

const updates = <Row extends PlainRow>(
  { dialect }: Session,
  { name, columns, key }: Table<Row>,
  changed: readonly (keyof Row & string)[],
  rows: readonly Row[],
  more: Readonly<Record<string, Column>> = {},
): ForRows<Row> => ({
  one: (row) => {
    const set = joined(equal(row, changed), ', ');
    return sql`update ${raw(name)} set ${set} where ${joined(equal(row, key), ' and ')}`;
  },
  many: () => {
    const given = Object.fromEntries([...key, ...changed].map((column) => [column, columns[column]]));
    const changes = raw(changed.map((column) => `${column} = n.${column}`).join(', '));
    const same = raw(key.map((column) => `${name}.${column} = n.${column}`).join(' and '));
    return sql`update ${raw(name)} set ${changes} from ${dialect.given('n', { ...given, ...more }, rows)} where ${same}`;
  },
});

const equal = <Row extends PlainRow>(row: Row, columns: readonly (keyof Row & string)[]): readonly Sql[] =>
  columns.map((column) => sql`${raw(column)} = ${row[column]!}`);

const values = <Row extends PlainRow>(row: Row, columns: readonly string[]): Sql =>
  joined(
    columns.map((column) => sql`${row[column]!}`),
    ', ',
  );

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
