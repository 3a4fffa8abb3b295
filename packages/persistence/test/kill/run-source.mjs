// Runs a TypeScript module from source in a process of its own, as the tests themselves are run: node run-source.mjs FILE
import { defaultServerConditions, runnerImport } from 'vite';

await runnerImport(process.argv[2], {
  configFile: false,
  logLevel: 'error',
  ssr: { resolve: { conditions: ['@holdall/source', ...defaultServerConditions] } },
});
