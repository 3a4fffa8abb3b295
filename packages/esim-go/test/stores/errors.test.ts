import { writeFileSync } from 'node:fs';
import { StorageError } from '@holdall/core';
import { StaleError } from '@holdall/esim-go';
import { TypeOrmBridgeStore, type BridgeStoreOptions } from '@holdall/esim-go/typeorm';
import { describe, expect, it } from 'vitest';
import { runOn } from '../../../persistence/test/postgres/databases.js';
import { held } from './held.js';
import { sharedPlaces, storeOn, temporaryFile, type SharedPlace } from './places.js';
import { messageOf, saleOf } from './records.js';

const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  const failure = await work.then(
    () => 'it did not fail',
    (error: unknown) => error,
  );
  expect(failure).toBeInstanceOf(StorageError);
  return failure;
};

const closed = { code: 'storage_closed', transient: false };

describe.each(sharedPlaces)('a store that cannot: %s', (_name, fresh) => {
  it('says so before it is opened and after it is closed, and can be opened again, also twice', async () => {
    const store = new TypeOrmBridgeStore(await fresh());
    expect(await failureOf(store.sale('s'))).toMatchObject(closed);
    await Promise.all([store.open(), store.open()]);
    await store.commit({ sales: [saleOf('s')] });
    await store.close();
    await store.close();
    expect(await failureOf(store.sale('s'))).toMatchObject(closed);
    expect(await failureOf(store.commit({}))).toMatchObject(closed);
    await store.open();
    expect(await store.sale('s')).toMatchObject({ revision: 1 });
    await store.close();
  });

  it('closes when what is under way is done', async () => {
    const place = await fresh();
    const store = await storeOn(place);
    const committed = store.commit({ sales: [saleOf('s')] });
    await store.close();
    await committed;
    expect(await (await storeOn(place)).sale('s')).toMatchObject({ revision: 1 });
  });

  it('gives up on a database that stays busy, with an error that may pass; then works on as if nothing had been', async () => {
    const place = await fresh();
    const store = await storeOn({ ...place, patience: 100 });
    const blocker = await held(place);
    for (const work of [
      () => store.commit({ sales: [saleOf('s')] }),
      () => store.lease({ name: 'n', holder: 'me', now: 0, until: 1 }),
    ]) {
      expect(await failureOf(work())).toMatchObject({ code: 'storage_busy', transient: true });
    }
    await blocker.release();
    expect(await store.sale('s')).toBeNull();
    await store.commit({ sales: [saleOf('s')] });
    expect(await store.lease({ name: 'n', holder: 'me', now: 0, until: 1 })).toBe(1);
  });

  it('undoes all of a change that fails half-way, and works on', async () => {
    const place = await fresh();
    const store = await storeOn(place);
    const endless: { self?: object } = {};
    endless.self = endless;
    const change = { sales: [saleOf('s')], messages: [messageOf('m', { callback: endless })] };
    await failureOf(store.commit(change));
    expect(await store.sale('s')).toBeNull();
    await store.commit({ sales: [saleOf('s')] });
    expect(await (await storeOn(place)).sale('s')).toMatchObject({ revision: 1 });
  });

  it('refuses a database that a newer version has migrated, and leaves it as it is', async () => {
    const place = await fresh();
    await (await storeOn(place)).close();
    const host = await held(place);
    await host.run(`INSERT INTO holdall_esim_migration (timestamp, name) VALUES (2, 'Later0000000000002')`);
    await host.release();
    const failure = await failureOf(new TypeOrmBridgeStore(place).open());
    expect(failure).toMatchObject({ code: 'database_too_new', details: { migrations: ['Later0000000000002'] } });
  });
});

describe('a store that is told something wrong', () => {
  it.each<[string, object]>([
    ['a type that nobody knows', { type: 'mysql', database: 'x' }],
    ['no type', { database: 'x' }],
    ['no file', { type: 'better-sqlite3' }],
    ['a host without a DataSource', { dataSource: undefined }],
    ['no patience', { type: 'better-sqlite3', database: 'x', patience: 0 }],
    ['half a millisecond of patience', { type: 'better-sqlite3', database: 'x', patience: 0.5 }],
    ["a host's database in memory", { dataSource: { options: { type: 'better-sqlite3', database: ':memory:' } } }],
  ])('refuses it at once: %s', (_what, options) => {
    expect(() => new TypeOrmBridgeStore(options as BridgeStoreOptions)).toThrow(
      expect.objectContaining({ code: 'invalid_input' }) as Error,
    );
  });

  it('says that a file is no database, and does not touch it', async () => {
    const database = temporaryFile();
    writeFileSync(database, 'Dear diary, '.repeat(100));
    const failure = await failureOf(new TypeOrmBridgeStore({ type: 'better-sqlite3', database }).open());
    expect(failure).toMatchObject({ code: 'database_not_usable', transient: false, details: { database } });
  });

  it('says that a server cannot be reached, without the password', async () => {
    const url = 'postgres://someone:secret@127.0.0.1:1/bridge';
    const store = new TypeOrmBridgeStore({ type: 'postgres', url, patience: 100 });
    const failure = await failureOf(store.open());
    expect(failure).toMatchObject({ code: 'storage_unreachable', transient: true });
    expect(String(failure)).not.toContain('secret');
  });
});

describe('a connection that is cut', () => {
  const [, fresh] = sharedPlaces.at(-1)!;
  const cut = ({ url }: SharedPlace & { url: string }) =>
    runOn(
      url,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );

  it('while nothing is under way is made anew, and nobody hears of it', async () => {
    const place = (await fresh()) as SharedPlace & { url: string };
    const store = await storeOn(place);
    await store.commit({ sales: [saleOf('s')] });
    await cut(place);
    expect(await store.sale('s')).toMatchObject({ revision: 1 });
    await cut(place);
    await expect(store.commit({ sales: [saleOf('s')] })).rejects.toThrow(StaleError);
  });

  it('while a commit waits leaves nothing of it, and it is done on another', async () => {
    const place = (await fresh()) as SharedPlace & { url: string };
    const store = await storeOn(place);
    const blocker = await held(place);
    const committed = store.commit({ sales: [saleOf('s')] });
    await blocker.waiting(1);
    await cut(place);
    await committed;
    expect(await store.sale('s')).toMatchObject({ revision: 1 });
    await blocker.release().catch(() => undefined);
  });
});
