import { inspect } from 'node:util';
import { InvalidInputError } from '@holdall/core';
import {
  BadKeyError,
  BadRequestError,
  Configuration,
  ESIMsApi,
  EsimGoError,
  InventoryApi,
  NoStockError,
  NotAccessibleError,
  OrdersApi,
  OrganisationApi,
  RefusedError,
} from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { bundle, calls, iccid, reference } from './calls.js';
import { configured, key } from './hurry.js';
import { json, refusal, vendor, type Reply } from './vendor.js';

const forbidden = refusal(403, 'Unauthorised');
const allowed = json({});

/** A vendor that refuses one path, and answers the questions about key and eSIM like this. */
const refusing = (path: string, answers: { groups: Reply; esim: Reply }) =>
  vendor((seen) => {
    if (seen.path === '/v2.4/organisation/groups') return answers.groups;
    return seen.path === `/v2.4/esims/${iccid}` && path !== seen.path ? answers.esim : forbidden;
  });

const inventory = '/v2.4/inventory';
const applying = '/v2.4/esims/apply';
const applyTo = (given: { iccid?: string }) => (it: Configuration) =>
  new ESIMsApi(it).esimsApplyPost({ ...given, name: bundle });
const history = (it: Configuration) => new ESIMsApi(it).esimsIccidHistoryGet(iccid);
const sms = (it: Configuration) => new ESIMsApi(it).esimsIccidSmsPost(iccid, null, null, { message: 'Hi' });
const assignments = (it: Configuration) => new ESIMsApi(it).esimsAssignmentsGet(reference);
const refund = (it: Configuration) => new InventoryApi(it).inventoryRefundPost(null, null, { usageId: 1, quantity: 1 });

describe('what a 403 means', () => {
  it.each([
    [
      'the key is refused everywhere',
      inventory,
      (it: Configuration) => new InventoryApi(it).inventoryGet(),
      forbidden,
      allowed,
      BadKeyError,
    ],
    ['the key is refused everywhere, also with an eSIM', applying, applyTo({ iccid }), forbidden, allowed, BadKeyError],
    ['a new eSIM, and the key is good', applying, applyTo({}), allowed, allowed, NoStockError],
    ['a given eSIM that can be seen', applying, applyTo({ iccid }), allowed, allowed, NoStockError],
    ['a given eSIM that cannot be seen', applying, applyTo({ iccid }), allowed, forbidden, NotAccessibleError],
    [
      'a given eSIM, as versions up to 2.3 put it',
      applying,
      applyTo({ iccid }),
      allowed,
      refusal(400, 'ICCID'),
      NotAccessibleError,
    ],
    ['a given eSIM of which nobody knows', applying, applyTo({ iccid }), allowed, refusal(404, 'what'), RefusedError],
    ['a question about an eSIM', `/v2.4/esims/${iccid}/history`, history, allowed, allowed, NotAccessibleError],
    ['an order to an eSIM that can be seen', `/v2.4/esims/${iccid}/sms`, sms, allowed, allowed, RefusedError],
    ['a reference', '/v2.4/esims/assignments', assignments, allowed, allowed, NotAccessibleError],
    ['a refund, with refunds disabled', '/v2.4/inventory/refund', refund, allowed, allowed, RefusedError],
    [
      'nothing is known of the key',
      inventory,
      (it: Configuration) => new InventoryApi(it).inventoryGet(),
      'drop' as const,
      allowed,
      RefusedError,
    ],
  ] as const)('%s', async (_case, path, make, groups, esim, expected) => {
    const { url, seen } = await refusing(path, { groups, esim });
    const error: unknown = await make(configured(url)).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(expected);
    expect(error).toMatchObject({ transient: false, details: { ambiguous: false, status: 403, attempts: 1 } });
    expect(seen.filter((one) => one.path === path)).toHaveLength(1);
  });

  it('is asked of the key once, by all that meet one at the same time', async () => {
    const { url, seen } = await refusing('', { groups: forbidden, esim: forbidden });
    const configuration = configured(url);
    const api = new ESIMsApi(configuration);
    await Promise.allSettled([1, 2, 3, 4].map(() => api.esimsIccidHistoryGet(iccid)));
    expect(seen.filter(({ path }) => path.endsWith('/groups'))).toHaveLength(1);
  });

  it('is found out for all others when one of them goes meanwhile', async () => {
    const leaving = new AbortController();
    const asked: ((answer: Response) => void)[] = [];
    // In the test's hands, so that both wait for the same answer when one of them goes.
    const fetch: typeof globalThis.fetch = (url, init) =>
      (url as string).endsWith('/groups')
        ? new Promise((resolve, reject) => {
            asked.push(resolve);
            init!.signal!.addEventListener('abort', () => reject(new Error('aborted')));
          })
        : Promise.resolve(new Response('{"message":"Unauthorised"}', { status: 403 }));
    const api = new ESIMsApi(configured('http://vendor', { fetch }));
    const met = [{ signal: leaving.signal }, {}].map((options) =>
      api.esimsIccidHistoryGet(iccid, null, options).catch((it: unknown) => it),
    );
    for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
    expect(asked).toHaveLength(1);
    leaving.abort();
    expect(await met[0]).toBeInstanceOf(RefusedError);
    asked[0]!(new Response('{"groups":[]}'));
    expect(await met[1]).toBeInstanceOf(NotAccessibleError);
  });

  it('is a bad key at once from the question that only a key can fail', async () => {
    const { url, seen } = await vendor(() => forbidden);
    await expect(new OrganisationApi(configured(url)).organisationGroupsGet()).rejects.toThrow(BadKeyError);
    expect(seen).toHaveLength(1);
  });

  it('leaves a refusal certain when the caller goes while the key is asked about', async () => {
    const leaving = new AbortController();
    const { url } = await vendor(({ path }) => {
      if (!path.endsWith('/groups')) return forbidden;
      leaving.abort();
      return 'hang';
    });
    const options = { signal: leaving.signal };
    await expect(new ESIMsApi(configured(url)).esimsApplyPost({ name: bundle }, options)).rejects.toMatchObject({
      code: 'esim_go_refused',
      details: { ambiguous: false },
    });
  });
});

