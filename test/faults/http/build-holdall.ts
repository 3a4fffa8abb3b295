import { readFileSync } from 'node:fs';
import { buildProgram } from '../../../packages/persistence/test/build-program.js';

const manifest = new URL('../../../packages/server/package.json', import.meta.url);
const { dependencies } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> };

/** The server's program, with our packages in it; the others read files of their own, such as those of the reference page. */
export const buildHoldall = () =>
  buildProgram('packages/server/src/program/holdall.ts', {
    beside: 'packages/server',
    external: Object.keys(dependencies).filter((name) => !name.startsWith('@holdall/')),
  });
