import { describe, expect, it } from 'vitest';
import { facts, importWorld, inventory } from './world.js';
import { Died } from './watched.js';

const capped = { usageCapEnabled: true, defaultUsageCap: 500 };
const few = () => [
  inventory(1, ['ada'], capped),
  inventory(2, ['ada', 'bob']),
  inventory(3, ['cy'], { endDate: '2026-03-01' }),
];

describe('an import that is done again', () => {
  it('gives no command where nothing changed', async () => {
    const world = await importWorld(few());
    expect(await world.import()).toMatchObject({ created: 4 });
    world.commands.length = 0;
    const before = await world.entries();
    expect(await world.import()).toMatchObject({ created: 0, changed: 0, unchanged: 4, ended: 0, notEnded: null });
    expect(world.commands).toEqual([]);
    expect(await world.entries()).toEqual(before);
  });

  it.each([
    ['a later end', { ...capped, endDate: '2026-05-31' }, { expires: '2026-06-01T00:00:00.000Z' }],
    ['an end that is over', { ...capped, endDate: '2026-01-10' }, { status: 'inactive', ended: 'expired' }],
    ['a larger cap', { ...capped, defaultUsageCap: 800 }, { remaining: 680 }],
    ['a smaller cap', { ...capped, defaultUsageCap: 150 }, { remaining: 30 }],
    ['no cap any more', { usageCapEnabled: false }, { remaining: null }],
    ['an order under way', { ...capped, inFlightOrder: true }, { status: 'pending' }],
    ['a cap of nothing', { ...capped, defaultUsageCap: 0 }, { status: 'inactive', ended: 'deactivated' }],
  ])('changes only what changed: %s, and keeps what was used', async (_what, over, expected) => {
    const world = await importWorld(few());
    await world.import();
    await world.plain.use({ user: 'ada', item: 'calls', quantity: 120 });
    const [, ...others] = await world.entries();
    world.sandbox.products = [inventory(1, ['ada'], over), ...few().slice(1)];
    expect(await world.import()).toMatchObject({ created: 0, changed: 1, unchanged: 3 });
    const [changed, ...rest] = await world.entries();
    expect(facts(changed!)).toMatchObject(expected);
    expect(changed!.data).toMatchObject({ consumable: { used: 120 } });
    expect(rest).toEqual(others);
    world.commands.length = 0;
    expect(await world.import()).toMatchObject({ changed: 0, unchanged: 4 });
    expect(world.commands).toEqual([]);
    expect(await world.plain.audit()).toMatchObject({ unbalanced: [] });
  });

  it('undoes no use that comes between its reading and its writing', async () => {
    const world = await importWorld(few());
    await world.import();
    world.sandbox.products = [inventory(1, ['ada'], { ...capped, defaultUsageCap: 900 }), ...few().slice(1)];
    let used = false;
    world.sandbox.before = () => {
      if (used) return;
      used = true;
      // The entries were read by now, and the page is not even sent.
      void world.plain.use({ user: 'ada', item: 'calls', quantity: 100 });
    };
    await world.import();
    expect(facts((await world.entries())[0]!)).toMatchObject({ remaining: 800 });
  });

  it('activates what was pending, once its first day has come', async () => {
    const world = await importWorld([inventory(1, ['ada'], { startDate: '2026-02-01' })]);
    await world.import();
    world.clock.set(new Date('2026-01-31T23:59:59.999Z'));
    expect(await world.import()).toMatchObject({ unchanged: 1 });
    world.clock.set(new Date('2026-02-01T00:00:00Z'));
    expect(await world.import()).toMatchObject({ changed: 1 });
    expect((await world.entries()).map(facts)).toMatchObject([{ status: 'active' }]);
  });

  it('makes active again what had expired and was prolonged, and what was used up and got a larger cap', async () => {
    const world = await importWorld([
      inventory(1, ['ada'], { endDate: '2026-02-10' }),
      inventory(2, ['bob'], { usageCapEnabled: true, defaultUsageCap: 5 }),
    ]);
    await world.import();
    await world.plain.use({ user: 'bob', item: 'calls', quantity: 5 });
    world.clock.set(new Date('2026-02-20T00:00:00Z'));
    world.sandbox.now = world.clock.now();
    expect((await world.entries()).map(facts)).toMatchObject([{ ended: 'expired' }, { ended: 'used_up' }]);
    world.sandbox.products = [
      inventory(1, ['ada'], { endDate: '2026-04-10' }),
      inventory(2, ['bob'], { usageCapEnabled: true, defaultUsageCap: 9 }),
    ];
    expect(await world.import()).toMatchObject({ changed: 2 });
    expect((await world.entries()).map(facts)).toMatchObject([
      { status: 'active', expires: '2026-04-11T00:00:00.000Z' },
      { status: 'active', remaining: 4 },
    ]);
  });

  it('leaves alone what others did with an entry, until the supplier changes that', async () => {
    const world = await importWorld(few());
    await world.import();
    const [first] = await world.entries();
    const mine = { user: 'ada', entry: first!.id };
    await world.plain.setStatus({ ...mine, status: 'inactive' });
    await world.plain.setBehaviorData({ ...mine, merge: true, data: { own: { colour: 'red' } } });
    await world.import();
    world.sandbox.products = [inventory(1, ['ada'], { ...capped, endDate: '2026-05-31' }), ...few().slice(1)];
    await world.import();
    const [after] = await world.entries();
    expect(facts(after!)).toMatchObject({
      status: 'inactive',
      ended: 'deactivated',
      expires: '2026-06-01T00:00:00.000Z',
    });
    expect(after!.data).toMatchObject({ own: { colour: 'red' } });
  });

  it('gives another user an entry of their own, and ends that of the one before', async () => {
    const world = await importWorld([inventory(1, ['ada'])]);
    await world.import();
    world.sandbox.products = [inventory(1, ['bob'])];
    expect(await world.import()).toMatchObject({ created: 1, ended: 1 });
    expect((await world.entries()).map(facts)).toMatchObject([
      { user: 'ada', ended: 'revoked' },
      { user: 'bob', status: 'active' },
    ]);
  });
});

