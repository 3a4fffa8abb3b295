// Contract 2.4 with 3.1 to 3.3 as tables: which way to revoke does what, in which state, and what comes back.
import { describe, expect, it } from 'vitest';
import type { SettingsPatch } from '../../src/index.js';
import { europe, france, sandbox } from '../sandbox.js';

const { get, post, remove, esim, truth, traffic, advance, settings, balance, state, stock, remaining } = sandbox;

const GB = 1_000_000_000;
const price = 500;

/** One bundle, bought now for 5.00, on an eSIM that the returns process leaves alone. */
const assigned = async () => {
  const lot = await stock(france, 1, { price });
  const iccid = await esim({ profileStatus: 'Installed' });
  await post('/esims/apply', { name: france, iccid });
  return { iccid, lot: lot.id };
};

const ways = {
  'by id': '/assignments/998',
  'by name': '',
  'by name, to balance': '?refundToBalance=true&offerId=998',
} as const;
type Way = keyof typeof ways;

const revoked = async (way: Way, iccid: string, lot: number, type = 'transaction') => {
  const before = await balance();
  const query = `${ways[way].includes('?') ? '&' : '?'}type=${type}`;
  const { status } = await remove(`/esims/${iccid}/bundles/${france}${ways[way]}${query}`);
  const [assignment] = (await truth(iccid)).assignments;
  return [status, assignment!.state, await remaining(lot), (await balance()) - before];
};

type Life = (iccid: string) => Promise<unknown>;
const lives: Record<string, Life> = {
  queued: async () => undefined,
  'started without data': (iccid) => traffic(iccid, 0),
  'a byte used': (iccid) => traffic(iccid, 1),
  depleted: (iccid) => traffic(iccid, GB),
  lapsed: () => advance({ days: 366 }),
};

type Outcome = readonly [status: number, state: string, backInTheLot: number, moneyBack: number];

const table: readonly (readonly [life: string, way: Way, ...outcome: Outcome])[] = [
  ['queued', 'by id', 200, 'revoked', 1, 0],
  ['queued', 'by name', 200, 'revoked', 1, 0],
  ['queued', 'by name, to balance', 200, 'revoked', 0, price],
  ['started without data', 'by id', 200, 'revoked', 0, 0],
  ['started without data', 'by name', 400, 'active', 0, 0],
  ['started without data', 'by name, to balance', 200, 'revoked', 0, 0],
  ['a byte used', 'by id', 200, 'revoked', 0, 0],
  ['a byte used', 'by name', 400, 'active', 0, 0],
  ['a byte used', 'by name, to balance', 200, 'revoked', 0, 0],
  ['depleted', 'by id', 400, 'depleted', 0, 0],
  ['depleted', 'by name', 400, 'depleted', 0, 0],
  ['depleted', 'by name, to balance', 400, 'depleted', 0, 0],
  ['lapsed', 'by id', 400, 'lapsed', 0, 0],
  ['lapsed', 'by name', 400, 'lapsed', 0, 0],
  ['lapsed', 'by name, to balance', 400, 'lapsed', 0, 0],
];

describe('a revoke', () => {
  it.each(table)('of one that is %s, %s: %i, %s, %i, %i', async (life, way, ...outcome) => {
    const { iccid, lot } = await assigned();
    await lives[life]!(iccid);
    expect(await revoked(way, iccid, lot)).toEqual(outcome);
  });

  it.each(table)(
    'that is only validated, of one that is %s, %s: %i, and nothing is done',
    async (life, way, status) => {
      const { iccid, lot } = await assigned();
      await lives[life]!(iccid);
      const before = await state();
      expect((await revoked(way, iccid, lot, 'validate'))[0]).toBe(status);
      expect(await state()).toEqual(before);
    },
  );

  it.each<[why: string, settings: SettingsPatch, days: number]>([
    ['refunds are not enabled', { refunds: { enabled: false } }, 0],
    ['its 60 days are over', {}, 60],
    ['the days of this account are over', { refunds: { periodDays: 1 } }, 1],
  ])('gives nothing back, to neither, where %s', async (_why, patch, days) => {
    await settings(patch);
    for (const way of ['by id', 'by name', 'by name, to balance'] as const) {
      await sandbox.reset({ settings: { rateLimit: { enabled: false }, ...patch } });
      const { iccid, lot } = await assigned();
      await advance({ days });
      expect(await revoked(way, iccid, lot)).toEqual([200, 'revoked', 0, 0]);
      expect((await truth(iccid)).assignments[0]!.refundedTo).toBeNull();
    }
  });

  it('to balance credits what the bundle costs now, where that is set', async () => {
    await settings({ refunds: { price: 'current' } });
    const { iccid, lot } = await assigned();
    expect(await revoked('by name, to balance', iccid, lot)).toEqual([200, 'revoked', 0, 185]);
  });

  it('by name takes 243 of 243 and 245, as in the example, whatever else is on it; GET shows 245', async () => {
    await stock(france, 2);
    await stock(europe, 1);
    const iccid = await esim({ profileStatus: 'Installed' });
    for (const name of [france, france, europe]) await post('/esims/apply', { name, iccid });
    const [oldest, latest, other] = (await truth(iccid)).assignments.map(({ id }) => id);
    expect((await get(`/esims/${iccid}/bundles/${france}`)).json.assignments).toMatchObject([{ id: latest }]);
    await remove(`/esims/${iccid}/bundles/${france}`);
    const left = (await truth(iccid)).assignments.map(({ id, state: it }) => [id, it]);
    expect(left).toEqual([
      [oldest, 'revoked'],
      [latest, 'queued'],
      [other, 'queued'],
    ]);
  });
});

describe('money', () => {
  it('is refunded by lots, in one call each: one may be done and the next refused', async () => {
    const old = await stock(france, 2, { price, purchasedAt: '2025-10-01T00:00:00Z' });
    const young = await stock(france, 2, { price });
    const refund = async (usageId: number) => (await post('/inventory/refund', { usageId, quantity: 2 })).status;
    const before = await balance();
    expect([await refund(young.id), await refund(old.id)]).toEqual([200, 403]);
    expect([await remaining(young.id), await remaining(old.id), (await balance()) - before]).toEqual([0, 2, 2 * price]);
  });

  it.each([
    ['its name', { item: france, quantity: 1 }],
    ['another name for it', { name: france, quantity: 1 }],
    ['the id as a text', { usageId: '101', quantity: 1 }],
    ['an assignment', { usageId: 998, quantity: 1 }],
  ])('is not refunded for a bundle by %s', async (_what, body) => {
    const { id } = await stock(france, 1);
    const before = await balance();
    expect([400, 403]).toContain((await post('/inventory/refund', body)).status);
    expect([await remaining(id), await balance()]).toEqual([1, before]);
  });

  it('comes back for whole bundles alone, never for what is left of one', async () => {
    const { iccid, lot } = await assigned();
    await traffic(iccid, GB / 4);
    await remove(`/esims/${iccid}/bundles/${france}/assignments/998`);
    expect([await remaining(lot), await balance()]).toEqual([0, 1_000_000]);
    expect((await get(`/inventory`)).json.bundles[0].available).toEqual([
      { id: lot, total: 1, remaining: 0, expiry: '2027-01-31' },
    ]);
    expect((await post('/inventory/refund', { usageId: lot, quantity: 0.75 })).status).toBe(400);
  });
});
