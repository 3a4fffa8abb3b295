import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, defaultServerConditions } from 'vite';

const root = resolve(import.meta.dirname, '../../..');

/**
 * The worker's program in one file, made from source: no build to forget, and it starts in half a second. It lies where
 * persistence finds its drivers. Answers its path; `remove` it in the end.
 */
export const buildWorker = async (): Promise<{ readonly program: string; remove(): Promise<void> }> => {
  const outDir = join(root, 'packages/persistence/node_modules/.holdall-faults', String(process.pid));
  const conditions = ['@holdall/source', ...defaultServerConditions];
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions },
    ssr: { noExternal: true, external: ['typeorm', 'reflect-metadata', 'inversify'], resolve: { conditions } },
    build: {
      ssr: 'test/faults/worker/worker.ts',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  return { program: join(outDir, 'worker.mjs'), remove: () => rm(outDir, { recursive: true, force: true }) };
};
