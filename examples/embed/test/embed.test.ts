import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const { argv } = process;
const home = process.cwd();
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'holdall-embed-'));
  process.chdir(folder);
});
afterEach(() => {
  process.chdir(home);
  process.argv = argv;
  rmSync(folder, { recursive: true });
});

/** Runs the program anew, and answers what it printed. */
const run = async (...options: string[]): Promise<readonly unknown[][]> => {
  const print = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  process.argv = [...argv.slice(0, 2), ...options];
  vi.resetModules();
  try {
    await import('../src/embed.js');
    return [...print.mock.calls];
  } finally {
    print.mockRestore();
  }
};

const printed = [
  ['Ada drank 2, 1 left.'],
  ['insufficient_uses', { requested: 2, left: 1 }],
  ['May Ada drink once? Yes, 1 left.'],
];

it('prints the same on a file, however often it is run', async () => {
  expect(await run()).toEqual(printed);
  expect(existsSync(join(folder, 'holdall.sqlite'))).toBe(true);
  expect(await run()).toEqual(printed);
});

it('prints the same in memory, and leaves no file', async () => {
  expect(await run('--memory')).toEqual(printed);
  expect(existsSync(join(folder, 'holdall.sqlite'))).toBe(false);
});
