import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { optionsFromHost } from '../src/host/options.js';
import { databaseFrom } from '../src/create-store.js';
import { createStore, type HostOptions } from '../src/index.js';
import { PostgresDatabase } from '../src/postgres/database.js';
import type { PostgresOptions } from '../src/index.js';
import { raw, sql } from '../src/sql/sql.js';
import { committed, engineOf, held, hostOn, openShop, order, orders } from './host.js';
import { sharedPlaces, sqliteTypes, temporaryDatabase, temporaryFile, temporaryFolder } from './worlds.js';

/** A driver, as a host would hand it to TypeORM. */
const load = createRequire(import.meta.url) as (name: string) => unknown;

/** All tables of a database, its own ones left out. */
const tablesOf = async (dataSource: DataSource): Promise<readonly string[]> => {
  const rows = await dataSource.query<{ name: string }[]>(
    dataSource.options.type === 'postgres'
      ? `select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`
      : `select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`,
  );
  return rows.map(({ name }) => name).toSorted();
};

describe.each(sharedPlaces)("an engine on the host's DataSource, %s", (_name, place) => {
  it('has connections of its own, and leaves what is not its own alone', async () => {
    const dataSource = await hostOn(await place());
    await order(dataSource.manager, 1);
    const engine = await engineOf({ dataSource });
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
    await Promise.all(Array.from({ length: 20 }, (_, n) => engine.grant({ user: `u${n % 3}`, item: 'key' })));
    await order(dataSource.manager, 2);
    expect(await held(engine)).toHaveLength(20);
    expect(await orders(dataSource)).toEqual([1, 2]);
    const others = (await tablesOf(dataSource)).filter((name) => !name.includes('holdall_'));
    expect(others).toEqual([expect.stringContaining('shop_order')]);
    expect(dataSource.subscribers).toEqual([]);
    await engine.close();
    expect(await orders(dataSource)).toEqual([1, 2]);
  });

  it('can be made before the host has initialized it, and outlive it', async () => {
    const dataSource = new DataSource((await place()) as object as DataSourceOptions);
    const engine = await engineOf({ dataSource });
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
    await dataSource.initialize();
    await dataSource.destroy();
    await engine.grant({ user: 'ann', item: 'key' });
    expect(await held(engine)).toEqual(['ann Key']);
  });

  it('is no other than one that opens the database by itself', async () => {
    const shared = await place();
    const { engine } = await openShop(shared);
    await engine.grant({ user: 'ann', item: 'key' });
    expect(await held(await engineOf(shared))).toEqual(['ann Key']);
  });
});

describe.each(sqliteTypes)('the DataSource of a host on %s', (type) => {
  it.each([
    [{ database: ':memory:' }, 'dataSource'],
    [{ database: '' }, 'dataSource'],
    [{ database: 'file::memory:?cache=shared' }, 'dataSource'],
    [{ database: 'file:/tmp/holdall.db' }, 'dataSource'],
  ])('is refused where there is no second connection to it: %j', (options, path) => {
    const dataSource = new DataSource({ type, ...options });
    const creating = () => createStore({ dataSource });
    const faults = [expect.objectContaining({ path })];
    expect(creating).toThrow(expect.objectContaining({ code: 'invalid_input', details: { faults } }) as Error);
  });

  it('hands on what opens the file', () => {
    const prepareDatabase = () => undefined;
    const driver = type === 'better-sqlite3' ? { driver: load('better-sqlite3'), prepareDatabase } : { flags: 6 };
    const options = { database: 'a.db', key: 'secret', ...driver, enableWAL: true, entities: [], synchronize: false };
    const dataSource = { options: { type, ...options } } as unknown as DataSource;
    expect(optionsFromHost({ dataSource, busyTimeout: 7, tablePrefix: 'x_' })).toEqual({
      type,
      database: 'a.db',
      driverOptions: { key: 'secret', ...driver },
      busyTimeout: 7,
      tablePrefix: 'x_',
    });
  });
});

describe('the DataSource of a host on better-sqlite3', () => {
  it('has its file opened as the host opens it', async () => {
    const prepared: string[] = [];
    const prepareDatabase = (database: { name: string }) => void prepared.push(database.name);
    const file = temporaryFile();
    const dataSource = await hostOn({ type: 'better-sqlite3', database: file }, { prepareDatabase });
    await engineOf({ dataSource });
    expect(prepared).toEqual([file, file, file]);
    const missing = join(temporaryFolder(), 'missing.db');
    const strict = new DataSource({ type: 'better-sqlite3', database: missing, fileMustExist: true });
    await expect(createStore({ dataSource: strict, tries: 1 }).open()).rejects.toMatchObject({
      code: 'database_not_usable',
    });
    expect(existsSync(missing)).toBe(false);
  });

  it('is refused when it is read-only', () => {
    const dataSource = new DataSource({ type: 'better-sqlite3', database: 'a.db', readonly: true });
    expect(() => createStore({ dataSource })).toThrow('read-only');
  });
});

