import { DataSource } from 'typeorm';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore } from '../src/index.js';
import { migrate } from '../src/migrations/migrate.js';
import { postgresDataSource } from '../src/postgres/data-source.js';
import { postgresDialect } from '../src/postgres/dialect.js';
import { longestPrefix } from '../src/sql/names.js';
import { sqliteDataSource } from '../src/sqlite/data-source.js';
import { sqliteDialect } from '../src/sqlite/dialect.js';
import { committed, engineOf, held, hostOn, openShop } from './host.js';
import { sharedPlaces } from './worlds.js';

/** Every name in a database: of tables, indices and, on PostgreSQL, constraints. */
const namesIn = async (dataSource: DataSource): Promise<readonly string[]> => {
  const rows = await dataSource.query<{ name: string }[]>(
    dataSource.options.type === 'postgres'
      ? `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname not like 'pg_%' and n.nspname <> 'information_schema' and c.relkind in ('r', 'i', 'S')
        union all select k.conname from pg_constraint k join pg_namespace n on n.oid = k.connamespace
          where n.nspname not like 'pg_%' and n.nspname <> 'information_schema' and k.contype <> 'n'`
      : `select name from sqlite_schema where name not like 'sqlite%'`,
  );
  return [...new Set(rows.map(({ name }) => name))].toSorted();
};

const longest = 'p'.repeat(longestPrefix);

describe.each(sharedPlaces)('tables with a prefix on %s', (_name, place) => {
  it('keep engines on one database apart', async () => {
    const shared = await place();
    const plain = await openShop(shared);
    const shops = [plain];
    for (const tablePrefix of ['shop_', 'a', 'holdall_two_']) shops.push(await openShop(shared, { tablePrefix }));
    await Promise.all(
      shops.map(async (shop, index) => {
        await shop.engine.grant({ user: 'ann', item: 'crown', key: 'one' });
        await expect(shop.engine.grant({ user: 'ann', item: 'crown' })).rejects.toMatchObject({ code: 'denied' });
        await shop.engine.grant({ user: `only ${index}`, item: 'potion' });
        await shop.engine.use({ user: `only ${index}`, item: 'potion' });
      }),
    );
    for (const [index, shop] of shops.entries()) {
      await committed(shop, (inside) => inside.grant({ user: 'bob', item: 'key' }));
      expect(await held(shop.engine)).toEqual(['ann Crown', 'bob Key', `only ${index} Potion`]);
      expect((await shop.engine.log({ user: `only ${index}` })).content.map(({ id }) => id)).toEqual([3, 2]);
      expect(await shop.engine.audit()).toMatchObject({ entries: 3, unbalanced: [] });
    }
  });

  it('have it on every name, and nothing has another', async () => {
    const shared = await place();
    await engineOf({ ...shared, tablePrefix: 'shop_' });
    const dataSource = await new DataSource(shared as never).initialize();
    onTestFinished(() => dataSource.destroy());
    const prefixed = await namesIn(dataSource);
    // TypeORM names the key of its own table of migrations by a hash of the table's name.
    expect(prefixed.filter((name) => !name.startsWith('shop_') && !name.startsWith('PK_'))).toEqual([]);
    await engineOf(shared);
    const plain = (await namesIn(dataSource)).filter((name) => name.startsWith('holdall_'));
    expect(plain.map((name) => name.replace('holdall_', 'shop_'))).toEqual(
      prefixed.filter((name) => name.startsWith('shop_')),
    );
  });

  it('of the longest kind have names that are not cut', async () => {
    const shared = await place();
    await engineOf({ ...shared, tablePrefix: longest });
    await engineOf(shared);
    const dataSource = await new DataSource(shared as never).initialize();
    onTestFinished(() => dataSource.destroy());
    const names = await namesIn(dataSource);
    const plain = names.filter((name) => name.startsWith('holdall_'));
    const prefixed = names.filter((name) => name.startsWith(longest));
    expect(plain.length).toBeGreaterThan(20);
    expect(prefixed).toEqual(plain.map((name) => name.replace('holdall_', longest)));
  });

  it('do not drift from the entity schemas', async () => {
    const shared = await place();
    const prefix = 'shop_';
    const dataSource =
      shared.type === 'postgres'
        ? await postgresDataSource({ ...shared, schema: 'things' }, { ...postgresDialect, prefix })
        : await sqliteDataSource(shared.type, shared.database, { ...sqliteDialect, prefix });
    onTestFinished(() => dataSource.destroy());
    const runner = dataSource.createQueryRunner();
    await runner.query(shared.type === 'postgres' ? 'create schema things' : 'select 1');
    await migrate(dataSource, runner);
    await runner.release();
    const drift = async () => (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
    expect(await drift()).toEqual([]);
    await dataSource.query(`drop index ${shared.type === 'postgres' ? 'things.' : ''}shop_entry_due`);
    expect(await drift()).not.toEqual([]);
  });

  it.each(['shop_', 'holdall_two_'])(
    'are told by their names where a row is not understood: %s',
    async (tablePrefix) => {
      const shop = await openShop(await place(), { tablePrefix });
      await shop.engine.grant({ user: 'holdall_ann', item: 'key' });
      await shop.dataSource.query(`update ${tablePrefix}entry set data = '7'`);
      const table = `${tablePrefix}entry`;
      const error = { code: 'storage_failed', details: { table, column: 'data' } };
      const told = `${table}.data of the row ["holdall_ann",`;
      const reading = [
        () => shop.engine.entries(),
        () => shop.engine.use({ user: 'holdall_ann', item: 'key' }),
        () => shop.engine.balance({ user: 'holdall_ann', item: 'key' }),
        () => committed(shop, (inside) => inside.use({ user: 'holdall_ann', item: 'key' })),
        async () => {
          for await (const line of shop.engine.export()) void line;
        },
      ];
      for (const read of reading) {
        const message = expect.stringContaining(told) as unknown;
        await expect(read()).rejects.toMatchObject({ ...error, message });
      }
    },
  );

  it('refuse to take over a table of the host', async () => {
    const shared = await place();
    const dataSource = await hostOn(shared);
    await dataSource.query('create table shop_user (id integer primary key)');
    const store = createStore({ dataSource, tablePrefix: 'shop_', tries: 1 });
    const opening = store.open();
    await expect(opening).rejects.toMatchObject({ code: 'database_not_usable', details: { table: 'shop_user' } });
    expect(await namesIn(dataSource)).toEqual(expect.not.arrayContaining(['shop_entry', 'shop_migration']));
  });
});
