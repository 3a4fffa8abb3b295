import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createStore, type StoreOptions } from '../src/index.js';
import { SqliteDatabase } from '../src/sqlite/database.js';
import { sqliteDrivers, type SqliteType } from '../src/sqlite/drivers/index.js';
import { raw, sql } from '../src/sql/sql.js';
import { engineOnFile } from './quick-start.js';
import {
  entryOf,
  everything,
  failureOf,
  openStore,
  sqliteTypes,
  temporaryFile,
  temporaryFolder,
  writing,
} from './worlds.js';

const openingOn = (type: SqliteType) => (database: string) =>
  failureOf(() => createStore({ type, database, busyTimeout: 50, tries: 1 }).open());

/** A store's own database, opened beside it, to look at or to tamper with. */
const tamper = async (database: string, statement: string) => {
  const other = new SqliteDatabase({ type: 'sqlite', database });
  await other.open();
  await other.write(async (transaction) => {
    await transaction.query(raw(statement));
    await transaction.commit();
  });
  await other.close();
};

describe.each(sqliteTypes)('opening with %s', (type) => {
  const opening = openingOn(type);
  const { packageName } = sqliteDrivers[type];

  it('works as the README shows it, and again on the same file', async () => {
    const file = temporaryFile();
    for (const total of [1, 2]) {
      const engine = await engineOnFile(file);
      await engine.createTemplate({ template: { name: 'Pass' } });
      expect((await engine.templates()).total).toBe(total);
      await engine.close();
    }
  });

  it('makes a new file, and finds in it later what was written', async () => {
    const file = temporaryFile();
    const first = createStore({ type, database: file });
    await first.open();
    await first.write(writing({ created: [entryOf('ann', 1)] }));
    await first.close();
    const again = await openStore({ type, database: file });
    expect(await again.entries(everything)).toEqual({ content: [entryOf('ann', 1)], total: 1 });
  });

  it('can be done again after closing', async () => {
    const store = createStore({ type, database: temporaryFile() });
    await store.open();
    await store.close();
    await store.open();
    expect(await store.entries(everything)).toEqual({ content: [], total: 0 });
    await store.close();
  });

  it('touches nothing before', () => {
    const file = temporaryFile();
    createStore({ type, database: file });
    expect(existsSync(file)).toBe(false);
  });

  it('by several at the same moment migrates once', async () => {
    const file = temporaryFile();
    // One less than libuv has threads: each that waits for the lock holds one, and who has the lock needs one, too.
    const stores = await Promise.all(Array.from({ length: 3 }, () => openStore({ type, database: file })));
    await stores[0]!.write(writing({ created: [entryOf('ann', 1)] }));
    for (const store of stores) expect((await store.entries(everything)).total).toBe(1);
  });

  it('refuses a database of a newer schema and leaves it as it was', async () => {
    const file = temporaryFile();
    await tamper(file, `insert into holdall_migration (timestamp, name) values (9999, 'Later0000000009999')`);
    const before = readFileSync(file);
    const error = await opening(file);
    expect(error).toMatchObject({ code: 'database_too_new', transient: false });
    expect(error.message).toContain('Later0000000009999');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(dirname(file))).toEqual(['holdall.db']);
  });

  it.each([
    ['text', 'This is a letter, and a long one. '.repeat(200)],
    ['one byte', 'x'],
    ['a few bytes', 'xyz'],
    ['half a page', 'x'.repeat(300)],
    ['a damaged head', `SQLite format 3\0${'\u0001'.repeat(4096)}`],
  ])('refuses a file that is no database (%s) and leaves it as it was', async (_name, content) => {
    const file = temporaryFile();
    writeFileSync(file, content);
    const error = await opening(file);
    expect(error).toMatchObject({ code: 'database_not_usable', transient: false });
    expect(error.message).toContain('not an SQLite database');
    expect(readFileSync(file, 'utf8')).toBe(content);
    expect(readdirSync(dirname(file))).toEqual(['holdall.db']);
  });

  it('refuses a path whose folder does not exist, and does not make it', async () => {
    const folder = temporaryFolder();
    const error = await opening(join(folder, 'missing', 'holdall.db'));
    expect(error).toMatchObject({ code: 'database_not_usable' });
    expect(error.message).toContain(`the folder ${join(folder, 'missing')} does not exist. Create it`);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('refuses a path through a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), 'text');
    const error = await opening(join(folder, 'file', 'holdall.db'));
    expect(error).toMatchObject({ code: 'database_not_usable' });
    expect(error.message).toContain('is no folder');
    const deeper = await opening(join(folder, 'file', 'deeper', 'holdall.db'));
    expect(deeper).toMatchObject({ code: 'database_not_usable' });
  });

  it('refuses a folder', async () => {
    const folder = join(temporaryFolder(), 'folder');
    mkdirSync(folder);
    const error = await opening(folder);
    expect(error).toMatchObject({ code: 'database_not_usable' });
    expect(error.message).toContain('it is a folder');
  });

  it.skipIf(process.platform !== 'linux')('refuses a place where no file can be made', async () => {
    expect(await opening('/proc/holdall.db')).toMatchObject({ code: 'database_not_usable' });
  });

  // Permissions do not stop root; a file that is immutable does, where the file system knows such a thing.
  const chattr = (flag: string, file: string) => execFileSync('chattr', [flag, file], { stdio: 'ignore' });
  const canFreeze = (): boolean => {
    const folder = mkdtempSync(join(tmpdir(), 'holdall-'));
    const file = join(folder, 'frozen');
    try {
      writeFileSync(file, '');
      chattr('+i', file);
      chattr('-i', file);
      return true;
    } catch {
      return false;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  it.skipIf(!canFreeze())('refuses a database that may only be read', async () => {
    const file = temporaryFile();
    const store = createStore({ type, database: file });
    await store.open();
    await store.close();
    chattr('+i', file);
    try {
      expect(await opening(file)).toMatchObject({ code: 'database_not_usable' });
    } finally {
      chattr('-i', file);
    }
  });

  it('says what to install when the driver is missing', async () => {
    const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
    const load = loader._load;
    loader._load = (request, ...rest) => {
      if (request === packageName) throw new Error(`Cannot find module '${packageName}'`);
      return load(request, ...rest);
    };
    try {
      const error = await opening(temporaryFile());
      expect(error).toMatchObject({ code: 'driver_missing', transient: false });
      expect(error.message).toContain(`npm install ${packageName}`);
    } finally {
      loader._load = load;
    }
  });
});

describe('options', () => {
  it.each<[unknown, string]>([
    [{ type: 'oracle', database: 'x' }, 'type'],
    [{ type: 'sqlite', database: '' }, 'database'],
    [{ type: 'sqlite' }, 'database'],
    [{ type: 'sqlite', database: 'x', busyTimeout: -1 }, 'busyTimeout'],
    [{ type: 'sqlite', database: 'x', busyTimeout: Infinity }, 'busyTimeout'],
    [{ type: 'sqlite', database: 'x', tries: 0 }, 'tries'],
  ])('refuses options that make no sense: %j', (options, path) => {
    expect(() => createStore(options as StoreOptions)).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { faults: [expect.objectContaining({ path })] },
      }) as Error,
    );
  });
});

