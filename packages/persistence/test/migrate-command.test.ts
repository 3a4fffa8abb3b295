import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { run } from '../src/cli/migrate.js';
import { createStore, migrate, pendingMigrations, type StoreOptions } from '../src/index.js';
import { migrationNames } from '../src/migrations/migrate.js';
import { sqliteDialect } from '../src/sqlite/dialect.js';
import { engineOf, hostOn } from './host.js';
import { sharedPlaces, sqliteTypes, temporaryFile } from './worlds.js';

const all = migrationNames(sqliteDialect);

const program = async (...args: readonly string[]) => {
  const [printed, complained]: [string[], string[]] = [[], []];
  const code = await run(
    args,
    (line) => printed.push(line),
    (line) => complained.push(line),
  );
  return { code, printed, complained: complained.join('\n') };
};

/** A place as the program's arguments. */
const argsOf = (place: StoreOptions): readonly string[] => {
  const { type, database, url } = place as { type: string; database?: string; url?: string };
  return url === undefined ? ['--type', type, '--database', database!] : ['--url', url];
};

describe.each(sharedPlaces)('migrating %s', (_name, place) => {
  it('runs what is pending once, and says what it did', async () => {
    const options = await place();
    expect(await pendingMigrations(options)).toEqual(all);
    expect(await migrate(options)).toEqual(all);
    expect(await migrate(options)).toEqual([]);
    expect(await pendingMigrations(options)).toEqual([]);
    expect(await pendingMigrations({ ...options, tablePrefix: 'other_' })).toEqual(all);
  });

  it('by several at the same moment runs each migration once', async () => {
    const options = await place();
    const done = await Promise.all([migrate(options), migrate(options), migrate(options)]);
    expect(done.flat()).toEqual(all);
  });

  it("works on the host's DataSource", async () => {
    const dataSource = await hostOn(await place());
    expect(await migrate({ dataSource, tablePrefix: 'shop_' })).toEqual(all);
    await engineOf({ dataSource, tablePrefix: 'shop_', migrations: 'check' });
    expect(dataSource.isInitialized).toBe(true);
  });

  it('is not done by a store that only checks, which opens when it has been done', async () => {
    const options = await place();
    const checking = { ...options, migrations: 'check', tries: 1 } as StoreOptions;
    for (let time = 0; time < 2; time += 1) {
      const opening = createStore(checking).open();
      await expect(opening).rejects.toMatchObject({
        code: 'migrations_pending',
        transient: false,
        details: { migrations: all },
      });
      await expect(opening).rejects.toThrow('holdall-migrate');
    }
    expect(await pendingMigrations(options)).toEqual(all);
    await migrate(options);
    const other = createStore({ ...checking, tablePrefix: 'other_' });
    await expect(other.open()).rejects.toMatchObject({ code: 'migrations_pending' });
    expect(await pendingMigrations({ ...options, tablePrefix: 'other_' })).toEqual(all);
    const engine = await engineOf(checking);
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
  });

  it('is refused on a database of a newer schema, also where it would only be looked at', async () => {
    const options = await place();
    await migrate(options);
    const dataSource = await hostOn(options);
    await dataSource.query(`insert into holdall_migration (timestamp, name) values (9999, 'Later0000000009999')`);
    for (const work of [migrate, pendingMigrations]) {
      await expect(work(options)).rejects.toMatchObject({ code: 'database_too_new' });
    }
    expect(await program(...argsOf(options))).toMatchObject({ code: 1, printed: [] });
  });

  it('as a program says what it did, and what there is to do', async () => {
    const args = argsOf(await place());
    const pending = all.map((name) => `to run: ${name}`);
    expect(await program(...args, '--status')).toEqual({
      code: 3,
      printed: [...pending, 'The schema is not up to date.'],
      complained: '',
    });
    expect(await program(...args, '--dry-run', '--table-prefix', 'shop_')).toMatchObject({ code: 3 });
    const done = all.map((name) => `ran ${name}`);
    expect(await program(...args)).toEqual({
      code: 0,
      printed: [...done, 'The schema is up to date.'],
      complained: '',
    });
    for (const more of [[], ['--status']]) {
      expect(await program(...args, ...more)).toEqual({
        code: 0,
        printed: ['The schema is up to date.'],
        complained: '',
      });
    }
    expect(await program(...args, '--status', '--table-prefix', 'shop_')).toMatchObject({ code: 3 });
  });
});

describe('the program', () => {
  it('explains itself', async () => {
    const { code, printed } = await program('--help');
    expect([code, printed.join('')]).toEqual([0, expect.stringContaining('--table-prefix')]);
  });

  it.each([
    [['--nonsense'], "'--nonsense'"],
    [['one', 'two'], "'one'"],
    [[], 'type must be one of'],
    [['--type', 'oracle', '--database', 'x'], 'type must be one of'],
    [['--type', 'better-sqlite3'], 'database must be'],
    [['--type', 'better-sqlite3', '--database', 'x', '--schema', 'y'], 'schema is for PostgreSQL'],
    [['--type', 'better-sqlite3', '--database', 'x', '--table-prefix', 'Y'], 'tablePrefix must be'],
  ])('refuses arguments that make no sense: %j', async (args, sentence) => {
    const { code, printed, complained } = await program(...args);
    expect([code, printed]).toEqual([2, []]);
    expect(complained).toContain(sentence);
  });

  it('fails with a sentence where there is no database', async () => {
    const { code, complained } = await program('--type', 'better-sqlite3', '--database', '/nowhere/at/all.db');
    expect([code, complained]).toEqual([1, expect.stringContaining('does not exist')]);
  });

  it.each(sqliteTypes)('makes no file of %s when it only looks', async (type) => {
    const database = temporaryFile();
    expect(await program('--type', type, '--database', database, '--status')).toMatchObject({ code: 3 });
    expect(existsSync(database)).toBe(false);
    await expect(createStore({ type, database, migrations: 'check' }).open()).rejects.toMatchObject({
      code: 'migrations_pending',
    });
    expect(existsSync(database)).toBe(false);
  });
});
