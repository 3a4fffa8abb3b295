import { createStore } from '@holdall/persistence';
import { describeStore } from '@holdall/testing';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { runOn } from '../../packages/persistence/test/postgres/databases.js';
import { freshDatabase, removeDatabase, type PostgresPlace } from '../../packages/persistence/test/postgres/fresh.js';

let database: PostgresPlace;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => removeDatabase(database));

/** Each store has a schema of its own: to make a database takes longer than most scenarios. */
let schemas = 0;
const fresh = () => {
  schemas += 1;
  return { ...database, schema: `holdall_${schemas}` };
};
const remove = async ({ url, schema }: ReturnType<typeof fresh>): Promise<void> => {
  await runOn(url, `drop schema if exists ${schema} cascade`);
};

describeStore('PostgreSQL', { fresh, open: createStore, remove }, { describe, it });
