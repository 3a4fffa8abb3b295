import { afterEach, describe, expect, it } from 'vitest';
import { listening, type Receiver } from '../callbacks/receiver.js';
import { france, useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';

const sandbox = useSandbox();
const megabyte = 1_000_000;

let receiver: Receiver | undefined;
afterEach(async () => {
  await receiver?.app.close();
  receiver = undefined;
});

describe("the vendor's callbacks, over HTTP", () => {
  it('twice, in any order, some lost: what is used is known after one poll, whatever came of them', async () => {
    const { bridge, engine, store } = await bridged(sandbox);
    receiver = await listening({ keys: () => [sandbox.apiKey], receive: bridge.receive });
    await sandbox.settings({
      callbacks: {
        url: receiver.url,
        version: 'V3',
        hold: true,
        duplicateChance: 0.5,
        dropChance: 0.2,
        iccid: 'number',
      },
    });
    const users = Array.from({ length: 8 }, (_, nth) => `user ${nth}`);
    await sandbox.stock(france, users.length);
    const sales = [];
    for (const user of users) sales.push(await bridge.sell({ user, item: france, key: 'cart 1' }));
    for (const [nth, { iccid }] of sales.entries()) {
      for (let some = 0; some <= nth; some += 1) await sandbox.traffic(iccid!, 130 * megabyte);
    }
    await sandbox.control('POST', '/callbacks/deliver', { order: 'shuffled', concurrency: 4 });
    await bridge.idle();
    expect((await store.messages({ handled: true, limit: 100 })).length).toBeGreaterThan(15);
    expect(await store.messages({ handled: false, limit: 1 })).toEqual([]);
    await bridge.poll();
    const { esims, callbacks } = await sandbox.state();
    expect(new Set(callbacks.flatMap(({ answers }) => answers))).toEqual(new Set([200]));
    for (const { user, entry, iccid } of sales) {
      const { used, initial, state, endsAt } = esims[iccid!]!.assignments[0]!;
      const view = await engine.entry({ user, entry: entry! });
      expect(view).toMatchObject({ remaining: initial - used, status: state === 'depleted' ? 'inactive' : 'active' });
      expect(view.expires!.getTime()).toBe(endsAt);
    }
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });
});
