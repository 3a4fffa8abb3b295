import { Configuration, ESIMsApi, InventoryApi, OrdersApi, OrganisationApi } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { bundle, calls, iccid } from './calls.js';
import { configured, key } from './hurry.js';
import { json, vendor } from './vendor.js';

describe('what goes over the wire', () => {
  it.each(calls)('$name', async ({ request, body, answer, make }) => {
    const { url, seen } = await vendor(() => json(answer));
    await expect(make(configured(url))).resolves.toEqual({ status: 200, data: answer });
    expect(seen).toHaveLength(1);
    const { method, path, query, headers } = seen[0]!;
    expect(`${method} ${path}${query.size === 0 ? '' : `?${query.toString()}`}`).toBe(request.replace(' ', ' /v2.4'));
    expect(seen[0]!.body === '' ? undefined : JSON.parse(seen[0]!.body)).toEqual(body);
    expect(headers['content-type']).toBe(body === undefined ? undefined : 'application/json');
    expect(headers.accept).toBe('application/json');
    // On every one, also on the revoke by name, where the vendor's own client forgets it.
    expect(headers['x-api-key']).toBe(key);
  });

  it('asks for the key before every call, so that a changed one counts at once', async () => {
    const { url, seen } = await vendor(() => json({ bundles: [] }));
    const keys = ['old', 'new'];
    const configuration = configured(url, { apiKey: async () => keys.shift()! });
    await calls[0]!.make(configuration);
    await calls[0]!.make(configuration);
    expect(seen.map(({ headers }) => headers['x-api-key'])).toEqual(['old', 'new']);
  });
});

type Make = (configuration: Configuration) => Promise<unknown>;
const order = (given: object) => (it: Configuration) =>
  new OrdersApi(it).ordersPost({
    type: 'validate',
    assign: true,
    order: [{ type: 'bundle', item: bundle, quantity: 1, ...given }],
  });
const refund = (item: object) => (it: Configuration) => new InventoryApi(it).inventoryRefundPost(null, null, item);
const apply = (body: object) => (it: Configuration) => new ESIMsApi(it).esimsApplyPost(body as never);
const sms = (message: string) => (it: Configuration) =>
  new ESIMsApi(it).esimsIccidSmsPost(iccid, null, null, { message });
const update =
  (...given: readonly unknown[]) =>
  (it: Configuration) =>
    new ESIMsApi(it).esimsPut(null, null, ...(given as [string, string, object]));
const listed = (limit: string | number) => (it: Configuration) =>
  new ESIMsApi(it).esimsIccidBundlesGet(iccid, null, null, limit);
const revoke = (type: string) => (it: Configuration) =>
  new ESIMsApi(it).esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, bundle, '1', null, type);

describe('what the vendor documents as wrong is not sent', () => {
  it.each<[string, Make, string]>([
    // A lot is refunded, not a bundle: public code sends the latter.
    ['a refund by name', refund({ item: bundle, quantity: 1 }), 'usageId'],
    ['a refund of a negative quantity', refund({ usageId: 1, quantity: -1 }), 'quantity'],
    ['a refund of part of a bundle', refund({ usageId: 1, quantity: 0.5 }), 'quantity'],
    ['a refund of nothing', refund({ usageId: 1, quantity: 0 }), 'quantity'],
    ['an apply without a name', apply({ iccid }), 'name'],
    ['an apply of no bundles', apply({ bundles: [] }), 'bundles'],
    ['repeats on one eSIM', apply({ name: bundle, iccid, repeat: 2 }), 'repeat'],
    ['half a repeat', apply({ name: bundle, repeat: 1.5 }), 'repeat'],
    ['an apply to a rounded ICCID', apply({ name: bundle, iccid: Number(iccid) }), 'iccid'],
    ['an order for a rounded ICCID', order({ iccids: [Number(iccid)] }), 'order[0].iccids'],
    ['an order for more than its eSIMs', order({ quantity: 5, iccids: [iccid] }), 'order[0].quantity'],
    ['a text message of nothing', sms(''), 'message'],
    ['a text message of 161 characters', sms('x'.repeat(161)), 'message'],
    ['a reference for no eSIM', update(undefined, 'ref'), 'iccid'],
    ['no reference', update(iccid), 'customerRef'],
    ['two references', update(iccid, 'one', { customerRef: 'other' }), 'customerRef'],
    ['more than 200 assignments', listed(201), 'limit'],
    ['no assignments', listed('0'), 'limit'],
    // The vendor might take it for its default, which revokes for real.
    ['a revoke with a slip of the pen', revoke('Validate'), 'type'],
    ['install details of nothing', (it) => new ESIMsApi(it).esimsAssignmentsGet(), 'reference'],
    ['a negative top-up', (it) => new OrganisationApi(it).organisationBalancePost(-1000), 'amount'],
  ])('%s', async (_what, make, path) => {
    const { url, seen } = await vendor(() => json({}));
    await expect(make(configured(url))).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults: [{ path }] },
    });
    expect(seen).toEqual([]);
  });

  it('eSIMs of an order that assigns nothing', async () => {
    const order = [{ type: 'bundle', item: bundle, quantity: 1, iccids: [iccid] }] as const;
    await expect(
      new OrdersApi(configured('http://127.0.0.1:9999')).ordersPost({ type: 'validate', assign: false, order }),
    ).rejects.toMatchObject({ details: { faults: [{ path: 'order[0].iccids' }] } });
  });

  it('160 characters are counted as people do', async () => {
    const { url, seen } = await vendor(() => json({ status: 'sent' }));
    await sms('🙂'.repeat(160))(configured(url));
    expect(seen).toHaveLength(1);
  });
});

describe('a Configuration', () => {
  it.each([
    ['basePath', { basePath: 'api.esim-go.com' }],
    ['basePath', { basePath: 'ftp://api.esim-go.com' }],
    ['basePath', { basePath: 'https://user:secret@api.esim-go.com' }],
    ['basePath', { basePath: 'https://api.esim-go.com/v2.4?x=1' }],
    ['timeout', { timeout: 0 }],
    ['attempts', { attempts: 1.5 }],
    ['patience', { patience: Number.NaN }],
  ])('that cannot work is refused: %s of %j', (path, parameters) => {
    let error: unknown;
    try {
      error = new Configuration({ apiKey: key, ...parameters });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({ code: 'invalid_input', details: { faults: [{ path }] } });
  });

  it('goes to the vendor unless it is told otherwise', () => {
    expect(new Configuration({ apiKey: key }).basePath).toBe('https://api.esim-go.com/v2.4');
  });
});