describe('an import that dies', () => {
  it('after any of its commands is finished by the next, and makes nothing twice', async () => {
    const first = [inventory(1, ['ada'], { ...capped, endDate: '2026-03-01' }), inventory(2, ['bob'])];
    const second = [inventory(1, ['ada'], { usageCapEnabled: true, defaultUsageCap: 0 }), inventory(3, ['cy'], capped)];
    const whole = await importWorld(first);
    await whole.import();
    const made = whole.commands.length;
    whole.sandbox.products = second;
    await whole.import();
    const all = whole.commands.length;
    const expected = (await whole.entries()).map(facts);
    expect(made).toBe(7);
    expect(all).toBeGreaterThan(made);
    for (let dieAfter = 0; dieAfter < all; dieAfter += 1) {
      const world = await importWorld(first);
      const bring = async () => {
        world.dieAfter = dieAfter;
        await expect(world.import()).rejects.toThrow(Died);
        world.dieAfter = Infinity;
        await world.import();
      };
      if (dieAfter < made) await bring();
      else await world.import();
      world.sandbox.products = second;
      if (dieAfter >= made) await bring();
      else await world.import();
      const entries = (await world.entries()).map(facts).toSorted((a, b) => (a.user < b.user ? -1 : 1));
      expect(entries, `died after ${dieAfter}`).toEqual(expected);
      world.commands.length = 0;
      await world.import();
      expect(world.commands, `died after ${dieAfter}`).toEqual([]);
      await world.sandbox.close();
    }
  });

  it('and never leaves an entry that could be used without its cap or its end', async () => {
    const product = inventory(1, ['ada'], { ...capped, endDate: '2026-03-01' });
    for (let dieAfter = 0; dieAfter < 4; dieAfter += 1) {
      const world = await importWorld([product]);
      world.dieAfter = dieAfter;
      await world.import().catch(() => undefined);
      for (const entry of await world.entries()) expect(entry.status).toBe('pending');
      await world.sandbox.close();
    }
  });

  it('beside another makes one entry of each', async () => {
    const world = await importWorld(few());
    const results = await Promise.all([world.import(), world.import()]);
    expect(results.map(({ refused }) => refused)).toEqual([0, 0]);
    expect((await world.entries()).map(facts)).toMatchObject([
      { user: 'ada', status: 'active', remaining: 500 },
      { user: 'ada', status: 'active' },
      { user: 'bob', status: 'active' },
      { user: 'cy', status: 'active' },
    ]);
  });
});

describe('what the rules of an item refuse', () => {
  it('is told, leaves the others alone, and is brought as soon as they allow it', async () => {
    const world = await importWorld([inventory(1, ['ada']), inventory(2, ['ada']), inventory(3, ['bob'])]);
    const item = await world.plain.item('calls');
    const limit = { type_hint: 'limited_gettable', group: { owned_limit: 1, active_only: true } };
    const document = { name: 'Calls', unique_key: 'calls', unit: 'cent', behaviors: [...item.behaviors, limit] };
    await world.plain.updateItem({ id: 'calls', item: document });
    for (let time = 0; time < 3; time += 1) {
      const result = await world.import();
      expect(result).toMatchObject({ refused: 1, notEnded: null, refusals: [{ of: '2/1/ada' }] });
      expect(result.refusals[0]!.why).toContain('limit_reached');
    }
    await world.plain.updateItem({ id: 'calls', item: { ...document, behaviors: item.behaviors } });
    expect(await world.import()).toMatchObject({ created: 1, refused: 0 });
    expect(await world.entries()).toHaveLength(3);
  });

  it('can be overridden: the supplier has decided already', async () => {
    const world = await importWorld([inventory(1, ['ada']), inventory(2, ['ada'])]);
    const limit = { type_hint: 'limited_gettable', group: { owned_limit: 1, active_only: true } };
    const behaviors = [{ type_hint: 'consumable', max_use: null }, limit];
    await world.plain.updateItem({ id: 'calls', item: { name: 'Calls', unique_key: 'calls', behaviors } });
    expect(await world.import({ overrides: ['limited_gettable'] })).toMatchObject({ created: 2, refused: 0 });
  });

  it('is not only said of the first: an import tells of 100 at the most, and counts all', async () => {
    const world = await importWorld(
      Array.from({ length: 130 }, (_, index) =>
        inventory(index + 1, ['ada'], { usageCapEnabled: true, defaultUsageCap: null }),
      ),
    );
    const { refused, refusals, notEnded } = await world.import();
    expect({ refused, told: refusals.length, notEnded }).toEqual({
      refused: 130,
      told: 100,
      notEnded: 'not understood',
    });
  });
});
