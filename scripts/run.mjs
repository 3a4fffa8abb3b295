// The tasks behind `npm start`, `npm test` and most of `npm run ...`, by their names.
import { join } from 'node:path';
import { build } from './build.mjs';
import { pnpm, setup } from './setup.mjs';
import { Advice, bin, folders, root, run } from './workspace.mjs';

/** The server with the season in it, until it is stopped; with `--once` only the season, without a server. */
const start = async (args) => {
  const program = args.includes('--once') ? 'play' : 'serve';
  await run(process.execPath, [`examples/season/dist/${program}.js`, ...args]);
};

/** The server's program, from where it was called: the paths that it is told are meant from there. */
const holdall = async (args) => {
  const folder = process.env.INIT_CWD ?? process.cwd();
  await run(process.execPath, [join(root, 'packages/server/dist/program/holdall.js'), ...args], {}, folder);
};

/** Without arguments everything; with arguments (as of vitest) only those tests, without the coverage that they cannot reach. */
const test = async (args) => {
  await run(bin('oxlint'), []);
  await run(bin('tsc'), ['-p', 'tsconfig.tests.json']);
  const coverage = args.length === 0 ? ['--coverage'] : [];
  // The first zone is the common one; the others are behind it and far ahead of it, and both shift their clocks or did.
  await vitest('UTC', [...args, ...inEveryZone, ...coverage]);
  await vitest('America/Los_Angeles', [...args, ...inEveryZone]);
  await vitest('Pacific/Apia', [...args, ...inEveryZone]);
  await vitest('UTC', [...args, ...inOneZone]);
};

/** Files and processes know no time zones. Whoever asks for tests of one kind only, has none of the other. */
const inEveryZone = ['--project=rules', '--passWithNoTests'];
const inOneZone = ['--project=!rules', '--passWithNoTests'];

const vitest = async (zone, args) => {
  console.log(`\nTests in the time zone ${zone}`);
  await run(bin('vitest'), ['run', ...args], { TZ: zone });
};

/** Kills processes and servers under load for half an hour, or as the arguments say (test/faults/main.ts). */
const faults = (args) => run(process.execPath, ['scripts/faults.mjs', ...args]);

/** Sells, uses and refunds eSIM bundles while the vendor answers badly and the bridge is killed (test/faults/esim/main.ts). */
const faultsEsim = (args) => run(process.execPath, ['scripts/faults-esim.mjs', ...args]);

const testPostgres = (args) => run(process.execPath, ['scripts/test-postgres.mjs', ...args]);

/** Tarballs that `npm install` takes, for projects outside of this repository. */
const pack = async () => {
  const packages = folders().filter((folder) => folder.startsWith('packages'));
  for (const folder of packages) {
    await pnpm('--dir', folder, 'pack', '--pack-destination', join(root, 'packs'));
  }
};

/** The table of how fast everything is; its arguments are the program's. */
const bench = async (args) => {
  await run(process.execPath, ['--expose-gc', 'bench/dist/bench.js', ...args]);
};

const tasks = {
  bench,
  pack,
  setup: async () => {},
  build: async () => {},
  start,
  holdall,
  test,
  faults,
  'faults:esim': faultsEsim,
  'test:postgres': testPostgres,
};

const [task, ...args] = process.argv.slice(2);
try {
  await setup();
  await build();
  await tasks[task](args);
} catch (error) {
  console.error(error instanceof Advice ? error.message : error);
  process.exit(1);
}
