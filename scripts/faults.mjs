// `npm run faults`: the long form of test/faults, from source.
import { join } from 'node:path';
import { defaultServerConditions, runnerImport } from 'vite';
import { root } from './workspace.mjs';

const conditions = ['@holdall/source', ...defaultServerConditions];
const { module } = await runnerImport(join(root, 'test/faults/main.ts'), {
  root,
  configFile: false,
  environments: { inline: { resolve: { conditions, noExternal: [/^@holdall\//] } } },
});
process.exit((await module.main(process.argv.slice(2))) ? 0 : 1);
