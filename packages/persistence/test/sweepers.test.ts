import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createEngine } from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore, type StoreOptions } from '../src/index.js';
import { randomFrom, sharedPlaces } from './worlds.js';

const program = fileURLToPath(new URL('sweeper-process.mjs', import.meta.url));

/** A process with a worker; it waits to be told to begin. */
const sweeper = async (place: StoreOptions, now: number) => {
  const child = spawn(process.execPath, [program, JSON.stringify(place), String(now)], { stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await new Promise((resolve) => {
    child.stdout.once('data', resolve);
    void ended.then(resolve);
  });
  return {
    begin: () => child.stdin.write('go\n'),
    told: async () => {
      const code = await ended;
      if (code !== 0) throw new Error(`the process ended with ${code}: ${complained}`);
      return JSON.parse(said.split('\n')[1]!) as { expired: number; runs: number; failed: string[] };
    },
  };
};

const day = 86_400_000;

describe.each(sharedPlaces)('workers of several processes on one database, %s', (_name, place) => {
  it('mark every entry once between them, while it is used and got', { timeout: 120_000 }, async () => {
    const shared = await place();
    let now = Date.UTC(2026, 0, 1);
    const engine = await createEngine({ store: createStore(shared), clock: { now: () => now } });
    onTestFinished(() => engine.close());
    const expirable = { type_hint: 'expirable', unit_of_time: 'day', time_length: 1 };
    const item = (unique_key: string, behaviors: object[]) =>
      engine.createItem({ item: { name: unique_key, unique_key, behaviors } });
    await item('pass', [expirable, { type_hint: 'consumable', max_use: 3 }]);
    await item('key', []);
    const random = randomFrom(7);
    const users = Array.from({ length: 40 }, (_, n) => `user ${n}`);
    // Some hold much, some little, in an order in which nobody's entries are side by side.
    for (let n = 0; n < 10; n += 1) {
      now += 1;
      await Promise.all(
        users.map((user) => engine.grant({ user, item: 'pass', quantity: 1 + random(random(3) === 0 ? 20 : 3) })),
      );
    }
    await Promise.all(users.map((user) => engine.grant({ user, item: 'key' })));
    const { total } = await engine.entries({ item: 'pass' });

    const sweepers = await Promise.all([0, 1, 2].map(() => sweeper(shared, now + 2 * day)));
    now += 2 * day;
    for (const { begin } of sweepers) begin();
    for (let n = 0; n < 5; n += 1) {
      await Promise.all(users.map((user) => engine.use({ user, item: 'key' })));
      await Promise.all(users.slice(n * 5, n * 5 + 5).map((user) => engine.grant({ user, item: 'pass' })));
    }
    const told = await Promise.all(sweepers.map((one) => one.told()));

    expect(told.flatMap(({ failed }) => failed)).toEqual([]);
    expect(told.reduce((sum, { expired }) => sum + expired, 0)).toBe(total);
    for (const user of users) {
      const { content } = await engine.log({ user, types: ['expired'], size: 1000 });
      const entries = content.map(({ entry }) => entry);
      expect(new Set(entries).size).toBe(entries.length);
      expect(content.every(({ quantity }) => quantity === 3)).toBe(true);
    }
    expect(await engine.sweepExpired({})).toMatchObject({ expired: 0, more: false });
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });
});
