// Contract 2.4, 2.5 and section 3.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, unlimited } from '../sandbox.js';

const { get, post, remove, esim, truth, traffic, advance, settings, control, balance, state, stock, remaining } =
  sandbox;

/** An eSIM that the returns process leaves alone, with bundles from one lot. */
const installed = async (name: string, quantity = 1) => {
  const lot = await stock(name, quantity, { price: 500 });
  const iccid = await esim({ profileStatus: 'Installed' });
  for (let n = 0; n < quantity; n += 1) await post('/esims/apply', { name, iccid });
  const ids = (await truth(iccid)).assignments.map(({ id }) => id);
  return { iccid, ids, lot: lot.id };
};
const byId = (iccid: string, id: string, query = '', name = france) =>
  remove(`/esims/${iccid}/bundles/${name}/assignments/${id}${query}`);
const byName = (iccid: string, query = '', name = france) => remove(`/esims/${iccid}/bundles/${name}${query}`);
const statesOf = async (iccid: string) => (await truth(iccid)).assignments.map((it) => it.state);
const actions = async (iccid: string) => (await truth(iccid)).history.map(({ name }) => name).slice(-2);

const toInventory = 'Successfully Revoked Bundle, bundle has been refunded to inventory';
const lost = 'Successfully Revoked Bundle';

describe('revoking by assignment id', () => {
  it('removes exactly that one, and refunds it to inventory', async () => {
    const { iccid, ids, lot } = await installed(france, 3);
    const answer = await byId(iccid, ids[1]!);
    expect([answer.status, answer.json]).toEqual([200, { status: toInventory }]);
    expect(await statesOf(iccid)).toEqual(['queued', 'revoked', 'queued']);
    expect([await remaining(lot), await balance()]).toEqual([1, 1_000_000]);
    expect(await actions(iccid)).toEqual(['Bundle Revoked', 'Bundle Refunded to Inventory']);
  });

  it('a second time removes nothing', async () => {
    const { iccid, ids, lot } = await installed(france, 2);
    await byId(iccid, ids[0]!);
    expect((await byId(iccid, ids[0]!)).status).toBe(400);
    expect([await statesOf(iccid), await remaining(lot)]).toEqual([['revoked', 'queued'], 1]);
  });

  it('needs the right name with it, and an assignment of that eSIM', async () => {
    const { iccid, ids } = await installed(france);
    const other = await installed(france);
    expect((await byId(iccid, ids[0]!, '', europe)).status).toBe(400);
    expect((await byId(iccid, other.ids[0]!)).status).toBe(400);
    expect(await statesOf(iccid)).toEqual(['queued']);
  });

  it('works in its deprecated spelling', async () => {
    const { iccid, ids } = await installed(france);
    expect((await remove(`/esims/${iccid}/bundles/${france}/applications/${ids[0]}`)).json).toEqual({
      status: toInventory,
    });
  });

  it('knows no refund to balance: v2.4 has it by name only', async () => {
    const { iccid, ids, lot } = await installed(france);
    await byId(iccid, ids[0]!, '?refundToBalance=true');
    expect([await remaining(lot), await balance()]).toEqual([1, 1_000_000]);
  });

  it('is possible while it is processing', async () => {
    await settings({ assignments: { processingSeconds: 600 } });
    const { iccid, ids, lot } = await installed(france);
    expect((await byId(iccid, ids[0]!)).json).toEqual({ status: toInventory });
    expect(await remaining(lot)).toBe(1);
    await advance({ days: 1 });
    expect(await statesOf(iccid)).toEqual(['revoked']);
  });

  it.each([
    ['depleted', () => ({ bytes: 1_000_000_000, days: 0 })],
    ['expired', () => ({ bytes: 1, days: 7 })],
    ['lapsed', () => ({ bytes: 0, days: 366 })],
  ])('is refused once it is %s', async (expected, life) => {
    const { iccid, ids } = await installed(france);
    const { bytes, days } = life();
    if (bytes > 0) await traffic(iccid, bytes);
    await advance({ days });
    expect(await statesOf(iccid)).toEqual([expected]);
    expect((await byId(iccid, ids[0]!)).status).toBe(400);
    expect(await statesOf(iccid)).toEqual([expected]);
  });
});

