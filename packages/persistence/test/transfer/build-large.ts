import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, defaultServerConditions } from 'vite';

const root = resolve(import.meta.dirname, '../../../..');

/** `large.ts` in one file, made from source. It lies where it finds the drivers. Answers its path; `remove` it in the end. */
export const buildLarge = async (): Promise<{ readonly program: string; remove(): Promise<void> }> => {
  const outDir = join(root, 'packages/persistence/node_modules/.holdall-transfer', String(process.pid));
  const conditions = ['@holdall/source', ...defaultServerConditions];
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions },
    ssr: { noExternal: true, external: ['typeorm', 'reflect-metadata', 'inversify'], resolve: { conditions } },
    build: {
      ssr: 'packages/persistence/test/transfer/large.ts',
      outDir,
      emptyOutDir: true,
      minify: false,
      rollupOptions: { output: { entryFileNames: 'large.mjs' } },
    },
  });
  return { program: join(outDir, 'large.mjs'), remove: () => rm(outDir, { recursive: true, force: true }) };
};
