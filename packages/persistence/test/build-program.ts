import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, defaultServerConditions } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/**
 * A program in one file, made from source: no build to forget, and it starts in half a second. It lies where persistence
 * finds its drivers. `source` is a path in the repository. Answers where it lies; `remove` it in the end.
 */
export const buildProgram = async (source: string): Promise<{ readonly program: string; remove(): Promise<void> }> => {
  const name = basename(source, '.ts');
  const outDir = join(root, `packages/persistence/node_modules/.holdall-${name}`, String(process.pid));
  const conditions = ['@holdall/source', ...defaultServerConditions];
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions },
    ssr: { noExternal: true, external: ['typeorm', 'reflect-metadata', 'inversify'], resolve: { conditions } },
    build: {
      ssr: source,
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { output: { entryFileNames: `${name}.mjs` } },
    },
  });
  return { program: join(outDir, `${name}.mjs`), remove: () => rm(outDir, { recursive: true, force: true }) };
};
