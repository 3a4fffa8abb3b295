// Installs what the lockfile says, once: with nothing changed since the last time, it neither installs nor needs a network.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildAdvice, installAdvice, nodeAdvice } from './advice.mjs';
import { Advice, exit, folders, root } from './workspace.mjs';

export const setup = async () => {
  const advice = nodeAdvice(process.versions.node);
  if (advice !== null) throw new Advice(advice);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint()) return;
  console.log(
    'Installing packages. The first time, this compiles sqlite3 and better-sqlite3, which takes a few minutes.',
  );
  await pnpm('install', '--frozen-lockfile');
  for (const driver of nativeDrivers) await ensureDriver(driver);
  linkProgram();
  writeFileSync(stamp, fingerprint());
};

/**
 * For `npx holdall` in the root. A `bin` of the root's manifest would have npx install the root, which the guard refuses,
 * and to depend on a package of the workspace would have npm trip over the manifest before the guard can speak.
 */
const linkProgram = () => {
  const link = join(root, 'node_modules', '.bin', 'holdall');
  rmSync(link, { force: true });
  symlinkSync('../../scripts/holdall.mjs', link);
};

const stamp = join(root, 'node_modules', '.holdall-setup');

/** Changes whenever an install could have something to do. */
const fingerprint = () => {
  const hash = createHash('sha256');
  hash.update(`${process.version} ${process.versions.modules} ${process.platform} ${process.arch}\n`);
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  for (const folder of folders()) {
    hash.update(`${folder} ${existsSync(join(root, folder, 'node_modules'))}\n`);
    hash.update(readFileSync(join(root, folder, 'package.json')));
  }
  return hash.digest('hex');
};

/** Each with what shows that its addon loads: better-sqlite3 loads it only when a database is opened. */
const nativeDrivers = [
  { name: 'sqlite3', probe: 'driver' },
  { name: 'better-sqlite3', probe: "new driver(':memory:').close()" },
];

/** A build that failed, or was made for another Node.js, is not made again by a mere install. */
const ensureDriver = async (driver) => {
  if (loads(driver)) return;
  const output = await pnpm('rebuild', '--recursive', driver.name);
  if (!loads(driver)) throw new Advice(buildAdvice(output, missingTools(), process.platform, driver.name));
};

/** Asked of persistence, which is who loads it, and in a process of its own: a broken addon can take its process down. */
const loads = ({ name, probe }) => {
  const load = `const driver = require(require.resolve('${name}', { paths: ['packages/persistence'] })); ${probe}`;
  return spawnSync(process.execPath, ['-e', load], { cwd: root }).status === 0;
};

/** Shows pnpm's progress, and keeps everything else (pages of compiler output) in install.log. */
export const pnpm = async (...args) => {
  // By default, npm and pnpm wait more than a minute before they say that there is no network.
  const env = { npm_config_fetch_retry_mintimeout: '1000', npm_config_fetch_retry_maxtimeout: '5000', ...process.env };
  const child = spawn('npx', ['--yes', pinned, ...args], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      output += `${line}\n`;
      if (/^(Progress|Packages): /.test(line)) console.log(line);
    });
  }
  const code = await exit(child);
  writeFileSync(join(root, 'install.log'), output);
  if (code > 128) process.exit(code);
  if (code === 0) return output;
  const advice = installAdvice(output, missingTools(), process.platform);
  if (advice !== null) throw new Advice(advice);
  throw new Advice(`${output}\nThe packages could not be installed: the lines above say why.`);
};

const pinned = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager;

const missingTools = () =>
  [
    ['a C++ compiler', ['c++', 'g++', 'clang++']],
    ['make', ['make', 'gmake']],
    ['Python 3', ['python3', 'python']],
  ]
    .filter(([, programs]) => !programs.some((program) => spawnSync(program, ['--version']).status === 0))
    .map(([name]) => name);
