import { MemoryStore } from '@holdall/core';
import { MemoryBridgeStore } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { useData } from '../../sandbox/src/rules/traffic.js';
import type { WorldDraft } from '../../sandbox/src/world/world.js';
import { france } from '../sandboxed.js';
import { counting, held, inProcess } from './in-process.js';
import { seeded } from './seeded.js';

const megabyte = 1_000_000;

/** Up to so many bundles' worth, the last of them partly: more than there are, of some. */
const useSome = (world: WorldDraft, iccid: string, share: number): void =>
  void useData(world, world.esims[iccid]!, { bytes: Math.ceil(share * 1_000 * megabyte), country: 'FR' });

describe('many', () => {
  it('10,000 unchanged assignments cost no write in either store, and one call per eSIM', async () => {
    const engineWrites = counting(new MemoryStore(), new Set(['write', 'import']));
    const bridgeWrites = counting(new MemoryBridgeStore(), new Set(['commit', 'lease', 'release']));
    const { bridge, vendor, holding } = await inProcess({
      options: { store: bridgeWrites.wrapped },
      engineStore: engineWrites.wrapped,
    });
    const sales = await holding(france, { esims: 400, each: 25 });
    expect(sales).toHaveLength(10_000);
    vendor.changeMuch((world) => {
      for (const { iccid } of sales.filter((_sale, nth) => nth % 50 === 0)) {
        useData(world, world.esims[iccid!]!, { bytes: 600 * megabyte, country: 'FR' });
      }
    });
    await bridge.poll();
    expect(engineWrites.counts.get('write')).toBeGreaterThan(200);
    expect(bridgeWrites.counts.get('commit')).toBeGreaterThan(200);

    engineWrites.counts.clear();
    bridgeWrites.counts.clear();
    vendor.calls.length = 0;
    expect(await bridge.poll()).toEqual({ asked: 400, failed: [] });
    expect(await bridge.reconcile()).toMatchObject({ looked: 0, failed: [] });
    expect(vendor.calls).toHaveLength(400);
    expect([...engineWrites.counts, ...bridgeWrites.counts]).toEqual([]);
  });

  it('10,000 callbacks, twice, in any order, a fifth of them lost: after one poll all is as the vendor has it', async () => {
    const seed = Number(process.env['HOLDALL_SEED'] ?? 20260131);
    console.info(`seed ${seed}`);
    const random = seeded(seed);
    const settings = held({ dropChance: 0.2, duplicateChance: 0.3 });
    const { bridge, store, vendor, engine, clock, holding, later } = await inProcess({ settings, seed });
    const sales = await holding(france, { esims: 105, each: 32 });
    const iccids = [...new Set(sales.map(({ iccid }) => iccid!))];
    // Some is used in whole bundles, some stays in the middle of one.
    later({ minutes: 1 });
    vendor.changeMuch((world) => {
      for (const iccid of iccids) useSome(world, iccid, Math.sqrt(random()) * 42);
    });
    const made = vendor.world.callbacks;
    expect(made.length).toBeGreaterThan(10_000);
    const lost = made.filter(({ state }) => state === 'dropped').length / made.length;
    expect(lost).toBeGreaterThan(0.17);
    expect(lost).toBeLessThan(0.23);

    const sent = vendor.sent(clock.now());
    const shuffled = sent.map((one) => ({ one, rank: random() })).toSorted((a, b) => a.rank - b.rank);
    expect(shuffled.length).toBeGreaterThan(7_500);
    const answers = new Map<string, number>();
    for (let nth = 0; nth < shuffled.length; nth += 2_000) {
      const some = await Promise.all(shuffled.slice(nth, nth + 2_000).map(({ one }) => bridge.receive(one)));
      for (const answer of some) answers.set(answer, (answers.get(answer) ?? 0) + 1);
    }
    await bridge.idle();
    expect(answers.get('duplicate')).toBe(sent.length - new Set(sent.map(({ id }) => id)).size);

    // What happens now is told by no callback.
    vendor.changeMuch((world) => {
      world.settings.callbacks.url = null;
      for (const iccid of iccids) useSome(world, iccid, random() * 3);
    });
    await bridge.poll();
    expect(await store.messages({ handled: false, limit: 9 })).toEqual([]);
    const states = new Map<string, number>();
    for (const { id, iccid, assignment, user, entry } of sales) {
      const { state, used, initial } = vendor.assignment(iccid!, assignment!);
      states.set(state, (states.get(state) ?? 0) + 1);
      expect((await store.sale(id))!.meter, id).toMatchObject({ state, used });
      const view = await engine.entry({ user, entry: entry! });
      expect(view, id).toMatchObject({
        remaining: initial - used,
        status: state === 'depleted' ? 'inactive' : 'active',
        ended: state === 'depleted' ? 'used_up' : null,
      });
    }
    expect(Math.min(...['queued', 'active', 'depleted'].map((state) => states.get(state) ?? 0))).toBeGreaterThan(40);
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  }, 90_000);
});
