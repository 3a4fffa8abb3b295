import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, vi } from 'vitest';
import { run } from '../src/cli/program.js';
import { spawnProgram, startProgram } from './program.js';

it('says where it is in its ready file, and plays the API there', async () => {
  const program = await startProgram('--port', '0', '--api-key', 'a key of ours', '--now', '2030-05-06T07:08:09Z');
  expect(program).toMatchObject({
    apiKey: 'a key of ours',
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/v2\.4$/),
  });
  expect(new URL(program.url).port).not.toBe(new URL(program.controlUrl).port);
  const inventory = await fetch(`${program.url}/inventory`, { headers: { 'X-API-Key': 'a key of ours' } });
  expect([inventory.status, await inventory.json()]).toEqual([200, { bundles: [] }]);
  const clock = await fetch(`${program.controlUrl}/clock`);
  expect(await clock.json()).toEqual({ now: '2030-05-06T07:08:09.000Z' });
  expect(await program.stop()).toBe(0);
});

it.each(['SIGTERM', 'SIGINT'] as const)(
  'stops cleanly on %s, with connections open and a call hanging',
  async (signal) => {
    const program = await startProgram();
    await fetch(`${program.controlUrl}/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ operation: 'inventoryGet', outcome: { kind: 'answer' }, hold: true }),
    });
    const { hostname, port } = new URL(program.url);
    const idle = connect(Number(port), hostname);
    await once(idle, 'connect');
    const closed = once(idle, 'close');
    const hanging = fetch(`${program.url}/inventory`).catch((error: Error) => error.message);
    await fetch(`${program.controlUrl}/faults/filled`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ count: 1 }),
    });
    expect(await program.stop(signal)).toBe(0);
    await hanging;
    await closed;
  },
);

it.each([
  ['an unknown option', ['--prot', '1'], /--prot/],
  ['a port that is none', ['--port', '70000'], /--port/],
  ['a moment that is none', ['--now', 'tomorrow'], /--now/],
])('refuses %s', async (_name, args, complaint) => {
  const complained = vi.spyOn(console, 'error').mockReturnValue();
  expect(await run(args)).toBe(2);
  expect(complained.mock.lastCall![0]).toMatch(complaint);
  complained.mockRestore();
});

it('says which port it could not have', async () => {
  const program = await startProgram();
  const child = await spawnProgram('--port', new URL(program.url).port);
  const [complained, [code]] = await Promise.all([text(child.stderr!), once(child, 'exit')]);
  expect([code, complained]).toEqual([1, expect.stringContaining('EADDRINUSE')]);
  await program.stop();
});