describe('other refusals', () => {
  it('a 401, as orders have it, is a bad key', async () => {
    const { url, seen } = await vendor(() => refusal(401, 'Unauthorised'));
    const order = {
      type: 'transaction',
      assign: false,
      order: [{ type: 'bundle', quantity: 1, item: bundle }],
    } as const;
    await expect(new OrdersApi(configured(url)).ordersPost(order)).rejects.toThrow(BadKeyError);
    expect(seen).toHaveLength(1);
  });

  it.each(['esimsIccidGet', 'esimsIccidHistoryGet', 'esimsIccidLocationGet', 'esimsIccidBundlesGet'])(
    'a 400 to %s is an eSIM that is not accessible, as versions up to 2.3 put it',
    async (name) => {
      const { url } = await vendor(() => refusal(400, 'ICCID not found or not permitted'));
      await expect(calls.find((call) => call.name === name)!.make(configured(url))).rejects.toThrow(NotAccessibleError);
    },
  );

  it('takes an error of plain text, and of nothing', async () => {
    const { url } = await vendor((_seen, nth) => ({
      status: 400,
      headers: { 'content-type': 'text/plain' },
      body: nth === 1 ? 'insufficient balance' : '',
    }));
    const api = new OrdersApi(configured(url));
    const order = {
      type: 'transaction',
      assign: false,
      order: [{ type: 'bundle', quantity: 1, item: bundle }],
    } as const;
    await expect(api.ordersPost(order)).rejects.toMatchObject({ details: { vendorMessage: 'insufficient balance' } });
    const silent: unknown = await api.ordersPost(order).catch((it: unknown) => it);
    expect(silent).toBeInstanceOf(BadRequestError);
    expect(silent).toMatchObject({ details: { vendorMessage: null } });
  });
});

describe('the key', () => {
  const shown = (value: unknown): string =>
    `${inspect(value, { depth: Infinity, showHidden: true })}${JSON.stringify(value)}`;

  it.each(calls)('is in no error of $name, whatever the vendor writes', async ({ make }) => {
    const escaped = encodeURIComponent(secret);
    const { url } = await vendor(({ path }, nth) =>
      path.endsWith('/groups') && nth > 1
        ? json({ groups: [] })
        : { status: 403, headers: { 'content-type': 'text/plain' }, body: `${escaped} ${'x'.repeat(280)}${secret}` },
    );
    const error: unknown = await make(configured(url, { apiKey: secret })).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(EsimGoError);
    expect((error as EsimGoError).message + shown(error)).not.toMatch(/s3cr|%2Ft/);
  });

  it('is in no error of an answer that is not understood', async () => {
    const { url } = await vendor(() => json({ groups: 3, name: { apiKey: secret }, apiKey: secret }));
    const error: unknown = await new OrganisationApi(configured(url)).organisationGet().catch((it: unknown) => it);
    expect(error).toMatchObject({ code: 'esim_go_not_understood' });
    expect(shown(error)).not.toContain(secret);
  });

  it('is not in the organisation that is handed out, though the vendor sends it along', async () => {
    const { url } = await vendor(() =>
      json({ organisations: [{ name: 'Acme', apiKey: key, api_key: key, balance: 12.5 }] }),
    );
    const { data } = await new OrganisationApi(configured(url)).organisationGet();
    expect(data).toEqual({ name: 'Acme', balance: 12.5, organisations: [{ name: 'Acme', balance: 12.5 }] });
  });

  it('is shown by no Configuration and no API', () => {
    const configuration = new Configuration({ apiKey: secret, basePath: 'http://127.0.0.1:1' });
    expect(shown({ configuration, caller: configuration.caller, api: new ESIMsApi(configuration) })).not.toContain(
      's3cr',
    );
  });

  it.each([undefined, '', 'two words', 'line\nbreak', 'schlüssel'])(
    'that no header can carry (%j) is refused before fetch would quote it',
    async (apiKey) => {
      expect(() => new Configuration({ apiKey })).toThrow(InvalidInputError);
      const later = configured('http://127.0.0.1:1/v2.4', { apiKey: () => apiKey as string });
      await expect(new InventoryApi(later).inventoryGet()).rejects.toThrow(InvalidInputError);
    },
  );
});

const secret = 's3cr/t+key';
