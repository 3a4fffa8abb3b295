import {
  activationCode,
  AmbiguousError,
  BadKeyError,
  ESIMsApi,
  InventoryApi,
  NoStockError,
  NotAccessibleError,
  OrdersApi,
  OrganisationApi,
  RateLimiter,
  RefusedError,
  CatalogueApi,
  NetworksApi,
  type Configuration,
  type OrderRequest,
  type Timing,
} from '@holdall/esim-go';
import type { SettingsPatch, World } from '@holdall/esim-go-sandbox';
import { describe, expect, it } from 'vitest';
import { france, useSandbox } from '../sandboxed.js';
import { calls } from './calls.js';
import { configured, Hurry } from './hurry.js';

const sandbox = useSandbox();

const configuration = (): Configuration => configured(sandbox.url, { apiKey: sandbox.apiKey });

const buying = (quantity: number, assign = false): OrderRequest => ({
  type: 'transaction',
  assign,
  order: [{ type: 'bundle', item: france, quantity }],
});

/** What is there for a write to act upon, and how often it has, as the sandbox knows. */
interface Stage {
  /** A lot of ten bundles. */
  readonly usageId: number;
  readonly iccid: string;
  readonly assignmentId: string;
}

/** Bundles on the eSIM: one more than there are outcomes, for those that take one each time. */
const onIt = 7;

const stage = async (): Promise<Stage> => {
  const { id: usageId } = await sandbox.stock(france, 10);
  const iccid = await sandbox.esim(onIt);
  // It registers in a network, so that it can be refreshed; that starts one of them.
  await sandbox.traffic(iccid, 0);
  const assignmentId = (await sandbox.state()).esims[iccid]!.assignments[0]!.id;
  return { usageId, iccid, assignmentId };
};

type Write = readonly [
  operation: string,
  make: (it: Configuration, stage: Stage) => Promise<unknown>,
  times: (world: World, stage: Stage) => number,
];

const revoked: Write[2] = (world, { iccid }) =>
  world.esims[iccid]!.assignments.filter(({ state }) => state === 'revoked').length;

const thatDoMore: readonly Write[] = [
  [
    'inventoryRefundPost',
    (it, { usageId }) => new InventoryApi(it).inventoryRefundPost(null, null, { usageId, quantity: 1 }),
    (world, { usageId }) => 10 - world.lots[usageId]!.remaining,
  ],
  [
    'esimsApplyPost',
    (it, { iccid }) => new ESIMsApi(it).esimsApplyPost({ iccid, name: france }),
    (world, { iccid }) => world.esims[iccid]!.assignments.length - onIt,
  ],
  ['ordersPost', (it) => new OrdersApi(it).ordersPost(buying(1)), (world) => Object.keys(world.orders).length],
  [
    'esimsIccidBundlesNameDelete',
    (it, { iccid }) => new ESIMsApi(it).esimsIccidBundlesNameDelete(iccid, france),
    revoked,
  ],
  [
    'esimsIccidRefreshGet',
    (it, { iccid }) => new ESIMsApi(it).esimsIccidRefreshGet(iccid),
    (world, { iccid }) => world.esims[iccid]!.history.filter(({ name }) => name === 'eSIM Refreshed').length,
  ],
  [
    'esimsIccidSmsPost',
    (it, { iccid }) => new ESIMsApi(it).esimsIccidSmsPost(iccid, null, null, { message: 'Bonjour' }),
    (world, { iccid }) => world.esims[iccid]!.sms.length,
  ],
];

const revoking: Write = [
  'esimsIccidBundlesNameAssignmentsAssignmentIdDelete',
  (it, { iccid, assignmentId }) =>
    new ESIMsApi(it).esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, france, assignmentId),
  revoked,
];

const outcomes = [
  { kind: 'drop' },
  { kind: 'truncate' },
  { kind: 'malformed' },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, retryAfterSeconds: 1 },
  { kind: 'status', status: 504, contentType: 'html' },
] as const;

