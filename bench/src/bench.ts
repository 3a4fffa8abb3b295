// What `npm run bench` runs.
import { writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { BadOption, help, optionsFrom } from './options.js';
import { tableOf } from './report/table.js';
import { runBench } from './run.js';

const main = async (): Promise<void> => {
  const options = optionsFrom(process.argv.slice(2));
  if (options.help) return console.log(help);
  const { settings, json } = options;
  const { users, rounds, round, seed } = settings;
  const processors = cpus();
  console.log(`${processors.length} × ${processors[0]?.model ?? 'unknown'}, Node.js ${process.versions.node}`);
  console.log(`${users} users, median of ${rounds} rounds of ${round} ms, seed ${seed}`);
  const rows = await runBench(options, (text) => console.error(text));
  console.log(`\n${tableOf(rows)}`);
  if (json !== null) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
};

try {
  await main();
} catch (error) {
  console.error(error instanceof BadOption ? error.message : error);
  process.exitCode = 1;
}
