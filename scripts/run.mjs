// The tasks behind `npm start`, `npm test`, `npm run setup`, `npm run build`, `npm run pack` and `npm run bench`.
import { dirname, join } from 'node:path';
import { build } from './build.mjs';
import { pnpm, setup } from './setup.mjs';
import { Advice, bin, folders, root, run } from './workspace.mjs';

const start = async (args) => {
  await run(process.execPath, ['examples/season/dist/play.js', ...args]);
};

/** Without arguments everything; with arguments (as of vitest) only those tests, without the coverage that they cannot reach. */
const test = async (args) => {
  await run(bin('oxlint'), []);
  await run(bin('tsc'), ['-p', 'tsconfig.tests.json']);
  const coverage = args.length === 0 ? ['--coverage'] : [];
  // The first zone is the common one; the others are behind it and far ahead of it, and both shift their clocks or did.
  await vitest('UTC', [...args, ...coverage]);
  await vitest('America/Los_Angeles', [...args, ...inAnyZone]);
  await vitest('Pacific/Apia', [...args, ...inAnyZone]);
};

/** What is the same everywhere. Whoever asks for those tests only, has none left here. */
const inAnyZone = ['--project=!bench', '--passWithNoTests'];

const vitest = async (zone, args) => {
  console.log(`\nTests in the time zone ${zone}`);
  await run(bin('vitest'), ['run', ...args], { TZ: zone });
};

/** Tarballs that `npm install` takes, for projects outside of this repository. */
const pack = async () => {
  const packages = folders().filter((folder) => dirname(folder) === 'packages');
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
  test,
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
