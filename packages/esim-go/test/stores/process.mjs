// A process of its own with a store of the bridge: `node process.mjs OPTIONS TASK`. Runs the packages from source.
import { defaultServerConditions, runnerImport } from 'vite';

const conditions = ['@holdall/source', ...defaultServerConditions];
const { module } = await runnerImport(new URL('process-parts.ts', import.meta.url).pathname, {
  configFile: false,
  environments: { inline: { resolve: { conditions, noExternal: [/^@holdall\//] } } },
});
const [options, task] = process.argv.slice(2);
await module.tasks[task](JSON.parse(options), (line) => process.stdout.write(`${line}\n`));
