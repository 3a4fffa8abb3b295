// Contract 2.1 and the clock and traffic of 5.1.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, unlimited, type Json } from '../sandbox.js';

const { get, post, esim, truth, traffic, advance, settings, control, reset } = sandbox;

const GB = 1_000_000_000;
const statesOf = async (iccid: string) => (await truth(iccid)).assignments.map(({ state }) => state);
const listedState = async (iccid: string, name = france) =>
  (await get(`/esims/${iccid}/bundles/${name}`)).json.assignments[0].bundleState;
const lastAction = async (iccid: string) => (await get(`/esims/${iccid}/history`)).json[0];

describe('an assignment', () => {
  it('is processing for as long as the settings say, then queued', async () => {
    await settings({ assignments: { processingSeconds: 600 } });
    const iccid = await esim({ bundle: france });
    expect(await listedState(iccid)).toBe('processing');
    expect(await traffic(iccid, 5)).toEqual({ used: 0, refused: 5 });
    await advance({ minutes: 9, seconds: 59, milliseconds: 999 });
    expect(await listedState(iccid)).toBe('processing');
    await advance({ milliseconds: 1 });
    expect(await listedState(iccid)).toBe('queued');
  });

  it('is active from its first use, for its duration from then on', async () => {
    const iccid = await esim({ bundle: france });
    await advance({ days: 40 });
    await traffic(iccid, 1);
    expect(await listedState(iccid)).toBe('active');
    await advance({ days: 6, hours: 23, minutes: 59, seconds: 59, milliseconds: 999 });
    expect(await listedState(iccid)).toBe('active');
    await advance({ milliseconds: 1 });
    expect(await listedState(iccid)).toBe('expired');
    expect(await lastAction(iccid)).toMatchObject({
      name: 'Bundle Expired',
      bundleName: france,
      date: expect.stringMatching(/^2026-03-19T10:00:00\.000/),
    });
    expect((await get(`/esims/${iccid}/bundles?includeUsed=true`)).json.bundles[0].assignments[0]).toMatchObject({
      remainingQuantity: GB - 1,
    });
  });

  it('counts months on the calendar, in UTC', async () => {
    await control('POST', '/catalogue', { bundles: [{ name: 'monthly', duration: 1, durationUnit: 'month' }] });
    const iccid = await esim({ bundle: 'monthly' });
    await traffic(iccid, 1);
    expect((await truth(iccid)).assignments[0]!.endsAt).toBe(Date.parse('2026-02-28T10:00:00Z'));
  });

  it('is depleted at its last byte, and expires when its time is over', async () => {
    const iccid = await esim({ bundle: france });
    expect(await traffic(iccid, GB - 1)).toEqual({ used: GB - 1, refused: 0 });
    expect(await listedState(iccid)).toBe('active');
    expect(await traffic(iccid, 3)).toEqual({ used: 1, refused: 2 });
    expect(await listedState(iccid)).toBe('depleted');
    expect(await lastAction(iccid)).toMatchObject({ name: 'Bundle Expired' });
    await advance({ days: 7 });
    expect(await listedState(iccid)).toBe('expired');
    const { history } = await truth(iccid);
    expect(history.filter(({ name }) => name === 'Bundle Expired')).toHaveLength(1);
  });

  it('lapses after 12 months without use', async () => {
    const iccid = await esim({ bundle: france });
    await control('POST', '/clock', { to: '2027-01-31T09:59:59.999Z' });
    expect(await listedState(iccid)).toBe('queued');
    await advance({ milliseconds: 1 });
    expect(await listedState(iccid)).toBe('lapsed');
    expect(await lastAction(iccid)).toMatchObject({ name: 'Bundle Lapsed', bundleName: france });
    expect((await get(`/esims/${iccid}/bundles`)).json.bundles).toEqual([]);
  });

  it('that is unlimited never depletes, whatever its quantities say; its time is what ends it', async () => {
    const iccid = await esim({ bundle: unlimited });
    expect(await traffic(iccid, 50 * GB)).toEqual({ used: 50 * GB, refused: 0 });
    expect((await get(`/esims/${iccid}/bundles`)).json.bundles[0].assignments[0]).toMatchObject({
      unlimited: true,
      bundleState: 'active',
      remainingQuantity: 0,
    });
    await advance({ days: 7 });
    expect(await listedState(iccid, unlimited)).toBe('expired');
  });

  it('goes through all that falls due in one step of the clock, each at its own moment', async () => {
    await settings({ assignments: { processingSeconds: 60 } });
    const iccid = await esim({ bundle: france });
    await advance({ days: 800 });
    const { history, assignments } = await truth(iccid);
    expect(assignments[0]!.state).toBe('lapsed');
    expect(history.at(-1)).toMatchObject({
      name: 'Bundle Lapsed',
      date: expect.stringMatching(/^2027-01-31T10:00:00/),
    });
  });
});

