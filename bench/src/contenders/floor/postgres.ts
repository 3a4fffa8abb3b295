import pg from 'pg';
import type { Column, Row, Session, Statement } from './session.js';

const bigint = 20;

/** Integers as numbers; JSON, which nobody here looks into, as text. */
const types = {
  getTypeParser: (oid: number) => (value: string) => (oid === bigint ? Number(value) : value),
};

export const postgresSession = async (url: string): Promise<Session> => {
  const client = new pg.Client({ connectionString: url, types, options: '-c synchronous_commit=on' });
  await client.connect();
  const names = new Map<string, string>();
  const prepare = (text: string): Statement => {
    const name = names.get(text) ?? `s${names.size}`;
    names.set(text, name);
    return async (parameters) => (await client.query<Row>({ name, text, values: [...parameters] })).rows;
  };
  return {
    prepare,
    placeholder: (position) => `$${position}`,
    given: (columns) => {
      const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(', ');
      const list = columns.map(({ name }) => name).join(', ');
      return {
        text: `unnest(${arrays}) as n (${list})`,
        parameters: (rows) => columns.map(({ name }) => rows.map((row) => row[name] ?? null)),
      };
    },
    columnsOf: async (table) =>
      (await prepare(
        `select column_name as name, data_type as type from information_schema.columns
          where table_schema = 'public' and table_name = '${table}' order by ordinal_position`,
      )([])) as unknown as readonly Column[],
    begin: 'begin isolation level read committed',
    locksRows: true,
    inProcess: false,
    through: () => '',
    close: () => client.end(),
  };
};