describe('the type of a revoke', () => {
  it('validate answers in words, and does nothing', async () => {
    const { iccid, ids, lot } = await installed(france);
    const before = await state();
    for (const answer of [await byId(iccid, ids[0]!, '?type=validate'), await byName(iccid, '?type=validate')]) {
      expect([answer.status, answer.json]).toEqual([
        200,
        { status: 'Bundle can be revoked and refunded to inventory' },
      ]);
    }
    expect(await state()).toEqual(before);
    expect(await remaining(lot)).toBe(0);
  });

  it('is transaction when it is forgotten', async () => {
    const { iccid } = await installed(france, 2);
    await byName(iccid);
    await byName(iccid, '?type=transaction');
    expect(await statesOf(iccid)).toEqual(['revoked', 'revoked']);
  });

  it.each(['Validate', 'dry-run', ''])('cannot be "%s"', async (type) => {
    const { iccid, ids } = await installed(france);
    expect((await byName(iccid, `?type=${type}`)).status).toBe(400);
    expect((await byId(iccid, ids[0]!, `?type=${type}`)).status).toBe(400);
    expect(await statesOf(iccid)).toEqual(['queued']);
  });
});

describe('revoking by name', () => {
  it('removes the oldest unused, though GET shows the latest', async () => {
    const { iccid, ids } = await installed(france, 3);
    await traffic(iccid, 10);
    expect((await get(`/esims/${iccid}/bundles/${france}`)).json.assignments[0].id).toBe(ids[2]);
    await byName(iccid);
    expect(await statesOf(iccid)).toEqual(['active', 'revoked', 'queued']);
  });

  it('removes the latest, where the other half of the contradiction holds', async () => {
    await settings({ refunds: { revokeByName: 'latest' } });
    const { iccid } = await installed(france, 3);
    await byName(iccid);
    expect(await statesOf(iccid)).toEqual(['queued', 'queued', 'revoked']);
  });

  it('a second time removes another: it is not safe to repeat', async () => {
    const { iccid } = await installed(france, 2);
    await byName(iccid);
    await byName(iccid);
    expect(await statesOf(iccid)).toEqual(['revoked', 'revoked']);
  });

  it('without an unused one is refused, or removes the oldest active', async () => {
    const { iccid } = await installed(france);
    await traffic(iccid, 10);
    expect((await byName(iccid)).status).toBe(400);
    await settings({ refunds: { withoutUnused: 'oldest_active' } });
    expect((await byName(iccid)).json).toEqual({ status: lost });
    expect(await statesOf(iccid)).toEqual(['revoked']);
  });

  it('refunds to balance what was paid, with the offerId, which is the assignment id', async () => {
    const { iccid, ids, lot } = await installed(france, 2);
    const answer = await byName(iccid, `?refundToBalance=true&offerId=${ids[1]}`);
    expect(answer.json.status).toBe('Successfully Revoked Bundle, bundle has been refunded to balance');
    expect(await statesOf(iccid)).toEqual(['queued', 'revoked']);
    expect([await balance(), await remaining(lot)]).toEqual([1_000_500, 0]);
    expect(await actions(iccid)).toEqual(['Bundle Revoked', 'Bundle Refunded To Balance']);
  });

  it('does not refund to balance without an offerId, or with one of another bundle', async () => {
    const { iccid } = await installed(france);
    const other = await installed(europe);
    expect((await byName(iccid, '?refundToBalance=true')).status).toBe(400);
    expect((await byName(iccid, `?refundToBalance=true&offerId=${other.ids[0]}`)).status).toBe(400);
    expect([await statesOf(iccid), await balance()]).toEqual([['queued'], 1_000_000]);
  });

  it('of a bundle that is not there is refused', async () => {
    const { iccid } = await installed(france);
    expect((await byName(iccid, '', europe)).status).toBe(400);
    expect((await byName(iccid, '', france.toUpperCase())).status).toBe(400);
  });
});