describe('traffic', () => {
  it('starts the oldest bundle that covers the country, and only one', async () => {
    const iccid = await esim({ bundle: france, bundles: 2 });
    await sandbox.stock(europe, 1);
    await post('/esims/apply', { name: europe, iccid });
    await traffic(iccid, 10, 'DE');
    expect(await statesOf(iccid)).toEqual(['queued', 'queued', 'active']);
  });

  it('has nowhere to go in a country that nothing covers', async () => {
    const iccid = await esim({ bundle: france });
    expect(await traffic(iccid, 10, 'US')).toEqual({ used: 0, refused: 10 });
    expect(await statesOf(iccid)).toEqual(['queued']);
  });

  it('uses up the active bundle that expires soonest first, then the next', async () => {
    const iccid = await esim({ bundle: europe });
    await traffic(iccid, 1);
    await sandbox.stock(france, 1);
    await post('/esims/apply', { name: france, iccid });
    await control('POST', '/assignments/999/start');
    await traffic(iccid, GB + 5);
    const used = (await truth(iccid)).assignments.map(({ bundle, used: bytes, state }) => [bundle, bytes, state]);
    expect(used).toEqual([
      [europe, 6, 'active'],
      [france, GB, 'depleted'],
    ]);
  });

  it('goes over into queued bundles when the active one is used up', async () => {
    const iccid = await esim({ bundle: france, bundles: 3 });
    expect(await traffic(iccid, 2 * GB + 1)).toEqual({ used: 2 * GB + 1, refused: 0 });
    expect(await statesOf(iccid)).toEqual(['depleted', 'depleted', 'active']);
  });

  it('of no bytes starts what starts by itself, and nothing else', async () => {
    await reset({
      catalogue: [{ name: 'auto' }, { name: 'manual', autostart: false }],
      settings: { rateLimit: { enabled: false } },
    });
    const [auto, manual] = [await esim({ bundle: 'auto' }), await esim({ bundle: 'manual' })];
    await traffic(auto, 0);
    await traffic(manual, 0);
    expect([await statesOf(auto), await statesOf(manual)]).toEqual([['active'], ['queued']]);
    await traffic(manual, 1);
    expect(await statesOf(manual)).toEqual(['active']);
  });

  it('tells the history of first attachment, first use and thresholds', async () => {
    await settings({ shapes: { historyBundle: 'bundle' } });
    const iccid = await esim({ bundle: france });
    await traffic(iccid, 0);
    await traffic(iccid, GB);
    const history = (await get(`/esims/${iccid}/history`)).json as Json[];
    expect(history.toReversed().map(({ name, alertType }) => (alertType === undefined ? name : alertType))).toEqual([
      'Bundle Applied',
      'eSIM First Attachment',
      'eSIM First Use',
      '50% Used',
      '80% Used',
      '100% Used',
      'Bundle Expired',
    ]);
  });
});

describe('the clock', () => {
  it('stands still until it is moved, and never goes back', async () => {
    await control('POST', '/clock', { to: '2026-02-01T00:00:00Z' });
    await control('POST', '/clock', { to: '2025-01-01T00:00:00Z' });
    expect(await control('GET', '/clock')).toEqual({ now: '2026-02-01T00:00:00.000Z' });
  });
});
