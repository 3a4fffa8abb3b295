import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { migrate } from '../src/migrations/migrate.js';
import { sqliteDataSource } from '../src/sqlite/data-source.js';
import type { SqliteType } from '../src/sqlite/drivers/index.js';
import { sqliteTypes } from './worlds.js';

const migratedOn = async (type: SqliteType): Promise<DataSource> => {
  const dataSource = await sqliteDataSource(type, ':memory:');
  await migrate(dataSource, dataSource.createQueryRunner());
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
    const dump = `-- What the migrations leave behind. Written by the tests: HOLDALL_WRITE_SCHEMA=1.\n\n${rows.map(({ sql }) => `${sql};\n`).join('\n')}`;
    const file = fileURLToPath(new URL('../schema/sqlite.sql', import.meta.url));
    if (process.env['HOLDALL_WRITE_SCHEMA'] === '1') writeFileSync(file, dump);
    expect(readFileSync(file, 'utf8')).toBe(dump);
  });
});
