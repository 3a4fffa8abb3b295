import type { Column, Row, Session, Statement } from './session.js';

/** One row by the plainest statement; many by one that is given all of them, or by the plainest again and again. */
interface ByWidth {
  one(row: Row): Promise<readonly Row[]>;
  many(rows: readonly Row[]): Promise<readonly Row[]>;
}
export type RowStatement = (rows: readonly Row[]) => Promise<readonly Row[]>;

const byWidth =
  ({ inProcess }: Session, { one, many }: ByWidth): RowStatement =>
  async (rows) => {
    if (rows.length === 1) return one(rows[0]!);
    if (!inProcess) return many(rows);
    const found: Row[] = [];
    for (const row of rows) found.push(...(await one(row)));
    return found;
  };

const bound =
  (statement: Statement, columns: readonly Column[]) =>
  (row: Row): Promise<readonly Row[]> =>
    statement(columns.map(({ name }) => row[name] ?? null));

/** Inserts whole rows: whatever columns the table has. */
export const insertion = async (session: Session, table: string): Promise<RowStatement> => {
  const columns = await session.columnsOf(table);
  const list = columns.map(({ name }) => name).join(', ');
  const places = columns.map((_, index) => session.placeholder(index + 1)).join(', ');
  const given = session.given(columns);
  const many = session.prepare(`insert into ${table} (${list}) select ${list} from ${given.text}`);
  return byWidth(session, {
    one: bound(session.prepare(`insert into ${table} (${list}) values (${places})`), columns),
    many: (rows) => many(given.parameters(rows)),
  });
};

/** Sets some columns of the rows with these keys. */
export const change = async (
  session: Session,
  table: string,
  changed: readonly string[],
  key: readonly string[],
): Promise<RowStatement> => {
  const all = await session.columnsOf(table);
  const columns = [...changed, ...key].map((wanted) => all.find(({ name }) => name === wanted)!);
  const place = (name: string) => `${name} = ${session.placeholder(columns.findIndex((it) => it.name === name) + 1)}`;
  const given = session.given(columns);
  const many = session.prepare(
    `update ${table} set ${changed.map((name) => `${name} = n.${name}`).join(', ')} from ${given.text}
      where ${key.map((name) => `${table}.${name} = n.${name}`).join(' and ')}`,
  );
  return byWidth(session, {
    one: bound(
      session.prepare(`update ${table} set ${changed.map(place).join(', ')} where ${key.map(place).join(' and ')}`),
      columns,
    ),
    many: (rows) => many(given.parameters(rows)),
  });
};

/** Reads rows by columns whose values are given; `n.` is the row that asks. */
export const lookup = async (
  session: Session,
  { table, by, one, many }: { table: string; by: readonly string[]; one: string; many: (given: string) => string },
): Promise<RowStatement> => {
  const all = await session.columnsOf(table);
  const columns = by.map((wanted) => all.find(({ name }) => name === wanted)!);
  const given = session.given(columns);
  const wide = session.prepare(many(given.text));
  return byWidth(session, {
    one: bound(session.prepare(one), columns),
    many: (rows) => wide(given.parameters(rows)),
  });
};
