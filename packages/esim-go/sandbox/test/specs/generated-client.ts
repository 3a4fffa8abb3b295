// Contract 5.2: a client that is generated from the vendor's description works here as it comes.
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { operations } from '../../src/operations/index.js';
import { europe, france, sandbox, start, unknownIccid, type Json } from '../sandbox.js';
import { generatedClient, type GeneratedClient } from '../vendor/client.js';

const { esim, stock, post, traffic, settings, reset, control, truth, fault, remaining } = sandbox;

let plain: GeneratedClient;
let checking: GeneratedClient;
beforeAll(async () => {
  plain = await generatedClient({ checking: false });
  checking = await generatedClient({ checking: true });
});

/** Set up as its makers say: where the API is, and the key for the operations that ask for one. */
const setUp = ({ createClient }: GeneratedClient, more: object = {}): object =>
  createClient({ baseURL: sandbox.program.url, auth: sandbox.program.apiKey, ...more });

const ask = async (operation: string, options: object = {}, client = setUp(plain)): Promise<Json> => {
  const { status, data } = await plain.operations[operation]!({ client, throwOnError: true, ...options });
  expect(status).toBe(200);
  return data;
};

/** Of a call that is refused: what is left of it for whoever catches the error of axios. */
const refusal = async (operation: string, options: object, client = setUp(plain)): Promise<Json> =>
  ask(operation, options, client).then(
    () => expect.fail(`${operation} was not refused`),
    ({ isAxiosError, response }: Json) => ({ isAxiosError, status: response.status, message: response.data.message }),
  );

const used = async () => {
  const iccid = await esim({ bundle: france });
  await traffic(iccid, 250_000_000);
  return { iccid };
};
const stocked = async (options: object = {}) => {
  await stock(france, 2);
  return options;
};
const applied = async (): Promise<Json> => {
  await stock(france, 1);
  return (await post('/esims/apply', { name: france })).json;
};
const order = { type: 'transaction', assign: true, order: [{ type: 'bundle', quantity: 2, item: france }] };
const ordered = async (): Promise<Json> => (await post('/orders', order)).json;

type Call = readonly [operation: string, options: () => object | Promise<object>, answer: Json];

/** Each operation of the description: what it is asked, and some of what it answers. */
const calls: readonly Call[] = [
  ['getCatalogue', () => ({ query: { page: 1, perPage: 2, direction: 'desc', orderBy: 'price' } }), { rows: 3 }],
  ['getCatalogueBundleByName', () => ({ path: { name: france } }), { name: france, billingType: 'FixedCost' }],
  ['getInventory', () => stocked(), { bundles: [{ name: france, available: [{ total: 2, remaining: 2 }] }] }],
  [
    'postInventoryRefund',
    async () => ({ body: { usageId: (await stock(france, 2)).id, quantity: 1 } }),
    { status: 'Successfully refunded bundles to balance' },
  ],
  ['postOrders', () => ({ body: order }), { status: 'completed', order: [{ item: france, quantity: 2 }] }],
  [
    'getOrders',
    async () => {
      await ordered();
      return { query: { limit: 1, includeIccids: true } };
    },
    [{ total: 10, order: [{ iccids: [expect.any(String), expect.any(String)] }] }],
  ],
  [
    'getOrdersByOrderReference',
    async () => ({ path: { orderReference: (await ordered()).orderReference } }),
    { status: 'completed', total: 10 },
  ],
  [
    'postEsimsApply',
    () => stocked({ body: { name: france, repeat: 2 } }),
    { esims: [{ bundle: france }, { bundle: france }] },
  ],
  [
    'getEsimsAssignments',
    async () => ({ query: { reference: (await applied()).applyReference, additionalFields: 'appleInstallUrl' } }),
    { profileStatus: 'Released', appleInstallUrl: expect.any(String) },
  ],
  [
    'getEsims',
    async () => {
      await used();
      return { query: { page: '1', perPage: 25 } };
    },
    { esims: [{ physical: false }] },
  ],
  ['putEsims', async () => ({ body: { iccid: await esim(), customerRef: 'Ada' } }), { status: 'success' }],
  ['getEsimsByIccid', async () => ({ path: await used() }), { profileStatus: 'Released', customerRef: '' }],
  [
    'getEsimsByIccidHistory',
    async () => ({ path: await used() }),
    [{ name: 'eSIM First Use', bundleName: france }, { name: 'eSIM First Attachment' }, { name: 'Bundle Applied' }],
  ],
  ['getEsimsByIccidRefresh', async () => ({ path: await used() }), { status: 'Successfully refreshed SIM' }],
  ['getEsimsByIccidLocation', async () => ({ path: await used() }), { country: 'FR', mobileNetworkCode: 'FRAF1' }],
  [
    'getEsimsByIccidCompatibleByBundle',
    async () => ({ path: { iccid: await esim(), bundle: france } }),
    { compatible: true },
  ],
  [
    'postEsimsByIccidSms',
    async () => ({ path: { iccid: await esim() }, body: { message: 'Hello', from: 'eSIM' } }),
    { status: 'sent' },
  ],
  [
    'getEsimsByIccidBundles',
    async () => ({ path: await used(), query: { includeUsed: 'true', limit: '200' } }),
    { bundles: [{ name: france, assignments: [{ remainingQuantity: 750_000_000, bundleState: 'active' }] }] },
  ],
  [
    'postEsimsByIccidBundles',
    async () => stocked({ path: { iccid: await esim() }, body: { name: france } }),
    { status: 'Successfully Applied Bundle' },
  ],
  [
    'getEsimsByIccidBundlesByName',
    async () => ({ path: { ...(await used()), name: france } }),
    { assignments: [{ id: '998', initialQuantity: 1_000_000_000 }] },
  ],
  [
    'deleteEsimsByIccidBundlesByName',
    async () => ({
      path: { iccid: await esim({ bundle: france }), name: france },
      query: { type: 'transaction', refundToBalance: true, offerId: '998' },
      // What the description forgets.
      headers: { 'X-API-Key': sandbox.program.apiKey },
    }),
    { status: 'Successfully Revoked Bundle, bundle has been refunded to balance' },
  ],
  [
    'deleteEsimsByIccidBundlesByNameAssignmentsByAssignmentId',
    async () => ({
      path: { iccid: await esim({ bundle: france }), name: france, assignmentId: '998' },
      query: { type: 'validate' },
    }),
    { status: 'Bundle can be revoked and refunded to inventory' },
  ],
  [
    'getOrganisation',
    async () => {
      await control('PATCH', '/organisation', { testCredit: 500, testCreditExpiry: '2026-12-31T00:00:00Z' });
      return {};
    },
    { balance: 10_000, testCredit: 5, testCreditExpiry: '2026-12-31' },
  ],
  ['postOrganisationBalance', () => ({ query: { amount: '1000' } }), { amount: 1000, balance: 11_000 }],
  ['getOrganisationGroups', () => ({}), { groups: [{ name: 'Standard Fixed' }, { name: 'Standard Unlimited Lite' }] }],
  [
    'getNetworks',
    () => ({ query: { isos: 'FR, DE', returnAll: 'false' } }),
    { countryNetworks: [{ name: 'France' }, { name: 'Germany' }] },
  ],
];