describe('a refund', () => {
  it.each([france, unlimited])('of %s is lost once it has been started', async (name) => {
    const { iccid, ids, lot } = await installed(name);
    await traffic(iccid, 1);
    expect((await byId(iccid, ids[0]!, '?type=validate', name)).json.status).toContain(
      'not refunded: the bundle has been started',
    );
    expect((await byId(iccid, ids[0]!, '', name)).json).toEqual({ status: lost });
    expect([await statesOf(iccid), await remaining(lot), await balance()]).toEqual([['revoked'], 0, 1_000_000]);
    expect(await actions(iccid)).toContain('Bundle Revoked');
    expect(await actions(iccid)).not.toContain('Bundle Refunded to Inventory');
  });

  it('is lost even where it started without data', async () => {
    const { iccid, ids, lot } = await installed(france);
    await traffic(iccid, 0);
    await byId(iccid, ids[0]!);
    expect(await remaining(lot)).toBe(0);
  });

  it.each([
    [59, 999, 1],
    [60, 0, 0],
  ])('%i days and %i milliseconds after the purchase gives %i back', async (days, milliseconds, back) => {
    const { iccid, ids, lot } = await installed(france);
    await advance({ days, milliseconds });
    await byId(iccid, ids[0]!);
    expect([await statesOf(iccid), await remaining(lot)]).toEqual([['revoked'], back]);
  });

  it('counts from the purchase, not from the assignment', async () => {
    await stock(france, 1);
    const [lot] = Object.values((await state()).lots);
    await advance({ days: 59 });
    const iccid = await esim({ profileStatus: 'Installed' });
    await post('/esims/apply', { name: france, iccid });
    await advance({ days: 1 });
    await byName(iccid);
    expect(await remaining(lot!.id)).toBe(0);
  });

  it('follows the refund period of the account', async () => {
    await settings({ refunds: { periodDays: 5 } });
    const { iccid, lot } = await installed(france);
    await advance({ days: 5 });
    await byName(iccid);
    expect(await remaining(lot)).toBe(0);
  });

  it('is lost once the lot itself has expired: there is nothing left to put it back to', async () => {
    await settings({ refunds: { periodDays: 1000 } });
    const { id } = await stock(france, 1, { expiresAt: '2026-02-10T00:00:00Z' });
    const iccid = await esim({ profileStatus: 'Installed' });
    await post('/esims/apply', { name: france, iccid });
    await advance({ days: 11 });
    expect((await byName(iccid)).json).toEqual({ status: lost });
    expect(await remaining(id)).toBe(0);
  });

  it('is lost where refunds are disabled', async () => {
    await settings({ refunds: { enabled: false } });
    const { iccid, ids, lot } = await installed(france);
    expect((await byName(iccid, `?refundToBalance=true&offerId=${ids[0]}`)).json).toEqual({ status: lost });
    expect([await statesOf(iccid), await remaining(lot), await balance()]).toEqual([['revoked'], 0, 1_000_000]);
  });

  it('that would be lost is refused instead, where that is set', async () => {
    await settings({ refunds: { ineligibleRevoke: 'refused', refusedStatus: 400 } });
    const { iccid, ids } = await installed(france);
    await traffic(iccid, 1);
    expect((await byId(iccid, ids[0]!)).status).toBe(400);
    expect((await byId(iccid, ids[0]!, '?type=validate')).status).toBe(400);
    expect(await statesOf(iccid)).toEqual(['active']);
  });

  it('comes back as a lot of its own where that is set, with the original dates or fresh ones', async () => {
    await settings({ refunds: { returnedLot: 'new' } });
    const { iccid, lot } = await installed(france, 2);
    await advance({ days: 3 });
    await byName(iccid);
    await settings({ refunds: { returnedLotDates: 'fresh' } });
    await byName(iccid);
    const lots = Object.values((await state()).lots);
    const original = lots[0]!;
    expect(lots.map(({ id, total, remaining: left, purchasedAt }) => [id, total, left, purchasedAt])).toEqual([
      [lot, 2, 0, original.purchasedAt],
      [lot + 1, 1, 1, original.purchasedAt],
      [lot + 2, 1, 1, original.purchasedAt + 3 * 24 * 3_600_000],
    ]);
    expect(lots[2]!.expiresAt).toBeGreaterThan(lots[1]!.expiresAt);
  });

  it('of a bundle that was ordered straight onto an eSIM goes to a lot of its order', async () => {
    const iccid = await esim({ profileStatus: 'Installed' });
    const order = { type: 'transaction', assign: true, order: [{ item: france, quantity: 1, iccids: [iccid] }] };
    await post('/orders', order);
    expect((await byName(iccid)).json).toEqual({ status: toInventory });
    const [available] = (await get('/inventory')).json.bundles[0].available;
    expect(available).toMatchObject({ total: 1, remaining: 1 });
    await post('/inventory/refund', { usageId: available.id, quantity: 1 });
    expect(await balance()).toBe(1_000_000);
  });
});

