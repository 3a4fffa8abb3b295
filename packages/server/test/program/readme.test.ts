import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { served, temporaryFolder } from './program.js';

const readme = readFileSync(resolve(import.meta.dirname, '../../../../README.md'), 'utf8');
const block = /<!-- run by \S+readme\.test\.ts -->\n+```sh\n([\s\S]*?)```/.exec(readme)![1]!;

it('the way to a first grant in the README leads there', async () => {
  const folder = temporaryFolder();
  await served(['--demo', '--ready-file', join(folder, 'ready.json')]);
  const { stdout } = await promisify(execFile)('sh', ['-e', '-c', block], { cwd: folder });
  expect([...stdout.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
    '201',
    '202',
    '200',
    '400',
    '200',
  ]);
  expect(stdout).toContain('"reason":"insufficient_uses"');
  expect(stdout).toContain('"behavior_data":{"consumable":{"used":2}}');
});
