import { afterAll, beforeAll } from 'vitest';
import { startServer, type EmbeddedServer } from '../../packages/persistence/test/postgres/start.mjs';
import { postgresDatabase } from './places/postgres-database.js';
import { describeTrials } from './short-form.js';
import { onOwnServer } from './trials.js';

// Not the server that HOLDALL_TEST_PG_URL names: that one belongs to somebody.
let server: EmbeddedServer;
beforeAll(async () => {
  server = await startServer({ durable: true });
}, 60_000);
afterAll(() => server.stop());

describeTrials('a PostgreSQL server of our own', onOwnServer, () => ({ server, ground: postgresDatabase(server.url) }));
