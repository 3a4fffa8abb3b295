// A process of its own with a worker on a shared database: `node sweeper-process.mjs OPTIONS NOW`. Runs the packages from
// source, says `ready` when it is open, begins when it is told to, and ends when all that was due is done by somebody.
import { defaultServerConditions, runnerImport } from 'vite';

const conditions = ['@holdall/source', ...defaultServerConditions];
const { module } = await runnerImport(new URL('sweeper-parts.ts', import.meta.url).pathname, {
  configFile: false,
  environments: { inline: { resolve: { conditions, noExternal: [/^@holdall\//] } } },
});
const { createEngine, createStore, createWorker } = module;
const [options, now] = process.argv.slice(2).map((argument) => JSON.parse(argument));
const engine = await createEngine({ store: createStore(options), clock: { now: () => now } });

let begin = () => undefined;
process.stdin.once('data', () => begin());
const begun = new Promise((resolve) => {
  begin = resolve;
});
process.stdout.write('ready\n');
await begun;

const told = { expired: 0, runs: 0, failed: [] };
let idle = 0;
const done = new Promise((resolve) => {
  const worker = createWorker(engine, {
    interval: 20,
    // Small chunks: so that the processes meet often.
    chunkTime: 1,
    failed: ({ error }) => told.failed.push(error.code),
    onRun: ({ expired }) => {
      told.expired += expired;
      told.runs += 1;
      // Nothing to do several times in a row: the others have nothing under their locks any more either.
      idle = expired === 0 ? idle + 1 : 0;
      if (idle === 5) void worker.stop().then(resolve);
    },
  });
  worker.start();
});
// The worker's own timers let a process end.
const awake = setInterval(() => undefined, 1000);
await done;
clearInterval(awake);
await engine.close();
process.stdout.write(`${JSON.stringify(told)}\n`);
process.stdin.destroy();
