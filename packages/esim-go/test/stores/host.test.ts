import { setTimeout as sleep } from 'node:timers/promises';
import { EntitySchema, type DataSource, type DataSourceOptions } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { migrate, migrationsTable } from '../../src/stores/typeorm/migrations/migrate.js';
import { dataSourceOptions } from '../../src/stores/typeorm/place.js';
import { connected, sharedPlaces, storeOn, type SharedPlace } from './places.js';
import { saleOf } from './records.js';

const thing = new EntitySchema<{ id: number }>({
  name: 'thing',
  columns: { id: { type: 'integer', primary: true } },
});

/** As careless with what it has as a host may be. */
const hostOn = async (place: SharedPlace): Promise<DataSource> => {
  const options = { ...place, entities: [thing], synchronize: true, entityPrefix: 'host_', cache: true };
  const host = await connected(options);
  await host.query('CREATE TABLE holdall_entry (id integer)');
  return host;
};

const tablesOf = async (host: DataSource): Promise<readonly string[]> => {
  const rows = await host.query<{ name: string }[]>(
    host.options.type === 'postgres'
      ? `select tablename as name from pg_tables where schemaname = 'public'`
      : `select name from sqlite_schema where type = 'table' and name not like 'sqlite~_%' escape '~'`,
  );
  return rows.map(({ name }) => name).toSorted();
};

describe.each(sharedPlaces)("a store on the host's own DataSource: %s", (_name, fresh) => {
  it('adds tables of its own, and leaves everything else as it is', async () => {
    const host = await hostOn(await fresh());
    const before = await tablesOf(host);
    const store = await storeOn({ dataSource: host });
    await store.commit({ sales: [saleOf('s')] });
    const ours = ['lease', 'message', 'migration', 'operation', 'sale'].map((name) => `holdall_esim_${name}`);
    expect(await tablesOf(host)).toEqual([...before, ...ours].toSorted());
    expect(await host.query('select id, stage from holdall_esim_sale')).toEqual([{ id: 's', stage: 'granting' }]);
    await store.close();
    expect(host.isInitialized).toBe(true);
    expect(await host.getRepository(thing).count()).toBe(0);
  });

  it('has transactions of its own: what the host rolls back meanwhile takes nothing along', async () => {
    const host = await hostOn(await fresh());
    const store = await storeOn({ dataSource: host });
    const runner = host.createQueryRunner();
    await runner.startTransaction();
    await runner.manager.getRepository(thing).insert({ id: 1 });
    // On SQLite it waits until the host, which has the lock, is done.
    const committed = store.commit({ sales: [saleOf('s')] });
    await sleep(20);
    await runner.rollbackTransaction();
    await runner.release();
    await committed;
    expect(await store.sale('s')).toMatchObject({ revision: 1 });
    expect(await host.getRepository(thing).count()).toBe(0);
  });
});

describe.each(sharedPlaces)('the tables: %s', (_name, fresh) => {
  /** As the store's own connection, for what only TypeORM can tell. */
  const migrated = async (): Promise<DataSource> => {
    const dataSource = await connected(dataSourceOptions(await fresh()) as DataSourceOptions & SharedPlace);
    const runner = dataSource.createQueryRunner();
    await migrate(dataSource, runner);
    await runner.release();
    return dataSource;
  };
  const drift = async (dataSource: DataSource): Promise<readonly string[]> =>
    (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);

  it('are, after migrating, what the entity schemas say', async () => {
    const dataSource = await migrated();
    expect(await drift(dataSource)).toEqual([]);
    expect(await dataSource.query(`select name from ${migrationsTable}`)).toEqual([{ name: 'Initial0000000000001' }]);
    for (const change of [
      'alter table holdall_esim_sale add column more text',
      'drop index holdall_esim_operation_state',
    ]) {
      await dataSource.query(change);
      expect(await drift(dataSource)).not.toEqual([]);
    }
  });
});

describe.each(sharedPlaces.slice(0, -1))('a file: %s', (_name, fresh) => {
  it('of its own has a write-ahead log', async () => {
    const place = await fresh();
    await storeOn(place);
    expect(await (await connected(place)).query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }]);
  });

  it("has none where it is the host's, who may want none", async () => {
    const host = await connected(await fresh());
    const store = await storeOn({ dataSource: host });
    await store.commit({ sales: [saleOf('s')] });
    expect(await host.query('PRAGMA journal_mode')).toEqual([{ journal_mode: 'delete' }]);
  });
});
