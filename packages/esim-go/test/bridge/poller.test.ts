import { InventoryApi, MemoryBridgeStore, RateLimiter, type ConfigurationParameters } from '@holdall/esim-go';
import { TestClock } from '@holdall/testing';
import { afterEach, describe, expect, it } from 'vitest';
import { moveTo } from '../../sandbox/src/rules/settle.js';
import { configured } from '../client/hurry.js';
import { france } from '../sandboxed.js';
import { seeded } from './seeded.js';
import { counting, inProcess, Vendor } from './in-process.js';

const megabyte = 1_000_000;
const minute = 60_000;

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
/** As long as it takes until everything that goes on waits for the clock. */
const standing = async (): Promise<void> => {
  for (let nth = 0; nth < 8; nth += 1) await settled();
};

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe('a bridge that is started', () => {
  /** When each eSIM was asked for, in minutes since the start. */
  const started = async (options: object = {}) => {
    const all = await inProcess({ options });
    const { bridge, clock, vendor } = all;
    ends.push(() => bridge.stop());
    const begin = clock.now();
    const pass = async (minutes: number): Promise<readonly number[]> => {
      const asked: number[] = [];
      vendor.calls.length = 0;
      for (let nth = 0; nth < minutes * 6; nth += 1) {
        clock.advance({ seconds: 10 });
        vendor.change((world) => moveTo(world, clock.now()));
        await standing();
        for (const _call of vendor.calls.splice(0)) asked.push(Math.round((clock.now() - begin) / minute));
      }
      return asked;
    };
    return { ...all, pass };
  };

  it('asks in minutes for what is in use, in hours for what waits, and never for what is over', async () => {
    const { bridge, vendor, sold, pass, engine } = await started();
    const active = await sold(france);
    const queued = await sold(france, 'ben');
    vendor.traffic(active.iccid!, megabyte);
    await bridge.poll();
    bridge.start();
    // The one somewhere in its ten minutes, the other somewhere in its six hours: in their middles, by this clock.
    expect(await pass(36)).toEqual([5, 15, 25, 35]);
    vendor.traffic(active.iccid!, 999 * megabyte);
    expect(await pass(24)).toEqual([45]);
    expect(await engine.entry({ user: 'anna', entry: active.entry! })).toMatchObject({ ended: 'used_up' });
    expect(await pass(121)).toEqual([180]);
    expect(await bridge.sale('ben', queued.entry!)).toMatchObject({ stage: 'held' });
    vendor.traffic(queued.iccid!, megabyte);
    expect(await pass(300)).toEqual([]);
    // Six hours after the last, and from then on in minutes.
    expect((await pass(90)).slice(0, 3)).toEqual([540, 550, 560]);
    await bridge.stop();
    expect(await pass(30)).toEqual([]);
  });

  it('finishes what was left: callbacks that nobody handled, sales that are open', async () => {
    const { bridge, vendor, store, sold, pass, engine, clock } = await started();
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, 300 * megabyte);
    await store.commit({
      messages: [
        {
          id: 'left over',
          revision: 0,
          receivedAt: clock.now(),
          iccid: sale.iccid,
          callback: { signed: false, bundle: null },
          handledAt: null,
        },
      ],
    });
    bridge.start();
    await standing();
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ remaining: 700 * megabyte });
    expect(await store.messages({ handled: false, limit: 9 })).toEqual([]);
    await store.commit({
      sales: [{ ...(await store.sale(sale.id))!, meter: { ...sale.meter!, state: 'active', used: 400 * megabyte } }],
    });
    await pass(2);
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ remaining: 600 * megabyte });
  });

  it('goes on when the vendor cannot be reached, and when the store fails', async () => {
    const failures: unknown[] = [];
    const inner = new MemoryBridgeStore();
    let broken = false;
    const store = new Proxy(inner, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== 'function') return member;
        return async (...given: unknown[]): Promise<unknown> => {
          if (broken) throw new Error('the disk is full');
          return Reflect.apply(member, target, given) as unknown;
        };
      },
    });
    const { bridge, vendor, sold, pass, engine } = await started({
      store,
      failed: (error: unknown) => failures.push(error),
    });
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, megabyte);
    await bridge.poll();
    bridge.start();
    vendor.traffic(sale.iccid!, megabyte);
    vendor.down = true;
    await pass(12);
    expect(failures).toEqual([]);
    vendor.down = false;
    broken = true;
    await pass(12);
    expect(failures).toContainEqual(new Error('the disk is full'));
    broken = false;
    await pass(12);
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ remaining: 998 * megabyte });
  });

  it('is the only one of several that asks, until it stops or dies', async () => {
    const { bridge, another, vendor, sold, pass } = await started();
    const other = await another();
    ends.push(() => other.stop());
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, megabyte);
    await bridge.poll();
    bridge.start();
    await standing();
    other.start();
    expect(await pass(30)).toEqual([5, 15, 25]);
    await bridge.stop();
    const asked = await pass(20);
    expect(asked.length).toBeGreaterThanOrEqual(1);
    expect(asked.length).toBeLessThanOrEqual(2);
  });

  it('writes nothing where nothing changes, but that it is still there', async () => {
    const writes = counting(new MemoryBridgeStore(), new Set(['commit', 'lease', 'release']));
    const { bridge, vendor, sold, pass } = await started({ store: writes.wrapped });
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, megabyte);
    await bridge.poll();
    bridge.start();
    await standing();
    writes.counts.clear();
    expect(await pass(60)).toHaveLength(6);
    expect(writes.counts.get('commit') ?? 0).toBe(0);
    // Every 100 seconds.
    expect(writes.counts.get('lease')).toBeLessThanOrEqual(36);
  });
});

