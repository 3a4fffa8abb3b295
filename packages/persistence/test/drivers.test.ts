import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore } from '../src/index.js';
import { failureOf, sqliteTypes, temporaryFile, temporaryFolder } from './worlds.js';

const addons = {
  sqlite: ['sqlite3', 'node_sqlite3.node'],
  'better-sqlite3': ['better-sqlite3', 'better_sqlite3.node'],
} as const;

/** The folder of a package, as it is seen from another. */
const folderOf = (name: string, from: string): string => dirname(createRequire(from).resolve(`${name}/package.json`));

/** A project with a copy of the driver's package and of what it needs, but without its addon. */
const copyWithoutAddon = (name: string): string => {
  const modules = join(temporaryFolder(), 'node_modules');
  const original = folderOf(name, import.meta.filename);
  const bindings = folderOf('bindings', join(original, 'package.json'));
  const copies = {
    [name]: original,
    bindings,
    'file-uri-to-path': folderOf('file-uri-to-path', join(bindings, 'package.json')),
  };
  for (const [each, folder] of Object.entries(copies))
    cpSync(folder, join(modules, each), { recursive: true, dereference: true });
  rmSync(join(modules, name, 'build'), { recursive: true });
  return join(modules, name);
};

/** Whoever asks for the package gets the copy, for the time of the test. */
const replace = (name: string, copy: string): void => {
  const loader = Module as unknown as { _load: (request: string, ...rest: unknown[]) => unknown };
  const load = loader._load;
  loader._load = (request, ...rest) => load(request === name ? copy : request, ...rest);
  onTestFinished(() => {
    loader._load = load;
  });
};

describe.each(sqliteTypes)('a driver of which only the package is there, %s', (type) => {
  const [name, addon] = addons[type];
  const opening = () => failureOf(() => createStore({ type, database: temporaryFile() }).open());

  it('is missing: its addon was not built', async () => {
    replace(name, copyWithoutAddon(name));
    const error = await opening();
    expect(error).toMatchObject({ code: 'driver_missing', transient: false, details: { package: name } });
    expect(error.message).toContain(`npm install ${name}`);
  });

  it('is missing: its addon is for something else', async () => {
    const copy = copyWithoutAddon(name);
    mkdirSync(join(copy, 'build/Release'), { recursive: true });
    writeFileSync(join(copy, 'build/Release', addon), 'not a library');
    replace(name, copy);
    const error = await opening();
    expect(error).toMatchObject({ code: 'driver_missing', transient: false, details: { package: name } });
    expect(error.message).toContain(`npm install ${name}`);
  });
});
