import {
  activationCode,
  CatalogueApi,
  ESIMsApi,
  everyEsim,
  InventoryApi,
  OrdersApi,
  OrganisationApi,
  type Configuration,
  type Result,
} from '@holdall/esim-go';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { bundle, iccid, reference } from './calls.js';
import { configured } from './hurry.js';
import { answering, json, vendor } from './vendor.js';

/** What a call makes of a body, byte for byte. */
const read = async <T>(
  make: (configuration: Configuration) => Promise<Result<T>>,
  body: string | Uint8Array,
  type?: string,
): Promise<T> => {
  const { url } = await answering(body, type);
  return (await make(configured(url))).data;
};

const assignments = (it: Configuration) => new ESIMsApi(it).esimsAssignmentsGet(reference);
const history = (it: Configuration) => new ESIMsApi(it).esimsIccidHistoryGet(iccid);
const details = (it: Configuration) => new ESIMsApi(it).esimsIccidGet(iccid);
const bundles = (it: Configuration) => new ESIMsApi(it).esimsIccidBundlesGet(iccid);
const orders = (it: Configuration) => new OrdersApi(it).ordersGet();
const catalogue = (it: Configuration) => new CatalogueApi(it).catalogueGet();
const organisation = (it: Configuration) => new OrganisationApi(it).organisationGet();
const inventory = (it: Configuration) => new InventoryApi(it).inventoryGet();

const other = '8943108165015003888';

describe('an ICCID', () => {
  // JSON.parse would make ...4000 of it: an eSIM of somebody else's.
  it.each([
    [
      'an apply',
      (it: Configuration) => new ESIMsApi(it).esimsApplyPost({ name: bundle }),
      `{"esims":[{"iccid":${iccid}}]}`,
    ],
    ['install details', assignments, `{"esims":[{"iccid":${iccid}}]}`],
    ['a page', (it: Configuration) => new ESIMsApi(it).esimsGet(), `{"esims":[{"iccid":${iccid}}]}`],
    [
      'an order',
      (it: Configuration) => new OrdersApi(it).ordersOrderReferenceGet(reference),
      `{"order":[{"esims":[{"iccid":${iccid}}],"iccids":[${iccid}]}]}`,
    ],
    ['a field that is new', details, `{"replacedBy":{"iccid":${iccid}}}`],
  ])('that comes as a bare number keeps all its digits, in %s', async (_what, make, body) => {
    expect(JSON.stringify(await read<unknown>(make, body))).toContain(`"iccid":"${iccid}"`);
  });

  it.each(['iccid', 'name', 'bundle', 'assignmentId', 'orderReference'])(
    '%s as a number, or none, is not sent',
    async (path) => {
      const { url, seen } = await vendor(() => json({}));
      const configuration = configured(url);
      const api = new ESIMsApi(configuration);
      for (const bad of [Number(iccid), '', '.', '..', undefined, null]) {
        const value = bad as string;
        const makes: Record<string, () => Promise<unknown>> = {
          iccid: () => api.esimsIccidBundlesNameDelete(value, bundle),
          name: () => api.esimsIccidBundlesNameDelete(iccid, value),
          bundle: () => api.esimsIccidCompatibleBundleGet(iccid, value),
          assignmentId: () => api.esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, bundle, value),
          orderReference: () => new OrdersApi(configuration).ordersOrderReferenceGet(value),
        };
        await expect(makes[path]!()).rejects.toMatchObject({ code: 'invalid_input', details: { faults: [{ path }] } });
      }
      expect(seen).toEqual([]);
    },
  );

  it('and a name stay within their place in the path', async () => {
    const { url, seen } = await vendor(() => json({ status: 'done' }));
    await new ESIMsApi(configured(url)).esimsIccidBundlesNameDelete('../x', 'a/b?c#d', null, null, 'validate');
    expect(seen[0]!.path).toBe('/v2.4/esims/..%2Fx/bundles/a%2Fb%3Fc%23d');
  });
});