describe('the returns process', () => {
  const uninstalled = async (quantity = 1) => {
    const iccid = await esim({ bundle: france, bundles: quantity });
    return { iccid, ids: (await truth(iccid)).assignments.map(({ id }) => id) };
  };
  const accessible = async (iccid: string) => (await get(`/esims/${iccid}`)).status === 200;

  it('takes an eSIM that is left without a bundle and is not installed, at once', async () => {
    const { iccid, ids } = await uninstalled();
    expect((await byId(iccid, ids[0]!)).status).toBe(200);
    expect((await get(`/esims/${iccid}`)).status).toBe(403);
    expect((await byId(iccid, ids[0]!)).status).toBe(403);
    expect((await get('/esims')).json.esims).toEqual([]);
    expect((await post('/esims/apply', { name: france, iccid })).status).toBe(403);
    expect((await truth(iccid)).history.at(-1)!.name).toBe('eSIM Returned');
  });

  it.each(['Installed', 'Enabled', 'Disabled'])('does not take one that is %s', async (profileStatus) => {
    const { iccid, ids } = await uninstalled();
    await control('PATCH', `/esims/${iccid}`, { profileStatus });
    await byId(iccid, ids[0]!);
    expect(await accessible(iccid)).toBe(true);
  });

  it('does not take one that has another bundle left', async () => {
    const { iccid, ids } = await uninstalled(2);
    await byId(iccid, ids[0]!);
    expect(await accessible(iccid)).toBe(true);
    await byId(iccid, ids[1]!);
    expect(await accessible(iccid)).toBe(false);
  });

  it('is not begun by a validation', async () => {
    const { iccid, ids } = await uninstalled();
    await byId(iccid, ids[0]!, '?type=validate');
    expect(await accessible(iccid)).toBe(true);
  });

  it('gives it back after 4 days if it is installed by then, and keeps it otherwise', async () => {
    const [first, second] = [await uninstalled(), await uninstalled()];
    await byId(first.iccid, first.ids[0]!);
    await byId(second.iccid, second.ids[0]!);
    await control('PATCH', `/esims/${first.iccid}`, { profileStatus: 'Installed' });
    await advance({ days: 3, hours: 23 });
    expect(await accessible(first.iccid)).toBe(false);
    await advance({ hours: 1 });
    expect([await accessible(first.iccid), await accessible(second.iccid)]).toEqual([true, false]);
    await control('PATCH', `/esims/${second.iccid}`, { profileStatus: 'Installed' });
    await advance({ days: 30 });
    expect(await accessible(second.iccid)).toBe(false);
  });

  it('can be turned off: it only "may" be', async () => {
    await settings({ returns: { enabled: false } });
    const { iccid, ids } = await uninstalled();
    await byId(iccid, ids[0]!);
    expect(await accessible(iccid)).toBe(true);
  });
});
