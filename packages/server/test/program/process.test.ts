import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { buildHoldall } from '../../../../test/faults/http/build-holdall.js';
import { temporaryFolder } from './program.js';

let built: Awaited<ReturnType<typeof buildHoldall>>;
beforeAll(async () => {
  built = await buildHoldall();
});
afterAll(() => built.remove());

/** The program as a process of its own. `exit` resolves with its code and the signal that ended it. */
const start = (...args: readonly string[]) => {
  const env = { PATH: process.env['PATH'] };
  const child = spawn(process.execPath, [built.program, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => said.push(part.toString()));
  return { child, exit: once(child, 'close'), said: () => said.join('') };
};

it('tells by its ready file when it is ready, and stops with 0 at SIGTERM', async () => {
  const file = join(temporaryFolder(), 'ready.json');
  const { child, exit, said } = start('serve', '--demo', '--port', '0', '--ready-file', file);
  let text: string | null = null;
  while (text === null && child.exitCode === null) {
    text = await readFile(file, 'utf8').catch(() => null);
    await sleep(10);
  }
  // The first that can be read is all of it.
  const { url, token } = JSON.parse(text!) as { url: string; token: string };
  const { status } = await fetch(`${url}/entitlements`, { headers: { authorization: `Bearer ${token}` } });
  expect(status).toBe(200);
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
  expect(existsSync(file)).toBe(false);
  expect(said()).toContain('This is a demo');
});

it('refuses to start without a secret, with a sentence and without a stack', async () => {
  const { exit, said } = start('serve');
  expect(await exit).toEqual([2, null]);
  expect(said()).toMatch(/^jwtSecret is needed, [^\n]*\n$/);
});