describe('the DataSource of a host on PostgreSQL', () => {
  const settingsOf = async (options: PostgresOptions): Promise<Record<string, unknown>> => {
    const database = new PostgresDatabase(options);
    await database.open();
    onTestFinished(() => database.close());
    const names = [
      'synchronous_commit',
      'lock_timeout',
      'search_path',
      'statement_timeout',
      'application_name',
      'geqo',
    ];
    return database.read(async (session) => {
      const texts = names.map((name) => `current_setting('${name}') as ${name}`);
      return (await session.query(raw(`select ${texts.join(', ')}`)))[0]!;
    });
  };

  it('hands on where the database is and how to get there; what the engine needs for itself stays its own', async () => {
    const { url } = await temporaryDatabase();
    const { hostname, port, username, password, pathname } = new URL(url);
    const place = { host: hostname, port: Number(port), username, password, database: pathname.slice(1) };
    const common = { type: 'postgres', schema: 'things', poolSize: 1, applicationName: 'shop' } as const;
    const extra = {
      max: 1,
      statement_timeout: 9876,
      options: '-c geqo=off -c synchronous_commit=off -c lock_timeout=1',
    };
    const expected = {
      synchronous_commit: 'on',
      lock_timeout: '4321ms',
      search_path: 'things',
      statement_timeout: '9876ms',
      application_name: 'shop',
      geqo: 'off',
    };
    const nowhere = { host: '127.0.0.1', port: 1 };
    const hosts = [
      { ...common, extra, url },
      { ...common, extra, ...place },
      { ...common, extra, ...place, driver: load('pg') },
      { ...common, extra, ...nowhere, replication: { master: place, slaves: [nowhere] } },
      { ...common, extra: { ...extra, options: '' }, url: `${url}?options=${encodeURIComponent(extra.options)}` },
    ];
    for (const options of hosts) {
      const dataSource = new DataSource(options);
      const derived = optionsFromHost({ dataSource, lockTimeout: 4321 }) as PostgresOptions;
      expect(await settingsOf(derived)).toEqual(expected);
    }
  });

  it.each([
    [{}, true],
    [{ preparedStatements: false }, false],
  ])('keeps plans on its connections unless it is told not to: %j', async (options, keeps) => {
    const dataSource = await hostOn(await temporaryDatabase());
    const database = databaseFrom({ dataSource, ...options });
    await database.open();
    onTestFinished(() => database.close());
    const named = await database.read(async (session) => {
      await session.query(sql`select ${1}::bigint as answer`);
      return session.query(raw('select statement from pg_prepared_statements'));
    });
    expect(named.map(({ statement }) => statement).includes('select $1::bigint as answer')).toBe(keeps);
    expect(named.length > 0).toBe(keeps);
  });

  it('needs no plans that are kept', async () => {
    const shop = await openShop(await temporaryDatabase(), { preparedStatements: false });
    for (const user of ['ann', 'bob']) {
      await shop.engine.grant({ user, item: 'potion' });
      await shop.engine.use({ user, item: 'potion', quantity: 2 });
    }
    await committed(shop, (inside) => inside.use({ user: 'ann', item: 'potion' }));
    expect(await shop.engine.balance({ user: 'bob', item: 'potion' })).toMatchObject({ remaining: 1 });
    expect(await held(shop.engine)).toEqual(['bob Potion']);
    expect(await shop.engine.audit()).toMatchObject({ entries: 2, unbalanced: [] });
  });

  it('keeps its pool to itself, however small it is', async () => {
    const { url } = await temporaryDatabase();
    const dataSource = await new DataSource({ type: 'postgres', url, extra: { max: 1 } }).initialize();
    onTestFinished(() => dataSource.destroy());
    await dataSource.query('create table shop_order (id integer primary key, text varchar(100))');
    const engine = await engineOf({ dataSource });
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
    await dataSource.transaction(async (manager) => {
      await order(manager, 1);
      await engine.grant({ user: 'bob', item: 'key' });
      await engine.within(manager).grant({ user: 'ann', item: 'key' });
    });
    expect(await held(engine)).toEqual(['ann Key', 'bob Key']);
  });
});

describe('options of a host', () => {
  const dataSource = { options: { type: 'better-sqlite3', database: 'a.db' } } as unknown as DataSource;

  it.each<[unknown, string]>([
    [{ dataSource: undefined }, 'dataSource'],
    [{ dataSource: {} }, 'dataSource'],
    [{ dataSource: { options: { type: 'mysql' } } }, 'dataSource'],
    [{ dataSource, schema: 'things' }, 'schema'],
    [{ dataSource, busyTimeout: -1 }, 'busyTimeout'],
    [{ dataSource, tries: 0 }, 'tries'],
    [{ dataSource, migrations: 'never' }, 'migrations'],
    [{ dataSource, tablePrefix: '' }, 'tablePrefix'],
    [{ dataSource, tablePrefix: 'Shop_' }, 'tablePrefix'],
    [{ dataSource, tablePrefix: '1_' }, 'tablePrefix'],
    [{ dataSource, tablePrefix: 'a-b' }, 'tablePrefix'],
    [{ dataSource, tablePrefix: 'a"; drop table x' }, 'tablePrefix'],
    [{ dataSource, tablePrefix: 'x'.repeat(31) }, 'tablePrefix'],
    [{ dataSource, tablePrefix: 'sqlite_' }, 'tablePrefix'],
    [{ dataSource, tablePrefix: 'pg_shop_' }, 'tablePrefix'],
    [{ dataSource, tablePrefix: 'current_' }, 'tablePrefix'],
    [{ dataSource: { options: { type: 'postgres', schema: 'Shop' } } }, 'schema'],
    [{ dataSource: { options: { type: 'postgres' } }, poolSize: 1 }, 'poolSize'],
  ])('that make no sense are refused: %j', (options, path) => {
    expect(() => createStore(options as HostOptions)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { faults: [expect.objectContaining({ path })] },
      }) as Error,
    );
  });

  it.each(['x', 'x'.repeat(30), 'shop2_', 'holdall_', 'current_x_'])('take the prefix %s', (tablePrefix) => {
    expect(() => createStore({ dataSource, tablePrefix })).not.toThrow();
  });
});