describe.each(sqliteTypes)('every connection of %s', (type) => {
  const timeout = Math.min(1234, sqliteDrivers[type].longestWait);
  const pragmas = async (database: string) => {
    const opened = new SqliteDatabase({ type, database, busyTimeout: 1234 });
    await opened.open();
    const names = ['journal_mode', 'synchronous', 'cache_size', 'busy_timeout', 'query_only'];
    const read = (session: Parameters<Parameters<SqliteDatabase['read']>[0]>[0]) =>
      Promise.all(names.map(async (name) => Object.values((await session.query(sql`pragma ${raw(name)}`))[0]!)[0]));
    const settings = { writer: await opened.write(read), reader: await opened.read(read) };
    await opened.close();
    return settings;
  };

  it('of a file logs ahead, commits to the disk, has a cache and waits; the reader cannot write', async () => {
    expect(await pragmas(temporaryFile())).toEqual({
      writer: ['wal', 2, -16384, timeout, 0],
      reader: ['wal', 2, -16384, timeout, 1],
    });
  });

  it('in memory is one for both', async () => {
    const memory = ['memory', 2, -16384, timeout, 0];
    expect(await pragmas(':memory:')).toEqual({ writer: memory, reader: memory });
  });
});

describe('a store that is not open', () => {
  it.each(['before', 'after'])('answers nothing %s', async (when) => {
    const store = createStore({ type: 'sqlite', database: ':memory:' });
    if (when === 'after') {
      await store.open();
      await store.close();
    }
    const closed = { code: 'storage_closed', transient: false };
    const calls = [
      () => store.write(writing({})),
      () => store.read({ needs: () => [], answer: () => [] }),
      () => store.catalogue(),
      () => store.entries(everything),
      () => store.log({ user: 'ann', entry: null, types: null, direction: 'ASC', page: 1, size: 1 }),
      () => store.totals('ann', 1),
      () => store.audit(1),
    ];
    for (const call of calls) expect(await failureOf(call)).toMatchObject(closed);
  });
});
