import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TypeOrmBridgeStore, type BridgeStoreOptions, type SqlitePlace } from '@holdall/esim-go/typeorm';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { onTestFinished } from 'vitest';
import { freshDatabase, removeDatabase, type PostgresPlace } from '../../../persistence/test/postgres/fresh.js';

/** TypeORM 1 no longer knows the package sqlite3. */
export const sqliteTypes: readonly SqlitePlace['type'][] =
  process.env['HOLDALL_TEST_TYPEORM'] === '1' ? ['better-sqlite3'] : ['sqlite', 'better-sqlite3'];

/** A file in a folder of its own, gone after the test. */
export const temporaryFile = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'holdall-esim-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'bridge.db');
};

export const temporaryDatabase = async (): Promise<PostgresPlace> => {
  const place = await freshDatabase();
  onTestFinished(() => removeDatabase(place));
  return place;
};

export type SharedPlace = SqlitePlace | PostgresPlace;

/** Databases that several can be connected to; empty, and gone after the test. */
export const sharedPlaces: readonly (readonly [string, () => Promise<SharedPlace>])[] = [
  ...sqliteTypes.map((type) => [type, async () => ({ type, database: temporaryFile() })] as const),
  ['PostgreSQL', temporaryDatabase],
];

/** Closed after the test. */
export const storeOn = async (options: BridgeStoreOptions): Promise<TypeOrmBridgeStore> => {
  const store = new TypeOrmBridgeStore(options);
  onTestFinished(() => store.close());
  await store.open();
  return store;
};

/** What a host, or a test, has to do with the database itself. */
export const connected = async (place: SharedPlace): Promise<DataSource> => {
  const dataSource = await new DataSource(place as DataSourceOptions).initialize();
  onTestFinished(() => (dataSource.isInitialized ? dataSource.destroy() : undefined));
  return dataSource;
};
