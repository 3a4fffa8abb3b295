import { MemoryBridgeStore } from '@holdall/esim-go';
import { afterAll, beforeAll, describe } from 'vitest';
import { freshDatabase, removeDatabase, type PostgresPlace } from '../../../persistence/test/postgres/fresh.js';
import { runOn } from '../../../persistence/test/postgres/databases.js';
import { contract } from './contract.js';
import { sqliteTypes, storeOn, temporaryFile } from './places.js';

describe('a store of the bridge: memory', () => {
  contract(async () => {
    const store = new MemoryBridgeStore();
    return async () => store;
  });
});

describe.each(sqliteTypes)('a store of the bridge: %s', (type) => {
  contract(async () => {
    const database = temporaryFile();
    return () => storeOn({ type, database });
  });
});

describe('a store of the bridge: PostgreSQL', () => {
  let place: PostgresPlace;
  let schemas = 0;
  beforeAll(async () => {
    place = await freshDatabase();
  });
  afterAll(() => removeDatabase(place));

  // A schema each: made faster than a database.
  contract(async () => {
    const schema = `Bridge ${(schemas += 1)}`;
    await runOn(place.url, `create schema "${schema}"`);
    return () => storeOn({ ...place, schema });
  });
});
