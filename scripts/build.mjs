import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { bin, folders, root, run } from './workspace.mjs';

export const build = async () => {
  folders()
    .map((folder) => join(root, folder))
    .filter((folder) => !isWhole(folder))
    .forEach(startOver);
  await run(bin('tsc'), ['-b']);
};

/**
 * tsc trusts its notes and does not look at what it wrote: a deleted dist would not come back, and what was made from a
 * deleted source would stay, and be packed.
 */
const isWhole = (folder) =>
  existsSync(join(folder, 'dist')) &&
  readdirSync(join(folder, 'dist'), { recursive: true })
    .filter((file) => file.endsWith('.js'))
    .every((file) => existsSync(join(folder, 'src', file.replace(/\.js$/, '.ts'))));

const startOver = (folder) => {
  rmSync(join(folder, 'dist'), { recursive: true, force: true });
  rmSync(join(folder, '.tsbuild/build.tsbuildinfo'), { force: true });
};