describe('what the sandbox did, and its caller never heard of', () => {
  it.each(thatDoMore)('%s was done once, and is said to be ambiguous', async (operation, make, times) => {
    const given = await stage();
    for (const [nth, outcome] of outcomes.entries()) {
      await sandbox.fault({ operation, effect: 'done', outcome });
      await expect(make(configuration(), given)).rejects.toThrow(AmbiguousError);
      expect(times(await sandbox.state(), given)).toBe(nth + 1);
    }
  });

  it('revoking by id is repeated, takes no second one, and a refusal does not hide the first', async () => {
    const [operation, make, times] = revoking;
    const given = await stage();
    await sandbox.fault({ operation, effect: 'done', outcome: { kind: 'drop' } });
    await expect(make(configuration(), given)).rejects.toMatchObject({
      code: 'esim_go_ambiguous',
      transient: true,
      details: { status: 400, attempts: 2 },
    });
    expect(times(await sandbox.state(), given)).toBe(1);
  });

  it('revoking by id that was not done is done the next time', async () => {
    const [operation, make, times] = revoking;
    const given = await stage();
    await sandbox.fault({ operation, effect: 'none', outcome: { kind: 'drop' }, times: 2 });
    await expect(make(configuration(), given)).resolves.toMatchObject({ status: 200 });
    expect(times(await sandbox.state(), given)).toBe(1);
  });
});

describe('what a 403 of the sandbox means', () => {
  const apply = (it: Configuration, iccid?: string) =>
    new ESIMsApi(it).esimsApplyPost({ name: france, ...(iccid === undefined ? {} : { iccid }) });

  // Strict as the vendor: it would refuse the revoke by name as the vendor's own client sends it.
  it.each(calls)('$name with a bad key', async ({ make }) => {
    await expect(make(configured(sandbox.url, { apiKey: 'wrong' }))).rejects.toThrow(BadKeyError);
  });

  it('no stock, on a new eSIM and on one that is there', async () => {
    const iccid = await sandbox.esim(1);
    await expect(apply(configuration())).rejects.toThrow(NoStockError);
    await expect(apply(configuration(), iccid)).rejects.toThrow(NoStockError);
  });

  it('an eSIM of somebody else', async () => {
    await sandbox.stock(france, 1);
    const foreign = '8999999999999999999';
    await expect(apply(configuration(), foreign)).rejects.toThrow(NotAccessibleError);
    await expect(new ESIMsApi(configuration()).esimsIccidGet(foreign)).rejects.toThrow(NotAccessibleError);
    expect(Object.keys((await sandbox.state()).esims)).toEqual([]);
  });

  it('an eSIM that was taken back when its last bundle was revoked', async () => {
    const { iccids } = await sandbox.control<{ iccids: [string] }>('POST', '/esims', { bundle: france });
    const [iccid] = iccids;
    const api = new ESIMsApi(configuration());
    const { data } = await api.esimsIccidBundlesNameGet(iccid, france);
    await api.esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, france, data.assignments![0]!.id!);
    await expect(api.esimsIccidHistoryGet(iccid)).rejects.toThrow(NotAccessibleError);
  });

  it('refunds that are not enabled, and a balance that is not enough', async () => {
    await sandbox.settings({ refunds: { enabled: false } });
    const { id: usageId } = await sandbox.stock(france, 1);
    const refund = new InventoryApi(configuration()).inventoryRefundPost(null, null, { usageId, quantity: 1 });
    await expect(refund).rejects.toThrow(RefusedError);
    await sandbox.control('PATCH', '/organisation', { balance: 0, testCredit: 0 });
    await expect(new OrdersApi(configuration()).ordersPost(buying(1))).rejects.toMatchObject({
      code: 'esim_go_refused',
      details: { vendorMessage: expect.stringMatching(/balance/i) as string },
    });
  });
});

