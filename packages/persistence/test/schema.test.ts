import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { indexedColumns } from '../src/schema/entry.js';
import { migrate } from '../src/migrations/migrate.js';
import { postgresDataSource } from '../src/postgres/data-source.js';
import { sqliteDataSource } from '../src/sqlite/data-source.js';
import type { SqliteType } from '../src/sqlite/drivers/index.js';
import { sqliteTypes, temporaryDatabase } from './worlds.js';

const migratedOn = async (type: SqliteType): Promise<DataSource> => {
  const dataSource = await sqliteDataSource(type, ':memory:');
  await migrate(dataSource, dataSource.createQueryRunner());
  return dataSource;
};

const postgres = async (): Promise<DataSource> => {
  const place = await temporaryDatabase();
  const dataSource = await postgresDataSource(place);
  onTestFinished(() => dataSource.destroy());
  const runner = dataSource.createQueryRunner();
  await migrate(dataSource, runner);
  await runner.release();
  return dataSource;
};

const drift = async (dataSource: DataSource): Promise<readonly string[]> =>
  (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

describe.each(sqliteTypes)('the schema on %s', (type) => {
  const migrated = () => migratedOn(type);

  it('is, after migrating, what the entity schemas say', async () => {
    const dataSource = await migrated();
    expect(await drift(dataSource)).toEqual([]);
    await dataSource.destroy();
  });

  it.each([
    'alter table holdall_entry drop column sku',
    'alter table holdall_reply add column more text',
    'drop index holdall_entry_due',
    'drop table holdall_counter',
  ])('would be seen to drift: %s', async (statement) => {
    const dataSource = await migrated();
    await dataSource.query(statement);
    expect(await drift(dataSource)).not.toEqual([]);
    await dataSource.destroy();
  });

  // What TypeORM does not compare (conditions of indexes, checks) is compared here, by a human who reads the difference.
  it('is the one in schema/sqlite.sql; HOLDALL_WRITE_SCHEMA=1 writes it anew', async () => {
    const dataSource = await migrated();
    const rows = await dataSource.query<{ sql: string }[]>(
      `select sql from sqlite_schema where sql is not null and name not like 'sqlite~_%' escape '~' order by tbl_name, type desc, name`,
    );
    await dataSource.destroy();
    expectDump(
      'sqlite.sql',
      rows.map(({ sql }) => `${sql};\n`),
    );
  });
});

describe('the schema on PostgreSQL', () => {
  it('is, after migrating, what the entity schemas say', async () => {
    expect(await drift(await postgres())).toEqual([]);
  });

  it.each([
    'alter table holdall_entry drop column sku',
    'alter table holdall_entry alter column id type integer',
    'alter table holdall_reply add column more text',
    'drop index holdall_entry_due',
    'drop table holdall_counter',
    'alter table holdall_entry drop constraint holdall_entry_numbers',
  ])('would be seen to drift: %s', async (statement) => {
    const dataSource = await postgres();
    await dataSource.query(statement);
    expect(await drift(dataSource)).not.toEqual([]);
  });

  it('is the one in schema/postgres.sql; HOLDALL_WRITE_SCHEMA=1 writes it anew', async () => {
    expectDump('postgres.sql', await tablesOf(await postgres()));
  });
});

/** Much shorter than what `pg_dump` says, and without what it says of owners and of the server's version. */
const tablesOf = async (dataSource: DataSource): Promise<readonly string[]> => {
  const columns = await dataSource.query<{ name: string; line: string }[]>(
    `select c.relname as name, a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when l.collname <> 'default' then ' COLLATE "' || l.collname || '"' else '' end
        || case when a.attnotnull then ' NOT NULL' else '' end as line
      from pg_class c join pg_attribute a on a.attrelid = c.oid left join pg_collation l on l.oid = a.attcollation
      where c.relkind = 'r' and c.relname like 'holdall%' and a.attnum > 0 and not a.attisdropped
      order by c.relname, a.attnum`,
  );
  const constraints = await dataSource.query<{ name: string; line: string }[]>(
    `select c.relname as name, 'CONSTRAINT ' || k.conname || ' ' || pg_get_constraintdef(k.oid) as line
      from pg_constraint k join pg_class c on c.oid = k.conrelid
      where c.relname like 'holdall%' and k.contype <> 'n' order by c.relname, k.contype, k.conname`,
  );
  const indexes = await dataSource.query<{ name: string; line: string }[]>(
    `select tablename as name, replace(indexdef, 'public.', '') as line from pg_indexes
      where tablename like 'holdall%' and indexname not in (select conname from pg_constraint) order by tablename, indexname`,
  );
  const of = (table: string, rows: readonly { name: string; line: string }[]) =>
    rows.filter(({ name }) => name === table).map(({ line }) => line);
  return [...new Set(columns.map(({ name }) => name))].flatMap((table) => [
    `CREATE TABLE ${table} (\n  ${[...of(table, columns), ...of(table, constraints)].join(',\n  ')}\n);\n`,
    ...of(table, indexes).map((line) => `${line};\n`),
  ]);
};

const expectDump = (name: string, statements: readonly string[]): void => {
  const dump = `-- What the migrations leave behind. Written by the tests: HOLDALL_WRITE_SCHEMA=1.\n\n${statements.join('\n')}`;
  const file = fileURLToPath(new URL(`../schema/${name}`, import.meta.url));
  if (process.env['HOLDALL_WRITE_SCHEMA'] === '1') writeFileSync(file, dump);
  expect(readFileSync(file, 'utf8')).toBe(dump);
};

it('has indices that look at what changes of an entry in two columns, as `saveUpdatedEntries` takes it', () => {
  expect(indexedColumns).toEqual(['status', 'expires']);
});
