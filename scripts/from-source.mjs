import { join } from 'node:path';
import { defaultServerConditions, runnerImport } from 'vite';
import { root } from './workspace.mjs';

/** A module in TypeScript, with our packages from source, as the tests run them: no build to forget. */
export const fromSource = async (path) => {
  const conditions = ['@holdall/source', ...defaultServerConditions];
  const { module } = await runnerImport(join(root, path), {
    root,
    environments: { inline: { resolve: { conditions, noExternal: [/^@holdall\//] } } },
  });
  return module;
};
