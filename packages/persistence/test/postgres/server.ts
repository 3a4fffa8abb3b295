import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
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
  const child = spawn(process.execPath, [program, String(port)], { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const ready = new Promise<boolean>((resolve) => {
    child.stdout.once('data', () => resolve(true));
    void ended.then(() => resolve(false));
  });
  if (!(await ready)) {
    throw new Error(`PostgreSQL for the tests could not be started. Name one in HOLDALL_TEST_PG_URL.\n${log}`);
  }
  project.provide('postgres', `postgres://holdall:holdall@127.0.0.1:${port}/postgres`);
  return async () => {
    child.stdin.end();
    await ended;
  };
};

const program = fileURLToPath(new URL('server-process.mjs', import.meta.url));

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
};
