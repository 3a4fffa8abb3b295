import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createClient } from '@hey-api/openapi-ts';
import { build } from 'vite';

/** A function per operation, which answers as axios does, and what clients are made and set up with. */
export interface GeneratedClient {
  readonly operations: { readonly [name: string]: Operation };
  readonly createClient: (config: object) => object;
}

export type Operation = (options: object) => Promise<{ readonly status: number; readonly data: unknown }>;

export interface GeneratorOptions {
  /** Whether the client refuses answers that are not as the description says. */
  readonly checking: boolean;
}

const root = resolve(import.meta.dirname, '../..');

/**
 * The client that a generator makes of the vendor's description, as it comes: nothing of it is written by hand or kept.
 * It is put where it finds axios, and removed once it is loaded.
 */
export const generatedClient = async ({ checking }: GeneratorOptions): Promise<GeneratedClient> => {
  const folder = await mkdtemp(join(root, 'node_modules/.vendor-client-'));
  try {
    await generate(folder, checking);
    const { createClient: create, ...operations } = await load(folder);
    return { operations: operations as GeneratedClient['operations'], createClient: create as never };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const generate = async (folder: string, checking: boolean): Promise<void> => {
  await createClient({
    input: join(import.meta.dirname, 'openapi.yaml'),
    output: folder,
    logs: { level: 'silent' },
    plugins: [
      '@hey-api/client-axios',
      '@hey-api/typescript',
      { name: '@hey-api/sdk', ...(checking ? { validator: { response: 'zod' } } : {}) },
      ...(checking ? (['zod'] as const) : []),
    ],
  });
  await writeFile(join(folder, 'all.ts'), "export * from './sdk.gen';\nexport { createClient } from './client';\n");
};

/** In one file of JavaScript: Node runs no TypeScript, and vitest none that lies here. */
const load = async (folder: string): Promise<{ readonly [name: string]: unknown }> => {
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      ssr: join(folder, 'all.ts'),
      outDir: join(folder, 'built'),
      minify: false,
      rollupOptions: { output: { entryFileNames: 'client.mjs' } },
    },
  });
  return (await import(pathToFileURL(join(folder, 'built/client.mjs')).href)) as { readonly [name: string]: unknown };
};
