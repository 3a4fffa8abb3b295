import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { StoreOptions } from '../../src/index.js';
import { held, openShop, orders } from '../host.js';
import { sharedPlaces } from '../worlds.js';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Runs a host that sells in a process of its own, and kills it at a point. */
const killedAt = async (place: StoreOptions, stopAt: string): Promise<void> => {
  const args = [here('run-source.mjs'), here('selling.ts'), JSON.stringify({ place, stopAt })];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (log += text));
  const exited = once(child, 'exit');
  const arrived = new Promise<string>((resolve) => {
    child.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
    void exited.then(() => resolve(`it ended before: ${log}`));
  });
  expect(await arrived).toBe(stopAt);
  child.kill('SIGKILL');
  expect(await exited).toEqual([null, 'SIGKILL']);
};

describe.each(sharedPlaces)('a process that is killed in its transaction on %s', (_name, place) => {
  it('between the order and the grant, or between the grant and the commit, leaves neither; after it, both', async () => {
    const shared = await place();
    const shop = await openShop(shared);
    for (const point of ['ordered', 'granted']) {
      await killedAt(shared, point);
      expect([await orders(shop.dataSource), await held(shop.engine)]).toEqual([[], []]);
    }
    await killedAt(shared, 'committed');
    expect([await orders(shop.dataSource), await held(shop.engine)]).toEqual([[1], ['ann Key']]);
    const repeated = await shop.engine.grant({ user: 'ann', item: 'key', key: 'order-1' });
    expect(repeated.replayed).toBe(true);
    expect(await shop.engine.audit()).toMatchObject({ entries: 1, records: 1, unbalanced: [] });
    // The locks of the killed are gone.
    await shop.engine.grant({ user: 'ann', item: 'key' });
  });
});
