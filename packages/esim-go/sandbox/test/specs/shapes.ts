// The wire-shape toggles of contract 5.1; those of orders, assignments and eSIM lists stand with their operations.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, type Json } from '../sandbox.js';

const { get, post, remove, esim, settings, control, truth } = sandbox;

describe('shapes', () => {
  it('of the catalogue: a wrapper with pages, or an array', async () => {
    const wrapped = (await get('/catalogue?perPage=2')).json;
    expect(wrapped).toMatchObject({ pageCount: 2, rows: 3, pageSize: 2 });
    expect(wrapped.bundles).toHaveLength(2);
    await settings({ shapes: { catalogue: 'array' } });
    expect((await get('/catalogue?perPage=2')).json).toEqual(wrapped.bundles);
  });

  it('of the history: an array or its newest, with bundleName or with bundle and more', async () => {
    const iccid = await esim({ bundle: france });
    const { date } = (await truth(iccid)).history[0]!;
    await settings({ shapes: { history: 'object' } });
    expect((await get(`/esims/${iccid}/history`)).json).toEqual({ name: 'Bundle Applied', bundleName: france, date });
    await settings({ shapes: { historyBundle: 'bundle' } });
    expect((await get(`/esims/${iccid}/history`)).json).toEqual({
      name: 'Bundle Applied',
      bundle: france,
      bundleState: 'queued',
      date,
    });
  });

  it('of the organisation: flat, or in organisations', async () => {
    const flat = (await get('/organisation')).json;
    await settings({ shapes: { organisation: 'wrapper' } });
    expect((await get('/organisation')).json).toEqual({ organisations: [flat] });
  });

  it('of lists: an array, or one element bare', async () => {
    const iccid = await esim({ bundle: france });
    const [bundle] = (await get(`/esims/${iccid}/bundles`)).json.bundles;
    await settings({ shapes: { lists: 'object' } });
    expect((await get(`/esims/${iccid}/bundles`)).json.bundles).toEqual({
      ...bundle,
      assignments: bundle.assignments[0],
    });
    expect((await get('/esims')).json.esims).toMatchObject({ iccid });
  });

  it.each([
    ['lower', 'queued'],
    ['upper', 'QUEUED'],
    ['title', 'Queued'],
  ] as const)('of a state: %s case', async (bundleState, expected) => {
    const iccid = await esim({ bundle: france });
    await settings({ shapes: { bundleState } });
    expect((await get(`/esims/${iccid}/bundles/${france}`)).json.assignments[0].bundleState).toBe(expected);
  });

  it('of a state that nobody knows', async () => {
    const iccid = await esim({ bundle: france });
    await control('PATCH', '/assignments/998', { reportedState: 'suspended' });
    const [bundle] = (await get(`/esims/${iccid}/bundles`)).json.bundles;
    expect(bundle.assignments[0].bundleState).toBe('suspended');
  });

  it('of what was revoked: listed with the used ones, or gone', async () => {
    const iccid = await esim({ bundle: france, profileStatus: 'Installed' });
    await remove(`/esims/${iccid}/bundles/${france}`);
    const listed = async () => (await get(`/esims/${iccid}/bundles?includeUsed=true`)).json.bundles as Json[];
    expect((await listed())[0].assignments[0].bundleState).toBe('revoked');
    await settings({ shapes: { revoked: 'hidden' } });
    expect(await listed()).toEqual([]);
    expect((await get(`/esims/${iccid}/bundles/${france}`)).status).toBe(400);
  });

  it('lack fields, which are all optional, and have one that is not documented', async () => {
    const iccid = await esim();
    await settings({ shapes: { omit: ['pin', 'matchingId'], extraField: true } });
    const { json } = await get(`/esims/${iccid}`);
    expect(Object.keys(json)).toEqual([
      'iccid',
      'smdpAddress',
      'profileStatus',
      'puk',
      'customerRef',
      'undocumentedField',
    ]);
  });
});