/** Answers at once, and counts as the vendor does: by windows that begin whenever it likes. */
const counted = (vendor: Vendor, clock: TestClock) => {
  const moments: number[] = [];
  const fetch: typeof globalThis.fetch = (input, init) => {
    moments.push(clock.now());
    return vendor.fetch(input, init);
  };
  return { fetch, moments };
};

describe('the poller at the limit', () => {
  it('keeps 36,000 calls an hour within the rate limit and never starves a sale', async () => {
    // Six minutes of an account whose polls alone would take up all that there is, and more.
    const clock = Object.assign(new TestClock('2026-01-31T10:00:00.000Z'), { random: seeded(7) });
    const vendor = new Vendor({ rateLimit: { enabled: false } });
    const { fetch, moments } = counted(vendor, clock);
    const limiter = new RateLimiter({ timing: clock });
    const parameters: ConfigurationParameters = { fetch, timing: clock, limiter };
    const { bridge, holding } = await inProcess({
      vendor,
      clock,
      configuration: parameters,
      options: { pollActive: 180_000 },
    });
    await holding(france, { esims: 1_900, each: 1, state: 'active' });
    const shop = new InventoryApi(configured('http://vendor.example.com/v2.4', parameters));
    ends.push(() => bridge.stop());
    bridge.start();
    const waits: number[] = [];
    for (let tick = 0; tick < 1_800; tick += 1) {
      await standing();
      if (tick % 24 === 11) {
        const asked = clock.now();
        void shop.inventoryGet().then(() => waits.push(clock.now() - asked));
        await standing();
      }
      clock.advance({ milliseconds: 200 });
    }
    // No second, wherever it begins, has more than ten of them.
    const crowded = moments.filter((at, nth) => nth >= 10 && at - moments[nth - 10]! < 1_000);
    expect(crowded).toEqual([]);
    const polls = vendor.calls.filter(({ operation }) => operation === 'esimsIccidBundlesGet');
    expect(polls.length).toBeGreaterThan(3_400);
    expect(new Set(polls.map(({ path }) => path)).size).toBe(1_900);
    expect(waits).toHaveLength(75);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
  });
});
