import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  noWrites,
  StorageError,
  type Catalogue,
  type Entry,
  type LogRecord,
  type Need,
  type Store,
  type UnitOfWork,
  type Writes,
} from '@holdall/core';
import { onTestFinished } from 'vitest';
import type { Database, Transaction } from '../src/sql/session.js';
import { databaseFrom } from '../src/create-store.js';
import type { SqliteType } from '../src/sqlite/drivers/index.js';
import { freshDatabase, removeDatabase, type PostgresPlace } from './postgres/fresh.js';
import {
  createStore,
  type PostgresOptions,
  type RetryOptions,
  type SqliteOptions,
  type StoreOptions,
  type TypeOrmStore,
} from '../src/index.js';

/** A folder that is gone after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'holdall-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
};

export const temporaryFile = (): string => join(temporaryFolder(), 'holdall.db');

/** TypeORM 1 no longer knows the package sqlite3. */
export const sqliteTypes: readonly SqliteType[] =
  process.env['HOLDALL_TEST_TYPEORM'] === '1' ? ['better-sqlite3'] : ['sqlite', 'better-sqlite3'];

/** Where a store can be. */
export type Place = (SqliteOptions | PostgresOptions) & RetryOptions;
/** A fresh one for every call. */
export type FreshPlace = () => Place | Promise<Place>;

/** A database of its own, gone after the test. */
export const temporaryDatabase = async (): Promise<PostgresPlace> => {
  const place = await freshDatabase();
  onTestFinished(() => removeDatabase(place));
  return place;
};

/** Places that several stores can share. */
export const sharedPlaces: readonly (readonly [string, FreshPlace])[] = [
  ...sqliteTypes.map((type) => [`${type} in a file`, () => ({ type, database: temporaryFile() })] as const),
  ['PostgreSQL', temporaryDatabase],
];

export const places: readonly (readonly [string, FreshPlace])[] = [
  ...sharedPlaces,
  ...sqliteTypes.map((type) => [`${type} in memory`, () => ({ type, database: ':memory:' })] as const),
];

/** An open store, closed after the test. */
export const openStore = async (place: StoreOptions): Promise<TypeOrmStore> => {
  const store = createStore(place);
  await store.open();
  onTestFinished(() => store.close());
  return store;
};

export const nothing = noWrites;

export const entryOf = (user: string, id: number, changes: Partial<Entry> = {}): Entry => ({
  user,
  id,
  item: 1,
  nth: id,
  revision: 1,
  status: 'active',
  ended: null,
  createdAt: 1_000 + id,
  updatedAt: 1_000 + id,
  activatedAt: 1_000 + id,
  expires: null,
  booked: 0,
  sku: null,
  invoice: null,
  data: {},
  ...changes,
});

export const recordOf = (entry: Entry, id: number, changes: Partial<LogRecord> = {}): LogRecord => ({
  id,
  user: entry.user,
  entry: entry.id,
  seq: entry.revision,
  item: entry.item,
  type: 'granted',
  quantity: 0,
  at: entry.updatedAt,
  actor: null,
  info: null,
  use: null,
  details: {},
  ...changes,
});

/** A unit of work that writes just this. */
export const writing = (writes: Partial<Writes>, needs: readonly Need[] = []): UnitOfWork => ({
  needs: () => needs,
  decide: () => ({ kind: 'decided', writes: { ...nothing, ...writes } }),
});

/** What a store answers to needs, in their order. */
export const ask = async (store: Store, needs: readonly Need[]): Promise<unknown[]> => {
  let answers: unknown[] = [];
  await store.read({
    needs: () => needs,
    answer: (_catalogue, loaded) => {
      answers = needs.map((need) => loaded.get(need));
      return [];
    },
  });
  return answers;
};

export const documentsOf = ({ version, templates, items, skus }: Catalogue) => ({ version, templates, items, skus });

export const everything = { users: null, items: null, openAt: null, created: [], order: [], page: 1, size: 1000 };

/** What a call failed with; it must fail. */
export const failureOf = async (call: () => Promise<unknown>): Promise<StorageError> => {
  try {
    await call();
  } catch (error) {
    if (error instanceof StorageError) return error;
    throw error;
  }
  throw new Error('It did not fail.');
};

/** A promise and what resolves it. `Promise.withResolvers` needs Node 22. */
const signal = () => {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
};

/** A database whose commits can be held up or made to fail. */
export const withCommit = (place: StoreOptions, around: (commit: () => Promise<void>) => Promise<void>): Database => {
  const inner = databaseFrom(place);
  const held = (transaction: Transaction): Transaction => ({
    ...transaction,
    commit: () => around(transaction.commit),
  });
  return {
    open: () => inner.open(),
    close: () => inner.close(),
    read: (work) => inner.read(work),
    glance: (work) => inner.glance(work),
    enter: (runner) => inner.enter(runner),
    within: (runner, work) => inner.within(runner, work),
    stream: (work) => inner.stream(work),
    writesAtOnce: inner.writesAtOnce,
    write: (work) => inner.write((transaction) => work(held(transaction))),
    writeAlone: (work) => inner.writeAlone((transaction) => work(held(transaction))),
  };
};

/** Two that wait for each other: `reached` resolves once somebody waits in `pass`, who goes on after `open`. */
export const meetingPoint = () => {
  const [reached, opened] = [signal(), signal()];
  return {
    reached: reached.promise,
    open: () => opened.resolve(),
    pass: async () => {
      reached.resolve();
      await opened.promise;
    },
  };
};

/** Random numbers that are the same for the same seed: whole, from 0 to below `below`. */
export const randomFrom = (seed: number) => {
  let state = seed >>> 0;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