describe('the catalogue', () => {
  it('shows prices in decimals, and data in MB', async () => {
    expect((await get(`/catalogue?description=5GB*Europe`)).json.bundles).toEqual([
      {
        name: europe,
        description: 'eSIM, 5GB, 30 Days, Europe, V2',
        groups: ['Standard Fixed'],
        countries: ['France FR', 'Germany DE', 'United Kingdom GB'].map((it) => ({
          name: it.slice(0, -3),
          region: 'Europe',
          iso: it.slice(-2),
        })),
        dataAmount: 5000,
        duration: 30,
        speed: ['4G'],
        autostart: true,
        unlimited: false,
        roamingEnabled: [],
        price: 9.99,
        billingType: 'FixedCost',
      },
    ]);
  });

  it.each([
    ['group=Standard Fixed', 2],
    ['group=Standard', 0],
    ['countries=DE,US', 1],
    ['region=Europe', 3],
    ['region=Asia', 0],
  ])('is filtered by %s', async (query, count) => {
    expect((await get(`/catalogue?${query}`)).json.rows).toBe(count);
  });

  it('is sorted as asked', async () => {
    const prices = (await get('/catalogue?orderBy=price&direction=desc')).json.bundles.map((it: Json) => it.price);
    expect(prices).toEqual([14.5, 9.99, 1.85]);
    expect((await get('/catalogue?orderBy=colour')).status).toBe(400);
  });

  it('tells one bundle without its groups', async () => {
    const { json } = await get(`/catalogue/bundle/${france}`);
    expect(json).toMatchObject({ name: france, price: 1.85 });
    expect(json).not.toHaveProperty('groups');
  });
});

describe('the organisation', () => {
  it('tells its balance, which includes test credit, and its key', async () => {
    await control('PATCH', '/organisation', { balance: 12_345, testCredit: 345 });
    expect((await get('/organisation')).json).toMatchObject({
      apiKey: sandbox.program.apiKey,
      currency: 'USD',
      balance: 123.45,
      testCredit: 3.45,
      callbackUrl: '',
    });
  });

  it.each([
    ['1000', 200],
    ['5000', 200],
    ['999.99', 400],
    ['5000.01', 400],
    ['lots', 400],
    ['', 400],
  ])('tops up by %s: %i', async (amount, status) => {
    const answer = await post(`/organisation/balance?amount=${amount}`, undefined);
    expect(answer.status).toBe(status);
    const after = 10_000 + (status === 200 ? Number(amount) : 0);
    expect((await get('/organisation')).json.balance).toBe(after);
  });

  it('tops up by 5000 a day at most', async () => {
    const topUp = async (amount: number) => (await post(`/organisation/balance?amount=${amount}`, undefined)).status;
    expect([await topUp(3000), await topUp(2000), await topUp(1000)]).toEqual([200, 200, 400]);
    await sandbox.advance({ days: 1 });
    const answer = await post('/organisation/balance?amount=1000.50', undefined);
    expect(answer.json).toEqual({ amount: 1000.5, balance: 16_000.5, ref: expect.any(Number) });
  });

  it('tells its groups', async () => {
    expect((await get('/organisation/groups')).json.groups[0]).toMatchObject({ name: 'Standard Fixed' });
  });
});

it('networks are told by country', async () => {
  const orange = {
    name: 'Orange France',
    brandName: 'Orange',
    mcc: '208',
    mnc: '01',
    tagid: 'FRAF1',
    speed: ['3G', '4G'],
  };
  const france = { name: 'France', networks: [orange] };
  expect((await get('/networks?isos=FR')).json).toEqual({ countryNetworks: [france] });
  expect((await get('/networks?countries=France')).json).toEqual({ countryNetworks: [france] });
  expect((await get('/networks?returnAll=true')).json.countryNetworks).toHaveLength(5);
  expect((await get('/networks')).status).toBe(400);
});