describe('install details', () => {
  const one = { iccid, matchingId: 'JQ-2097', smdpAddress: 'http://rsp.example' };
  const two = { ...one, iccid: other };

  it('of one eSIM are an object or a list', async () => {
    const expected = { ...one, esims: [one], qrCodes: [] };
    expect(await read(assignments, JSON.stringify(one))).toEqual(expected);
    expect(await read(assignments, JSON.stringify([one]))).toEqual(expected);
  });

  it('of several are all there, and none passes for the only one', async () => {
    const { iccid: first, esims } = await read(assignments, JSON.stringify([one, two]));
    expect(esims).toEqual([one, two]);
    expect(first).toBeUndefined();
  });

  it('of none are an empty list', async () => {
    expect(await read(assignments, '[]')).toEqual({ esims: [], qrCodes: [] });
    expect(await read(assignments, '{}')).toEqual({ esims: [], qrCodes: [] });
  });

  it('come as a table, which is the default of the vendor', async () => {
    const table = [
      '\u{FEFF}ICCID,Matching ID,RSP URL,Bundle,Reference',
      `${iccid},"JQ,2097",rsp.example,${bundle},${reference}-0`,
      `${other},,rsp.example,${bundle},${reference}-1`,
      '',
    ].join('\r\n');
    const common = { smdpAddress: 'rsp.example', bundle };
    expect(await read(assignments, table, 'text/csv')).toEqual({
      esims: [
        { ...common, iccid, matchingId: 'JQ,2097', reference: `${reference}-0` },
        { ...common, iccid: other, reference: `${reference}-1` },
      ],
      qrCodes: [],
    });
  });

  it('are told by what came, not by what it says it is', async () => {
    expect((await read(assignments, JSON.stringify([one]), 'text/csv')).esims).toEqual([one]);
    expect((await read(assignments, `ICCID\n${iccid}\n`, 'text/plain')).esims).toEqual([{ iccid }]);
  });

  it('come as an archive of QR codes', async () => {
    const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
    const archive = zipSync({ [`${iccid}.png`]: png, 'qr/other.PNG': png, 'README.txt': strToU8('hello') });
    const { url, seen } = await answering(archive, 'application/zip');
    const { data } = await new ESIMsApi(configured(url)).esimsAssignmentsGet(reference, null, {
      accept: 'application/zip',
    });
    expect(data).toEqual({
      esims: [],
      qrCodes: [
        { name: `${iccid}.png`, iccid, png },
        { name: 'qr/other.PNG', png },
      ],
    });
    expect(seen[0]!.headers.accept).toBe('application/zip');
  });

  it.each([
    ['the page of a proxy', '<html>Welcome</html>', 'text/html'],
    ['a broken archive', Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0), 'application/zip'],
    ['a table that is torn', `ICCID,Matching ID\n${iccid},"JQ`, 'text/csv'],
    ['a table with a row too short', `ICCID,Matching ID\n${iccid}\n`, 'text/csv'],
    ['nothing', '', 'text/csv'],
  ])('are not made of %s', async (_what, body, type) => {
    await expect(read(assignments, body, type)).rejects.toMatchObject({ code: 'esim_go_not_understood' });
  });

  it('are not unpacked without end', async () => {
    const archive = zipSync({ 'a.png': strToU8('small') });
    // The size in the directory of the archive (its entry begins with PK 1 2): 65 MB.
    const entry = archive.findLastIndex((_byte, index) => archive[index] === 0x50 && archive[index + 2] === 1);
    new DataView(archive.buffer, archive.byteOffset).setUint32(entry + 24, 65 * 1024 * 1024, true);
    await expect(read(assignments, archive, 'application/zip')).rejects.toThrow(/more than 64 MB/);
  });

  it('of several references are asked for at once', async () => {
    const { url, seen } = await vendor(() => json([]));
    await new ESIMsApi(configured(url)).esimsAssignmentsGet(['a', 'b']);
    expect(seen[0]!.query.getAll('reference')).toEqual(['a', 'b']);
  });

  it('become an activation code with the bare host', () => {
    expect(activationCode(one)).toBe('LPA:1$rsp.example$JQ-2097');
    expect(activationCode({ matchingId: 'M', smdpAddress: 'HTTPS://rsp.example/path' })).toBe('LPA:1$rsp.example$M');
    expect(activationCode({ matchingId: 'M', smdpAddress: 'rsp.example' })).toBe('LPA:1$rsp.example$M');
    expect(activationCode({ matchingId: 'M' })).toBeNull();
    expect(activationCode({ matchingId: '', smdpAddress: 'rsp.example' })).toBeNull();
  });
});

describe('one or many', () => {
  it('a history is a list, or one action, by either name of its bundle', async () => {
    const applied = { name: 'Bundle Applied', bundleName: bundle, date: '2026-01-02T03:04:05.123456789Z' };
    const used = { name: 'eSIM Utilisation Alert', bundle, bundleState: 'active', alertType: '50% Used' };
    const { bundle: _bundle, ...rest } = used;
    expect(await read(history, JSON.stringify([applied, used]))).toEqual({
      actions: [applied, { ...rest, bundleName: bundle }],
    });
    expect(await read(history, JSON.stringify(applied))).toEqual({ ...applied, actions: [applied] });
    expect(await read(history, JSON.stringify({ actions: [applied, used] }))).toMatchObject({ actions: [applied, {}] });
  });

  it('orders are a list, one order, or around a list; their lines are not mistaken for it', async () => {
    const order = { orderReference: reference, order: [{ type: 'bundle', item: bundle }] };
    const apply = { orderReference: 'b', order: [{ type: 'bundleAssignment', item: `${reference}-0`, quantity: 0 }] };
    expect((await read(orders, JSON.stringify([order, apply]))).orders).toEqual([order, apply]);
    expect(await read(orders, JSON.stringify(order))).toEqual({ ...order, orders: [order] });
    expect((await read(orders, JSON.stringify({ results: [order, apply], rows: 2 }))).orders).toEqual([order, apply]);
    expect((await read(orders, JSON.stringify({ Order: order.order, createDate: '2026-01-02' }))).orders).toEqual([
      { order: order.order, createdDate: '2026-01-02' },
    ]);
  });

  it('an organisation is flat, or in a list', async () => {
    const acme = { name: 'Acme', balance: 1234.56, groups: ['Standard'], users: [{ firstName: 'Ann' }] };
    const expected = { ...acme, organisations: [acme] };
    expect(await read(organisation, JSON.stringify(acme))).toEqual(expected);
    expect(await read(organisation, JSON.stringify({ organisations: [acme] }))).toEqual(expected);
  });

  it('a catalogue is a list by its description, and around one on the wire', async () => {
    const one = { name: bundle, dataAmount: 1000, price: 1.99, countries: [{ name: 'Italy', iso: 'IT' }] };
    expect(await read(catalogue, JSON.stringify([one]))).toEqual({ bundles: [one] });
    const page = { bundles: [one], pageCount: 7, rows: 700, pageSize: 100 };
    expect(await read(catalogue, JSON.stringify(page))).toEqual(page);
  });
});

