import { createBridge } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';
import { Death, Killed } from './killed.js';

const sandbox = useSandbox();
const price = 185;
const anna = { user: 'anna', item: france, key: 'cart 1' };
const two = { bundle: france, quantity: 2, key: 'week 5' };

const unlessKilled = (error: unknown): void => {
  if (!(error instanceof Killed)) throw error;
};

/** Dies before, or after, each call of either store in turn; another bridge goes on, and `check` says how it ended. */
const dying = async (
  when: 'before' | 'after',
  act: (bridge: Awaited<ReturnType<typeof bridged>>['bridge']) => Promise<unknown>,
  check: (made: Awaited<ReturnType<typeof bridged>>, nth: number) => Promise<void>,
): Promise<number> => {
  let calls = Infinity;
  // The first is the opening.
  for (let nth = 2; nth <= calls; nth += 1) {
    await sandbox.control('POST', '/reset', {
      now: '2026-01-31T10:00:00.000Z',
      settings: { rateLimit: { enabled: false } },
    });
    const made = await bridged(sandbox);
    const { engine, store, clock, bridge } = made;
    const death = new Death(nth, when);
    const dead = await createBridge({
      engine: death.wrap(engine),
      store: death.wrap(store),
      configuration: configured(sandbox.url, { apiKey: sandbox.apiKey }),
      clock,
      timers: clock,
      orderInterval: 3_000,
    });
    await act(dead).catch(unlessKilled);
    if (!death.dead) calls = death.calls;
    clock.advance({ minutes: 10 });
    await bridge.reconcile();
    await check(made, nth);
  }
  return calls;
};

describe.each(['before', 'after'] as const)('a bridge that is killed %s any call of either store', (when) => {
  it('while it buys for a sale, which is finished by another: bought once, paid once', async () => {
    const calls = await dying(
      when,
      (bridge) => bridge.sell(anna),
      async ({ bridge, engine }, nth) => {
        const sale = await bridge.sell(anna);
        expect(sale, `call ${nth}`).toMatchObject({ stage: 'held', paid: { amount: price, currency: 'USD' } });
        const { esims, organisation } = await sandbox.state();
        expect(Object.values(esims).flatMap(({ assignments }) => assignments.map(({ id }) => id))).toEqual([
          sale.assignment,
        ]);
        expect(organisation.balance).toBe(1_000_000 - price);
        const { content } = await engine.entries({ user: 'anna', inactive: true });
        expect(content).toMatchObject([{ id: sale.entry, status: 'active' }]);
      },
    );
    expect(calls).toBeGreaterThan(20);
  });

  it('while it buys for the stock, which is finished by another: bought once, paid once', async () => {
    const calls = await dying(
      when,
      (bridge) => bridge.stock(two),
      async ({ bridge }, nth) => {
        expect(await bridge.stock(two), `call ${nth}`).toMatchObject({ state: 'bought', paid: { amount: 2 * price } });
        const { lots, organisation } = await sandbox.state();
        expect(Object.values(lots).map(({ remaining }) => remaining)).toEqual([2]);
        expect(organisation.balance).toBe(1_000_000 - 2 * price);
        expect(await bridge.cases()).toEqual([]);
      },
    );
    expect(calls).toBeGreaterThan(5);
  });
});
