import { describe, expect, it } from 'vitest';
import { facts, importWorld, inventory } from './world.js';

describe('a usage-product inventory', () => {
  it.each([
    ['is active without an end', {}, { status: 'active', expires: null }],
    [
      'is held through its last day',
      { endDate: '2026-01-31' },
      { status: 'active', expires: '2026-02-01T00:00:00.000Z' },
    ],
    ['is pending until its first day', { startDate: '2026-02-01' }, { status: 'pending' }],
    ['is active from its first day on', { startDate: '2026-01-31' }, { status: 'active' }],
    ['is pending while it is being ordered', { inFlightOrder: true }, { status: 'pending' }],
    ['has its cap as what can be used', { usageCapEnabled: true, defaultUsageCap: 500 }, { remaining: 500 }],
    ['has whole minor units', { usageCapEnabled: true, defaultUsageCap: 499.9 }, { remaining: 499 }],
    [
      'has the cap of its own',
      { usageCapEnabled: true, defaultUsageCap: 500, overrideUsageCap: 70 },
      { remaining: 70 },
    ],
    ['has no limit where the cap is off', { usageCapEnabled: false, defaultUsageCap: 500 }, { remaining: null }],
    [
      'is switched off where nothing may be used',
      { usageCapEnabled: true, defaultUsageCap: 0 },
      { status: 'inactive' },
    ],
    ['is of the item of its product', { usageProductId: 2 }, { item: 'data' }],
    [
      'may leave out what it need not say',
      { usageCapEnabled: undefined, endDate: undefined as never },
      { status: 'active' },
    ],
  ])('%s', async (_what, over, expected) => {
    const world = await importWorld([inventory(7, ['ada'], over)]);
    expect(await world.import()).toMatchObject({ created: 1, changed: 0, refused: 0, notEnded: null });
    expect((await world.entries()).map(facts)).toMatchObject([{ user: 'ada', ...expected }]);
    expect(await world.plain.audit()).toMatchObject({ unbalanced: [] });
  });

  it.each([
    ['over before it was ever brought', inventory(7, ['ada'], { endDate: '2026-01-30' }), { over: 1 }],
    ['of a product without an item', inventory(7, ['ada'], { usageProductId: 9 }), { unmapped: 1 }],
    ['without users', inventory(7, [{ userId: null }, { userId: '' }, {}]), { withoutUser: 3 }],
    [
      'with a cap without a figure',
      inventory(7, ['ada'], { usageCapEnabled: true, defaultUsageCap: null }),
      { refused: 1 },
    ],
    ['without references', inventory(7, [], { productReferences: undefined as never }), { refused: 1 }],
    ['of a user that cannot be one', inventory(7, ['a'.repeat(65)]), { refused: 1 }],
  ])('makes no entry where it is %s', async (_what, product, expected) => {
    const world = await importWorld([product]);
    expect(await world.import()).toMatchObject({ created: 0, ...expected });
    expect(await world.entries()).toEqual([]);
  });

  it('is an entry for each user, from the first day of any of their references to the last', async () => {
    const world = await importWorld([
      inventory(
        7,
        [
          { userId: 'ada', startDate: '2026-03-01', endDate: '2026-03-31' },
          { userId: 'ada', startDate: '2026-01-15', endDate: '2026-02-10' },
          { userId: 'bob', startDate: '2025-01-01', endDate: '2027-12-31' },
          { userId: 'cy', startDate: '2026-01-01' },
        ],
        { endDate: '2026-06-30' },
      ),
    ]);
    await world.import();
    expect((await world.entries()).map(facts)).toMatchObject([
      { user: 'ada', status: 'active', expires: '2026-04-01T00:00:00.000Z' },
      { user: 'bob', status: 'active', expires: '2026-07-01T00:00:00.000Z' },
      { user: 'cy', status: 'active', expires: '2026-07-01T00:00:00.000Z' },
    ]);
  });

  it('ends on its last day or before it, and at the midnight of whoever says so', async () => {
    const product = inventory(7, ['ada'], { endDate: '2026-02-10' });
    const excluded = await importWorld([product]);
    await excluded.import({ lastDay: 'excluded' });
    const elsewhere = await importWorld([product]);
    await elsewhere.import({ midnight: (day) => new Date(`${day}T00:00:00+01:00`) });
    const expiries = [...(await excluded.entries()), ...(await elsewhere.entries())].map(
      (entry) => facts(entry).expires,
    );
    expect(expiries).toEqual(['2026-02-10T00:00:00.000Z', '2026-02-10T23:00:00.000Z']);
  });
});
