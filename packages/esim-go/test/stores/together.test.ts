import { stored } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { held } from './held.js';
import { sharedPlaces, storeOn } from './places.js';
import { operationOf, saleOf } from './records.js';

const ways = (settled: readonly PromiseSettledResult<unknown>[]) =>
  settled.map((one) => (one.status === 'fulfilled' ? 'done' : (one.reason as Error).constructor.name));

describe.each(sharedPlaces)('several stores on one database: %s', (_name, fresh) => {
  it('begin at the same moment, on an empty one', async () => {
    const place = await fresh();
    const stores = await Promise.all([1, 2, 3, 4].map(() => storeOn(place)));
    await stores[0]!.commit({ sales: [saleOf('s')] });
    for (const store of stores) expect(await store.sale('s')).toMatchObject({ revision: 1 });
  });

  it.each([
    ['a new record', false],
    ['one that is there', true],
  ])('change the same record once, when both have begun before either is done: %s', async (_what, there) => {
    const place = await fresh();
    const stores = [await storeOn(place), await storeOn(place)];
    const before = saleOf('s');
    if (there) await stores[0]!.commit({ sales: [before] });
    const blocker = await held(place);
    const changes = stores.map((store, user) =>
      store.commit({
        sales: [{ ...(there ? stored(before) : before), user: `user ${user}` }],
        operations: [operationOf(`of ${user}`)],
      }),
    );
    const settling = Promise.allSettled(changes);
    await blocker.waiting(2);
    await blocker.release();
    const settled = await settling;
    expect(new Set(ways(settled))).toEqual(new Set(['done', 'StaleError']));
    const winner = settled.findIndex(({ status }) => status === 'fulfilled');
    expect(await stores[0]!.sale('s')).toMatchObject({ user: `user ${winner}`, revision: there ? 2 : 1 });
    expect(await stores[0]!.operations({ limit: 5 })).toMatchObject([{ id: `of ${winner}` }]);
  });

  it.each(['new', 'released', 'over'])('give a lease that is %s to one of those who ask at once', async (state) => {
    const place = await fresh();
    const stores = await Promise.all([1, 2, 3].map(() => storeOn(place)));
    if (state !== 'new') await stores[0]!.lease({ name: 'n', holder: 'before', now: 0, until: 10 });
    if (state === 'released') await stores[0]!.release('n', 'before');
    const blocker = await held(place);
    const asking = Promise.all(
      stores.map((store, at) => store.lease({ name: 'n', holder: `me ${at}`, now: 10, until: 20 })),
    );
    await blocker.waiting(3);
    await blocker.release();
    expect((await asking).filter((turn) => turn !== null)).toEqual([state === 'new' ? 1 : 2]);
  });

  it('do not wait for each other in a circle, when they change the same records in another order', async () => {
    const place = await fresh();
    const [one, other] = [await storeOn(place), await storeOn(place)];
    const sales = ['a', 'b', 'c', 'd'].map((id) => saleOf(id));
    await one.commit({ sales });
    for (let round = 1; round <= 20; round += 1) {
      const latest = sales.map((sale) => ({ ...sale, revision: round }));
      const settled = await Promise.allSettled([
        one.commit({ sales: latest }),
        other.commit({ sales: latest.toReversed() }),
      ]);
      expect(new Set(ways(settled))).toEqual(new Set(['done', 'StaleError']));
    }
  });

  it('read what was committed, and nothing that is not yet, while another writes', async () => {
    const place = await fresh();
    const [one, other] = [await storeOn(place), await storeOn(place)];
    await one.commit({ sales: [saleOf('s')] });
    const blocker = await held(place);
    const committing = one.commit({ sales: [{ ...saleOf('s'), revision: 1, user: 'ben' }] });
    await blocker.waiting(1);
    expect(await other.sale('s')).toMatchObject({ user: 'anna' });
    await blocker.release();
    await committing;
    expect(await other.sale('s')).toMatchObject({ user: 'ben' });
  });
});
