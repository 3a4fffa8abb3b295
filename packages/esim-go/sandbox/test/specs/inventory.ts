// Contract 1.1, section 3 (4, 5), and 5.1 on lots.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, start } from '../sandbox.js';

const { get, post, stock, settings, advance, balance, remaining, reset, control } = sandbox;

const refund = (usageId: unknown, quantity: unknown) => post('/inventory/refund', { usageId, quantity });

describe('inventory', () => {
  it('shows lots by bundle, in bundles, with data in MB and an expiry 12 months on', async () => {
    const { id } = await stock(europe, 3);
    const other = await stock(europe, 2, { purchasedAt: '2025-06-15T23:59:59Z' });
    expect((await get('/inventory')).json).toEqual({
      bundles: [
        {
          name: europe,
          desc: 'eSIM, 5GB, 30 Days, Europe, V2',
          useDms: false,
          available: [
            { id, total: 3, remaining: 3, expiry: '2027-01-31' },
            { id: other.id, total: 2, remaining: 2, expiry: '2026-06-15' },
          ],
          countries: ['FR', 'DE', 'GB'],
          data: 5000,
          duration: 30,
          durationUnit: 'day',
          autostart: true,
          unlimited: false,
          speed: ['4G'],
          allowances: [
            {
              type: 'DATA',
              service: 'Standard',
              description: 'eSIM, 5GB, 30 Days, Europe, V2',
              amount: 5000,
              unit: 'MB',
              unlimited: false,
            },
          ],
        },
      ],
    });
    expect(id).toBeTypeOf('number');
  });

  it('is taken from earliest expiry first, however the lots came', async () => {
    const [late, early] = [await stock(france, 1), await stock(france, 1, { expiresAt: '2026-02-10T00:00:00Z' })];
    expect((await post('/esims/apply', { name: france })).status).toBe(200);
    expect([await remaining(late.id), await remaining(early.id)]).toEqual([1, 0]);
  });

  it('or from the oldest lot, where that is set', async () => {
    await settings({ inventory: { takes: 'oldest_lot' } });
    const [first, second] = [await stock(france, 1), await stock(france, 1, { expiresAt: '2026-02-10T00:00:00Z' })];
    await post('/esims/apply', { name: france });
    expect([await remaining(first.id), await remaining(second.id)]).toEqual([0, 1]);
  });

  it('loses a lot on the very millisecond of its expiry', async () => {
    await stock(france, 1, { expiresAt: '2026-02-01T00:00:00Z' });
    await control('POST', '/clock', { to: '2026-01-31T23:59:59.999Z' });
    expect((await get('/inventory')).json.bundles).toHaveLength(1);
    await advance({ milliseconds: 1 });
    expect((await get('/inventory')).json.bundles).toEqual([]);
    expect((await post('/esims/apply', { name: france })).status).toBe(403);
  });

  it('lists a lot that is used up, or hides it', async () => {
    const { id } = await stock(france, 1);
    await post('/esims/apply', { name: france });
    expect((await get('/inventory')).json.bundles[0].available).toMatchObject([{ id, total: 1, remaining: 0 }]);
    await settings({ shapes: { emptyLots: 'hidden' } });
    expect((await get('/inventory')).json.bundles).toEqual([]);
  });
});

describe('an inventory refund', () => {
  it('credits what was paid, to the cent, and leaves the rest of the lot', async () => {
    const { id } = await stock(france, 5, { price: 333 });
    const before = await balance();
    const answer = await refund(id, 3);
    expect([answer.status, answer.json]).toEqual([200, { status: 'Successfully refunded bundles to balance' }]);
    expect([await remaining(id), (await balance()) - before]).toEqual([2, 999]);
    expect((await get('/organisation')).json.balance).toBe((before + 999) / 100);
  });

  it('credits the current price where that is set', async () => {
    await settings({ refunds: { price: 'current' } });
    const { id } = await stock(france, 1, { price: 333 });
    const before = await balance();
    await refund(id, 1);
    expect((await balance()) - before).toBe(185);
  });

  it.each([
    ['no usageId', undefined, 1],
    ['a usageId in text', '101', 1],
    ['a fractional usageId', 1.5, 1],
    ['no quantity', 101, undefined],
    ['zero', 101, 0],
    ['less than zero', 101, -1],
    ['a fraction', 101, 0.5],
    ['more than remains', 101, 3],
  ])('is 400 for %s', async (_name, usageId, quantity) => {
    const { id } = await stock(france, 2);
    expect(id).toBe(101);
    expect((await refund(usageId, quantity)).status).toBe(400);
    expect([await remaining(id), await balance()]).toEqual([2, 1_000_000]);
  });

  it('is 403 for a usageId that nobody knows', async () => {
    expect((await refund(999, 1)).status).toBe(403);
  });

  it.each([
    [59, 23, 200],
    [60, 0, 403],
  ])('%i days and %i hours after the purchase is %i', async (days, hours, status) => {
    const { id } = await stock(france, 1);
    await advance({ days, hours });
    expect((await refund(id, 1)).status).toBe(status);
    expect(await remaining(id)).toBe(status === 200 ? 0 : 1);
  });

  it('follows the refund period of the account, and the status that is set', async () => {
    await settings({ refunds: { periodDays: 10, refusedStatus: 400 } });
    const { id } = await stock(france, 1);
    await advance({ days: 10 });
    expect((await refund(id, 1)).status).toBe(400);
  });

  it('is refused once the lot has expired, however long the refund period', async () => {
    await settings({ refunds: { periodDays: 1000 } });
    const { id } = await stock(france, 1, { expiresAt: '2026-02-10T00:00:00Z' });
    await advance({ days: 11 });
    expect([(await refund(id, 1)).status, await balance()]).toEqual([403, 1_000_000]);
  });

  it('is refused where refunds are disabled', async () => {
    await settings({ refunds: { enabled: false } });
    const { id } = await stock(france, 1);
    const answer = await refund(id, 1);
    expect([answer.status, answer.json.message]).toEqual([403, expect.stringContaining('not enabled')]);
    expect([await remaining(id), await balance()]).toEqual([1, 1_000_000]);
  });

  it('adds up: the movements of money make the balance', async () => {
    await reset({ now: start, organisation: { balance: 5000 }, settings: { rateLimit: { enabled: false } } });
    await post('/orders', { type: 'transaction', assign: false, order: [{ item: europe, quantity: 3 }] });
    const [lot] = Object.values((await sandbox.state()).lots);
    await refund(lot!.id, 2);
    const { money, organisation } = await sandbox.state();
    expect(money.map(({ kind, amount }) => [kind, amount])).toEqual([
      ['opening', 5000],
      ['order', -2997],
      ['inventory_refund', 1998],
    ]);
    expect(organisation.balance).toBe(4001);
  });
});
