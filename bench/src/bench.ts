// What `npm run bench` runs.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { serveInAChild } from './http/serve-in-a-child.js';
import { runInAChild } from './jobs/in-a-child.js';
import { BadOption, help, optionsFrom } from './options.js';
import { jsonOf } from './report/json.js';
import { tablesOf } from './report/table.js';
import { runBench } from './run.js';

const main = async (): Promise<void> => {
  const options = optionsFrom(process.argv.slice(2));
  if (options.help) return console.log(help);
  const { settings, json } = options;
  const { users, rounds, round, seed } = settings;
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model ?? 'unknown'}, Node.js ${process.versions.node}`;
  const command = ['npm run bench --', ...process.argv.slice(2)].join(' ');
  console.log(`${new Date().toISOString().slice(0, 10)}, ${machine}, \`${command}\``);
  console.log(`${users} users, median of ${rounds} rounds of ${round} ms, seed ${seed}`);
  // Said now if it cannot be written, and not in half an hour.
  if (json !== null) writeFileSync(json, jsonOf([]));
  const outcome = await runBench(options, {
    runJob: runInAChild,
    serve: serveInAChild,
    note: (text) => console.error(text),
  });
  console.log(`\n${tablesOf(outcome)}`);
  if (json !== null) writeFileSync(json, jsonOf(outcome.lines));
};

// Temporary files go also when somebody loses patience.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

try {
  await main();
} catch (error) {
  console.error(error instanceof BadOption ? error.message : error);
  process.exitCode = 1;
}