describe('a field', () => {
  it('is never promised: it may be missing or null, and what is new stays', async () => {
    expect(await read(bundles, '{"bundles":[{"name":null,"assignments":[{}],"tier":{"of":1}}]}')).toEqual({
      bundles: [{ assignments: [{}], tier: { of: 1 } }],
    });
    expect(await read(inventory, '{"bundles":[{"speed":null,"countries":"FR"}]}')).toEqual({
      bundles: [{ countries: ['FR'] }],
    });
  });

  it('of a date is what its operation documents, however it comes', async () => {
    const iso = '2023-04-07T00:50:31.618Z';
    const ms = Date.parse(iso);
    const finer = '2023-04-07T00:50:31.618780311Z';
    expect(await read(details, `{"firstInstalledDateTime":${ms}}`)).toEqual({ firstInstalledDateTime: ms });
    expect(await read(details, `{"firstInstalledDateTime":"${finer}"}`)).toEqual({ firstInstalledDateTime: ms });
    expect(await read(details, `{"firstInstalledDateTime":""}`)).toEqual({});
    const installed = async (value: string) =>
      (await read(assignments, `{"iccid":"${iccid}","firstInstalledDateTime":${value}}`)).firstInstalledDateTime;
    expect(await installed(`"${finer}"`)).toBe(finer);
    expect(await installed(`${ms}`)).toBe(iso);
    expect(await installed('""')).toBeUndefined();
  });

  it('of a quantity is in bytes as it came, or the answer is not understood', async () => {
    const with_ = (fields: string) => `{"bundles":[{"assignments":[{"id":243,${fields}}]}]}`;
    expect(await read(bundles, with_('"initialQuantity":20000000000,"remainingQuantity":"1"'))).toEqual({
      bundles: [{ assignments: [{ id: '243', initialQuantity: 20_000_000_000, remainingQuantity: 1 }] }],
    });
    const path = 'bundles[0].assignments[0].remainingQuantity';
    for (const bad of ['"lots"', '1.5', '9223372036854775807', 'true', '{}', '""', '[1,2]']) {
      await expect(read(bundles, with_(`"remainingQuantity":${bad}`))).rejects.toMatchObject({
        code: 'esim_go_not_understood',
        message: expect.stringContaining(path) as string,
      });
    }
    // The largest 64-bit integer stands for "no end" here, and would make the whole list unreadable.
    const unlimited = '"unlimited":true,"initialQuantity":9223372036854775807,"remainingQuantity":-1';
    expect(await read(bundles, with_(unlimited))).toEqual({
      bundles: [{ assignments: [{ id: '243', unlimited: true }] }],
    });
  });

  it('of a state stays as it came, also one that nobody knows', async () => {
    const body = '{"bundles":[{"assignments":[{"bundleState":"Paused"}]}]}';
    expect(await read(bundles, body)).toEqual({ bundles: [{ assignments: [{ bundleState: 'Paused' }] }] });
  });

  it('that decides is not guessed: no answer to "compatible" is no answer', async () => {
    const compatible = (it: Configuration) => new ESIMsApi(it).esimsIccidCompatibleBundleGet(iccid, bundle);
    await expect(read(compatible, '{}')).rejects.toMatchObject({ code: 'esim_go_not_understood' });
    expect(await read(compatible, '{"compatible":"false"}')).toEqual({ compatible: false });
  });
});

describe('everyEsim', () => {
  it('reads on until a page is not full, whatever the counts say', async () => {
    const all = Array.from({ length: 25 }, (_, index) => ({ iccid: `89431081650150${10_000 + index}` }));
    const { url, seen } = await vendor(({ query }) => {
      const from = (Number(query.get('page')) - 1) * 10;
      return json({ esims: all.slice(from, from + 10), pageCount: 1, rows: 10 });
    });
    const found: unknown[] = [];
    for await (const esim of everyEsim(new ESIMsApi(configured(url)), { perPage: 10 })) found.push(esim);
    expect(found).toEqual(all);
    expect(seen.map(({ query }) => query.get('page'))).toEqual(['1', '2', '3']);
  });
});
