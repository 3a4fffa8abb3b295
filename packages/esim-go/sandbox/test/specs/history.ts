// Contract 2.3: each name with what leaves it behind, letter for letter.
import { describe, expect, it } from 'vitest';
import { france, sandbox, type Json } from '../sandbox.js';

const { get, remove, call, esim, truth, traffic, advance, settings } = sandbox;

const GB = 1_000_000_000;

const rows: readonly (readonly [name: string, happen: (iccid: string) => Promise<unknown>, bundle: boolean])[] = [
  ['Bundle Applied', async () => undefined, true],
  ['eSIM Updated', (iccid) => call('PUT', '/esims', { body: { iccid, customerRef: 'Ada' } }), false],
  ['eSIM Refreshed', (iccid) => get(`/esims/${iccid}/refresh`), false],
  ['eSIM Utilisation Alert', (iccid) => traffic(iccid, GB / 2), true],
  ['eSIM First Attachment', (iccid) => traffic(iccid, 0, 'US'), false],
  ['eSIM First Use', (iccid) => traffic(iccid, 1), true],
  ['Bundle Expired', (iccid) => traffic(iccid, GB), true],
  ['Bundle Lapsed', () => advance({ days: 365 }), true],
  [
    'Bundle Revoked',
    async (iccid) => {
      await traffic(iccid, 1);
      await remove(`/esims/${iccid}/bundles/${france}/assignments/998`);
    },
    true,
  ],
  ['Bundle Refunded to Inventory', (iccid) => remove(`/esims/${iccid}/bundles/${france}`), true],
  [
    'Bundle Refunded To Balance',
    (iccid) => remove(`/esims/${iccid}/bundles/${france}?refundToBalance=true&offerId=998`),
    true,
  ],
];

describe('the history', () => {
  it.each(rows)('ends with %s', async (name, happen, ofBundle) => {
    const iccid = await esim({ bundle: france, profileStatus: 'Installed' });
    await happen(iccid);
    const [latest] = (await get(`/esims/${iccid}/history`)).json as Json[];
    // No assignment id among the fields: of two bundles of one name it cannot tell which was touched.
    expect(latest).toEqual({ name, ...(ofBundle ? { bundleName: france } : {}), date: expect.any(String) });
    expect((await get('/esims')).json.esims[0]).toMatchObject({ lastAction: name, actionDate: latest.date });
  });

  it('ends with eSIM Returned, which is only seen once it is given back', async () => {
    const iccid = await esim({ bundle: france });
    await remove(`/esims/${iccid}/bundles/${france}`);
    expect((await truth(iccid)).history.map(({ name }) => name)).toEqual([
      'Bundle Applied',
      'Bundle Revoked',
      'Bundle Refunded to Inventory',
      'eSIM Returned',
    ]);
  });

  it('spells thresholds out where the pages do, which nothing else does', async () => {
    await settings({ shapes: { historyBundle: 'bundle' }, callbacks: { firstUse: false } });
    const iccid = await esim({ bundle: france });
    await traffic(iccid, GB);
    const alerts = ((await get(`/esims/${iccid}/history`)).json as Json[]).filter(({ alertType }) => alertType);
    expect(alerts.toReversed().map(({ date: _date, ...fields }) => fields)).toEqual(
      ['1% Used', '50% Used', '80% Used', '100% Used'].map((alertType) => ({
        name: 'eSIM Utilisation Alert',
        bundle: france,
        bundleState: 'active',
        alertType,
      })),
    );
  });
});
