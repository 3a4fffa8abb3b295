import type { TestProject } from 'vitest/node';
import { runOn } from './databases.js';
import { startServer } from './start.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The URL of a PostgreSQL server on which tests may make databases. */
    postgres: string;
  }
}

/** For all test files: a server of our own, or the one that HOLDALL_TEST_PG_URL names. Without either, nothing runs. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env['HOLDALL_TEST_PG_URL'];
  if (given !== undefined && given !== '') {
    await refuseUnusable(given);
    project.provide('postgres', given);
    return async () => undefined;
  }
  const server = await startServer().catch((error: Error) => {
    throw new Error(
      `PostgreSQL for the tests could not be started. Name one in HOLDALL_TEST_PG_URL.\n${error.message}`,
    );
  });
  project.provide('postgres', server.url);
  return () => server.stop();
};

/** Every test makes a database of its own. A failing test would say the same, a hundred times. */
const refuseUnusable = async (url: string): Promise<void> => {
  const question = 'select rolcreatedb or rolsuper as may from pg_roles where rolname = current_user';
  const [answer] = await runOn(url, question).catch((error: Error) => {
    throw new Error(`The PostgreSQL that HOLDALL_TEST_PG_URL names cannot be used: ${error.message}`);
  });
  if (answer?.['may'] !== true) {
    throw new Error('The user in HOLDALL_TEST_PG_URL may not make databases: alter role ... createdb.');
  }
};