describe('a client generated from the vendor’s description', () => {
  /** Prices without decimals, as the description has them. */
  const wholePrices = (more: object = {}) =>
    reset({
      now: start,
      catalogue: [france, europe, 'other'].map((name) => ({ name, price: 500 })),
      settings: { rateLimit: { enabled: false }, ...more },
    });
  const asDescribed = {
    catalogue: 'array',
    history: 'object',
    orders: 'object',
    assignments: 'object',
    smdpAddress: 'url',
    esimsPaging: false,
  };

  it('knows every operation but one that it never knew, and all of them are tried here', () => {
    const tried = calls.map(([operation]) => operation).toSorted();
    expect(Object.keys(plain.operations).toSorted()).toEqual(tried);
    expect(tried).toHaveLength(operations.length - 1);
  });

  it.each(calls)('is answered: %s', async (operation, options, answer) => {
    await wholePrices();
    expect(await ask(operation, await options())).toMatchObject(answer);
  });

  it.each(calls)('finds the answer as described, where the settings make it so: %s', async (operation, options) => {
    await wholePrices({ shapes: asDescribed });
    const call = checking.operations[operation]!({ client: setUp(checking), throwOnError: true, ...(await options()) });
    expect((await call).status).toBe(200);
  });

  it('finds these not as described, as they are on the wire', async () => {
    const found: string[] = [];
    for (const [operation, options] of calls) {
      await reset({ now: start, settings: { rateLimit: { enabled: false } } });
      const call = checking.operations[operation]!({
        client: setUp(checking),
        throwOnError: true,
        ...(await options()),
      });
      await call.catch(({ name }: Error) => found.push(`${operation}: ${name}`));
    }
    expect(found).toEqual([
      // A wrapper instead of a list, and prices with decimals.
      'getCatalogue: ZodError',
      'getCatalogueBundleByName: ZodError',
      // Lists instead of one.
      'getOrders: ZodError',
      'getEsimsByIccidHistory: ZodError',
    ]);
  });

  it('gets its errors as errors of axios, with the message', async () => {
    const path = { iccid: unknownIccid };
    expect(await refusal('getEsimsByIccid', { path })).toEqual({
      isAxiosError: true,
      status: 403,
      message: expect.stringContaining(unknownIccid),
    });
    expect(await refusal('postEsimsApply', { body: { name: '' } })).toMatchObject({ status: 400 });
    expect(await refusal('postOrders', { body: order }, setUp(plain, { auth: 'wrong' }))).toEqual({
      isAxiosError: true,
      status: 401,
      message: 'Invalid API key',
    });
    await fault({ operation: 'esimsGet', outcome: { kind: 'status', status: 503, message: 'Later' } });
    expect(await refusal('getEsims', {})).toMatchObject({ status: 503, message: 'Later' });
  });

  it('survives an error that is no JSON', async () => {
    await settings({ shapes: { orderErrors: 'text' } });
    const failed: Json = await ask('postOrders', { body: {} }).catch((error: unknown) => error);
    expect([failed.response.status, failed.response.data]).toEqual([400, 'type must be a text that is not empty']);
  });

  it('gets install details as JSON though it names nothing, and as a table or an archive when it does', async () => {
    const { applyReference: reference, esims } = await applied();
    const [{ iccid }] = esims;
    const query = { reference };
    expect(await ask('getEsimsAssignments', { query })).toMatchObject({ iccid });
    const inText = { query, responseType: 'text', headers: { Accept: 'text/csv' } };
    expect(await ask('getEsimsAssignments', inText)).toMatch(/^ICCID,Matching ID,RSP URL,Bundle,Reference\n/);
    const inBytes = { query, responseType: 'arraybuffer', headers: { Accept: 'application/zip' } };
    const archive: Buffer = await ask('getEsimsAssignments', inBytes);
    expect(Object.keys(unzipSync(archive))).toEqual([`${iccid}.png`]);
  });

  it('repeats the key of a list', async () => {
    const references = [(await applied()).applyReference, (await applied()).applyReference];
    expect(await ask('getEsimsAssignments', { query: { reference: references } })).toHaveLength(2);
    const first = await ordered();
    const second = await ordered();
    const createdAt = [`gte:${first.createdDate}`, `lt:${second.createdDate}`];
    const found = await ask('getOrders', { query: { createdAt } });
    expect(found.map((it: Json) => it.orderReference)).toEqual([first.orderReference]);
  });

  it('writes names into paths so that they arrive', async () => {
    const name = 'esim 1GB/7D?FR#ü%2F+';
    await control('POST', '/catalogue', { bundles: [{ name }] });
    const iccid = await esim({ bundle: name });
    expect(await ask('getCatalogueBundleByName', { path: { name } })).toMatchObject({ name });
    expect(await ask('getEsimsByIccidBundlesByName', { path: { iccid, name } })).toMatchObject({
      assignments: [{ id: '998' }],
    });
  });

  it.each([
    ['without a body', {}],
    ['with an empty one', { body: {} }],
  ])('sets a customer reference in the query, %s', async (_name, body) => {
    const iccid = await esim();
    await ask('putEsims', { query: { iccid, customerRef: 'Ada' }, ...body });
    expect((await truth(iccid)).customerRef).toBe('Ada');
  });

  it('can send a filter in the one way that the description allows', async () => {
    const iccids = [await esim(), await esim()];
    const filterBy = 'iccid, customerRef, lastAction, actionDate, assignedDate';
    const { esims } = await ask('getEsims', { query: { filterBy, filter: iccids[1] } });
    expect(esims).toMatchObject([{ iccid: iccids[1] }]);
  });

  describe('sends no key to revoke by name', () => {
    const revoked = async (client: () => object, options: object = {}) => {
      const lot = await stock(france, 1);
      const iccid = await esim({ profileStatus: 'Installed' });
      await post('/esims/apply', { name: france, iccid });
      const call = ask('deleteEsimsByIccidBundlesByName', { path: { iccid, name: france }, ...options }, client());
      const outcome = await call.then(
        ({ status }) => status,
        ({ response }) => [response.status, response.data],
      );
      return [outcome, await remaining(lot.id)];
    };
    const done = ['Successfully Revoked Bundle, bundle has been refunded to inventory', 1];

    it('and is refused, so that whoever uses it finds out', async () => {
      expect(await revoked(() => setUp(plain))).toEqual([[403, { message: 'Invalid API key' }], 0]);
    });

    it('and does it where the sandbox is lenient', async () => {
      await settings({ authentication: { keylessDeleteByName: true } });
      expect(await revoked(() => setUp(plain))).toEqual(done);
    });

    it('unless the key is among the headers of every call, or of this one', async () => {
      const headers = { 'X-API-Key': sandbox.program.apiKey };
      expect(await revoked(() => setUp(plain, { auth: undefined, headers }))).toEqual(done);
      expect(await revoked(() => setUp(plain), { headers })).toEqual(done);
    });
  });
});
