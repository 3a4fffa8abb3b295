import { createBridge } from '@holdall/esim-go';
import { expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { useSandbox } from '../sandboxed.js';
import { Death, Killed } from './killed.js';
import { soldTo } from './refunded.js';

const sandbox = useSandbox();

const unlessKilled = (error: unknown): void => {
  if (!(error instanceof Killed)) throw error;
};

it.each(['before', 'after'] as const)(
  'a refund whose bridge is killed %s any call of either store is finished by another, once',
  async (when) => {
    let calls = Infinity;
    for (let nth = 1; nth <= calls; nth += 1) {
      await sandbox.control('POST', '/reset', {
        now: '2026-01-31T10:00:00.000Z',
        settings: { rateLimit: { enabled: false } },
      });
      const { engine, store, clock, bridge, order, truth } = await soldTo(sandbox);
      // The opening is none of it.
      const death = new Death(nth + 1, when);
      const dying = await createBridge({
        engine: death.wrap(engine),
        store: death.wrap(store),
        configuration: configured(sandbox.url, { apiKey: sandbox.apiKey }),
        clock,
        timers: clock,
      });
      await dying.refund({ ...order, to: 'balance' }).catch(unlessKilled);
      if (!death.dead) calls = death.calls - 1;

      // What the dead one held is free again, and what it sent is over.
      clock.advance({ minutes: 10 });
      await bridge.reconcile();
      // Nobody may know of it yet: who wanted it asks again.
      if ((await bridge.sale('anna', order.entry))!.stage === 'held') await bridge.refund({ ...order, to: 'balance' });
      const sale = await bridge.sale('anna', order.entry);
      expect(sale, `call ${nth}`).toMatchObject({ stage: 'refunded', refund: { returned: 'balance', attempt: 1 } });
      expect(await truth()).toEqual({ state: 'revoked', refundedTo: 'inventory', left: [4], balance: 1_000_185 });
      const entry = await engine.entry(order);
      expect(entry).toMatchObject({ status: 'inactive', ended: 'revoked' });
      expect(entry.data['esim_go']).toMatchObject({ refund: { returned: 'balance' } });
      expect(await engine.audit()).toMatchObject({ unbalanced: [] });
    }
    expect(calls).toBeGreaterThan(20);
  },
  120_000,
);