describe('whatever shape the sandbox gives it', () => {
  /** Everything that can be read of one little world. */
  const all = async (iccid: string, reference: string) => {
    const it = configuration();
    const esims = new ESIMsApi(it);
    const answers = await Promise.all([
      new InventoryApi(it).inventoryGet(),
      esims.esimsGet(),
      esims.esimsIccidGet(iccid, null, 'appleInstallUrl'),
      esims.esimsIccidBundlesGet(iccid),
      esims.esimsIccidHistoryGet(iccid),
      esims.esimsAssignmentsGet(reference),
      new OrdersApi(it).ordersGet(true),
      new OrdersApi(it).ordersOrderReferenceGet(reference),
      new CatalogueApi(it).catalogueGet(1, 10),
      new CatalogueApi(it).catalogueBundleNameGet(france),
      new OrganisationApi(it).organisationGet(),
      new NetworksApi(it).networksGet(null, 'FR'),
    ]);
    return answers.map(({ data }) => data);
  };

  const shapes: readonly SettingsPatch[] = [
    { shapes: { catalogue: 'array' } },
    { shapes: { history: 'object' } },
    { shapes: { assignments: 'array' } },
    { shapes: { assignments: 'object' } },
    { shapes: { orders: 'wrapper' } },
    { shapes: { orders: 'object' } },
    { shapes: { organisation: 'wrapper' } },
    { shapes: { lists: 'object' } },
    { shapes: { esimsPaging: false } },
    { shapes: { extraField: true } },
  ];

  it('an eSIM, its order, its history and the account read the same', async () => {
    const { data } = await new OrdersApi(configuration()).ordersPost(buying(1, true), true);
    const [{ iccid }] = data.order![0]!.esims as [{ iccid: string }];
    const usual = await all(iccid, data.orderReference!);
    for (const settings of shapes) {
      await sandbox.settings(settings);
      const differing = JSON.stringify(settings.shapes);
      const now = await all(iccid, data.orderReference!);
      expect(trimmed(now), differing).toEqual(trimmed(usual));
      await sandbox.settings({ shapes: usualShapes });
    }
  });

  it('a history names its bundle, by either name', async () => {
    await sandbox.settings({ shapes: { historyBundle: 'bundle' } });
    const { data } = await new ESIMsApi(configuration()).esimsIccidHistoryGet(await sandbox.esim(1));
    expect(data.actions).toMatchObject([{ name: 'Bundle Applied', bundleName: france, bundleState: 'queued' }]);
  });

  /** As the sandbox begins. */
  const usualShapes: SettingsPatch['shapes'] & object = {
    catalogue: 'wrapper',
    history: 'array',
    assignments: 'object_when_one',
    orders: 'array',
    organisation: 'flat',
    lists: 'array',
    esimsPaging: true,
    extraField: false,
  };

  /** Without counts that are there or not, and without fields that nobody documents. */
  const trimmed = (answers: readonly object[]): unknown =>
    JSON.parse(
      JSON.stringify(answers, (name, value: unknown) =>
        ['pageCount', 'pageSize', 'rows'].includes(name) || /^(x-|extra|undocumented)/i.test(name) ? undefined : value,
      ),
    );

  it('install details are the same as JSON, table and QR codes', async () => {
    await sandbox.settings({ shapes: { smdpAddress: 'url' } });
    const { data } = await new OrdersApi(configuration()).ordersPost(buying(3, true), true);
    const api = new ESIMsApi(configuration());
    const read = async (accept: 'application/json' | 'text/csv' | 'application/zip') =>
      (await api.esimsAssignmentsGet(data.orderReference, null, { accept })).data;
    const [json, table, archive] = [
      await read('application/json'),
      await read('text/csv'),
      await read('application/zip'),
    ];
    const codes = json.esims.map(activationCode);
    expect(codes).toHaveLength(3);
    expect(codes[0]).toMatch(/^LPA:1\$[^/:]+\$.+$/);
    expect(table.esims.map(activationCode)).toEqual(codes);
    expect(table.esims.map(({ iccid }) => iccid)).toEqual(json.esims.map(({ iccid }) => iccid));
    expect(archive.qrCodes).toHaveLength(3);
    expect(new Set(archive.qrCodes.map(({ iccid }) => iccid))).toEqual(new Set(json.esims.map(({ iccid }) => iccid)));
  });

  it.each(['seconds', 'date'] as const)('Retry-After as %s: a large order is waited for', async (retryAfter) => {
    const completesAfter = { unit: 'polls', amount: 3 } as const;
    await sandbox.settings({ orders: { completesAfter }, shapes: { retryAfter } });
    const { data } = await new OrdersApi(configuration()).ordersPost(buying(6, true), true);
    const details = await new ESIMsApi(configuration()).esimsAssignmentsGet(data.orderReference);
    expect(details.data.esims).toHaveLength(6);
  });
});

describe('the rate limit of the sandbox', () => {
  it('turns orders away, and each of them is placed once', async () => {
    await sandbox.settings({ rateLimit: { enabled: true, clock: 'virtual' } });
    const hurry = new Hurry();
    // Whoever rests moves the clock of the sandbox, so that its second is over as well.
    const timing: Timing = {
      now: () => hurry.now(),
      random: () => 0.5,
      after: (_milliseconds, call) => {
        void sandbox.control('POST', '/clock', { seconds: 2 }).then(call);
        return () => undefined;
      },
    };
    const limiter = new RateLimiter({ requests: 1000, timing: hurry });
    const it = configured(sandbox.url, { apiKey: sandbox.apiKey, limiter, timing, attempts: 20 });
    const orders = await Promise.all(Array.from({ length: 25 }, () => new OrdersApi(it).ordersPost(buying(1))));
    const references = Object.keys((await sandbox.state()).orders);
    expect(references).toHaveLength(25);
    expect(new Set(orders.map(({ data }) => data.orderReference))).toEqual(new Set(references));
    expect((await sandbox.outcomes()).filter((outcome) => outcome === 429).length).toBeGreaterThan(0);
  });
});
