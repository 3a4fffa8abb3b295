import { rm } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { build, defaultServerConditions } from 'vite';

const root = resolve(import.meta.dirname, '../../..');
/** Two of the same in one process must not take each other's away. */
let built = 0;

export interface BuildOptions {
  /** The package beside whose dependencies the program lies, and so finds them. */
  readonly beside?: string;
  /** What does not become part of the file, but is loaded from there: packages that read files of their own, for one. */
  readonly external?: readonly string[];
}

/**
 * A program in one file, made from source: no build to forget, and it starts in half a second. By default it lies where
 * persistence finds its drivers. `source` is a path in the repository. Answers where it lies; `remove` it in the end.
 */
export const buildProgram = async (
  source: string,
  { beside = 'packages/persistence', external = [] }: BuildOptions = {},
): Promise<{ readonly program: string; remove(): Promise<void> }> => {
  const name = basename(source, '.ts');
  const outDir = join(root, `${beside}/node_modules/.holdall-${name}`, `${process.pid}-${(built += 1)}`);
  const conditions = ['@holdall/source', ...defaultServerConditions];
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions },
    ssr: {
      noExternal: true,
      external: ['typeorm', 'reflect-metadata', 'inversify', ...external],
      resolve: { conditions },
    },
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
