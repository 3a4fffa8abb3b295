// Contract 1.2: 1 and 2.
import { unzipSync } from 'fflate';
import jsQR from 'jsqr';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, unknownIccid, type Json } from '../sandbox.js';

const { get, post, stock, esim, remaining, settings, state, truth, control } = sandbox;

describe('apply', () => {
  it('puts a bundle from stock on a new eSIM', async () => {
    const { id } = await stock(france, 2);
    const { status, json } = await post('/esims/apply', { name: france });
    expect(status).toBe(200);
    expect(json).toEqual({
      esims: [{ iccid: expect.stringMatching(/^\d{19}$/), status: 'ACTIVE', bundle: france }],
      applyReference: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    expect(await remaining(id)).toBe(1);
    const [assignment] = (await truth(json.esims[0].iccid)).assignments;
    expect(assignment).toMatchObject({ state: 'queued', reference: `${json.applyReference}-0`, lot: id });
  });

  it('puts it on the eSIM that is named', async () => {
    await stock(france, 1);
    const iccid = await esim();
    expect((await post('/esims/apply', { name: france, iccid })).json.esims).toMatchObject([{ iccid }]);
    expect((await get(`/esims/${iccid}/bundles`)).json.bundles[0].name).toBe(france);
  });

  it('repeats: each on an eSIM of its own, numbered under one reference', async () => {
    await stock(france, 3);
    const { esims, applyReference } = (await post('/esims/apply', { name: france, repeat: 3 })).json;
    expect(new Set(esims.map((it: Json) => it.iccid)).size).toBe(3);
    const references = Object.values((await state()).esims).map((it) => it.assignments[0]!.reference);
    expect(references).toEqual([0, 1, 2].map((n) => `${applyReference}-${n}`));
  });

  it('takes several bundles, each to its own new eSIM', async () => {
    await stock(france, 2);
    await stock(europe, 1);
    const { esims } = (await post('/esims/apply', { bundles: [{ name: europe }, { name: france, repeat: 2 }] })).json;
    expect(esims.map((it: Json) => it.bundle)).toEqual([europe, france, france]);
    expect(new Set(esims.map((it: Json) => it.iccid)).size).toBe(3);
  });

  it('takes all or nothing', async () => {
    const { id } = await stock(france, 2);
    const answer = await post('/esims/apply', { bundles: [{ name: france, repeat: 2 }, { name: europe }] });
    expect([answer.status, answer.json.message]).toEqual([403, expect.stringContaining('No available bundles left')]);
    expect([await remaining(id), (await state()).esims, (await state()).orders]).toEqual([2, {}, {}]);
  });

  it('is 403 without stock', async () => {
    expect((await post('/esims/apply', { name: france })).status).toBe(403);
  });

  it.each([
    ['no name', {}, 400],
    ['an empty name', { name: '' }, 400],
    ['repeat and iccid', { name: france, iccid: unknownIccid, repeat: 1 }, 400],
    ['repeat of zero', { name: france, repeat: 0 }, 400],
    ['name and bundles', { name: france, bundles: [{ name: france }] }, 400],
    ['no bundles', { bundles: [] }, 400],
    ['an ICCID that is a number', { name: france, iccid: 8_943_108_000 }, 400],
    ['an ICCID of nobody', { name: france, iccid: unknownIccid }, 403],
    ['a name of another case', { name: france.toLowerCase() }, 403],
  ])('is refused with %s', async (_name, body, status) => {
    const { id } = await stock(france, 1);
    expect((await post('/esims/apply', body)).status).toBe(status);
    expect(await remaining(id)).toBe(1);
  });

  it('is refused where the bundle does not fit; with allowReassign another eSIM comes back', async () => {
    const { id } = await stock(france, 1);
    const iccid = await esim({ provider: 'B' });
    expect((await get(`/esims/${iccid}/compatible/${france}`)).json).toEqual({ compatible: false });
    expect((await post('/esims/apply', { name: france, iccid })).status).toBe(400);
    expect(await remaining(id)).toBe(1);
    const { esims } = (await post('/esims/apply', { name: france, iccid, allowReassign: true })).json;
    expect(esims).toHaveLength(1);
    expect(esims[0].iccid).not.toBe(iccid);
    expect((await get(`/esims/${esims[0].iccid}/compatible/${france}`)).json).toEqual({ compatible: true });
    expect((await truth(iccid)).assignments).toEqual([]);
  });

  it('queues no more than 30 on an eSIM', async () => {
    await stock(france, 2);
    const iccid = await esim({ bundle: france, bundles: 29 });
    expect((await post('/esims/apply', { name: france, iccid })).status).toBe(200);
    expect((await post('/esims/apply', { name: france, iccid })).status).toBe(400);
    expect((await truth(iccid)).assignments).toHaveLength(30);
  });

  it('has a status that is free text', async () => {
    await settings({ assignments: { applyStatus: 'Successfully Applied Bundle' } });
    await stock(france, 1);
    expect((await post('/esims/apply', { name: france })).json.esims[0].status).toBe('Successfully Applied Bundle');
  });

  it('has assignment ids that rise as numbers, not as texts', async () => {
    const iccid = await esim({ bundle: france, bundles: 4 });
    const ids = (await truth(iccid)).assignments.map(({ id }) => id);
    expect(ids).toEqual(['998', '999', '1000', '1001']);
  });

  it('works in its deprecated form', async () => {
    await stock(france, 2);
    const iccid = await esim();
    expect((await post(`/esims/${iccid}/bundles`, { name: france, repeat: 2 })).json).toEqual({
      status: 'Successfully Applied Bundle',
    });
    expect((await truth(iccid)).assignments).toHaveLength(2);
  });
});

describe('install details', () => {
  const applied = async (repeat: number) => {
    await stock(france, repeat);
    const { json } = await post('/esims/apply', { name: france, repeat });
    return { reference: json.applyReference as string, iccids: json.esims.map((it: Json) => it.iccid) as string[] };
  };
  const details = (reference: string, accept?: string) =>
    get(`/esims/assignments?reference=${reference}`, accept === undefined ? {} : { headers: { accept } });

  it.each([undefined, '*/*', 'text/csv'])('are CSV with Accept %s', async (accept) => {
    const { reference, iccids } = await applied(2);
    const answer = await details(reference, accept);
    expect(answer.headers.get('content-type')).toBe('text/csv');
    const [head, ...rows] = answer.text.trimEnd().split('\n');
    expect(head).toBe('ICCID,Matching ID,RSP URL,Bundle,Reference');
    const [first] = iccids;
    const { matchingId, smdpAddress } = await truth(first!);
    expect(rows[0]).toBe([first, matchingId, smdpAddress, france, reference].join(','));
    expect(rows.map((row) => row.split(',')[0])).toEqual(iccids);
  });

  it.each(['application/json', 'application/json, text/plain, */*'])('are JSON with Accept %s', async (accept) => {
    const { reference, iccids } = await applied(1);
    const [iccid] = iccids;
    await control('PATCH', `/esims/${iccid}`, { profileStatus: 'Installed' });
    const { matchingId, pin, puk } = await truth(iccid!);
    expect((await details(reference, accept)).json).toEqual({
      iccid,
      matchingId,
      smdpAddress: 'rsp.sandbox.example.com',
      profileStatus: 'Installed',
      pin,
      puk,
      firstInstalledDateTime: '2026-01-31T10:00:00.000Z',
    });
  });

  it('are an object, an array, or one or the other by their number', async () => {
    const one = await applied(1);
    const two = await applied(2);
    const shapes = async () => {
      const answers = [
        await details(one.reference, 'application/json'),
        await details(two.reference, 'application/json'),
      ];
      return answers.map(({ json }) => (Array.isArray(json) ? json.map((it) => it.iccid) : json.iccid));
    };
    expect(await shapes()).toEqual([one.iccids[0], two.iccids]);
    await settings({ shapes: { assignments: 'array' } });
    expect(await shapes()).toEqual([one.iccids, two.iccids]);
    await settings({ shapes: { assignments: 'object' } });
    expect(await shapes()).toEqual([one.iccids[0], two.iccids[0]]);
  });

  it('are a ZIP of QR codes that phones can read', async () => {
    const { reference, iccids } = await applied(2);
    const answer = await details(reference, 'application/zip');
    expect(answer.headers.get('content-type')).toBe('application/zip');
    const files = unzipSync(answer.bytes);
    expect(Object.keys(files)).toEqual(iccids.map((iccid) => `${iccid}.png`));
    for (const iccid of iccids) {
      const { data, width, height } = PNG.sync.read(Buffer.from(files[`${iccid}.png`]!));
      const { smdpAddress, matchingId } = await truth(iccid);
      const code = (jsQR as unknown as typeof jsQR.default)(new Uint8ClampedArray(data), width, height);
      expect(code?.data).toBe(`LPA:1$${smdpAddress}$${matchingId}`);
    }
  });

  it('are for several references at once, of orders and of applies', async () => {
    const { reference, iccids } = await applied(1);
    const order = { type: 'transaction', assign: true, order: [{ item: europe, quantity: 1 }] };
    const { orderReference } = (await post('/orders', order)).json;
    const answer = await details(`${reference}&reference=${orderReference}`, 'application/json');
    expect(answer.json).toHaveLength(2);
    expect(answer.json[0].iccid).toBe(iccids[0]);
  });

  it('are 400 without a reference, 403 for one of nobody', async () => {
    expect((await get('/esims/assignments')).status).toBe(400);
    expect((await details(unknownIccid)).status).toBe(403);
  });

  it('have an install URL where it is asked for, and an address with a prefix where that is set', async () => {
    const { reference, iccids } = await applied(1);
    await settings({ shapes: { smdpAddress: 'url' } });
    const { json } = await details(`${reference}&additionalFields=appleInstallUrl`, 'application/json');
    const { matchingId } = await truth(iccids[0]!);
    expect(json.smdpAddress).toBe('http://rsp.sandbox.example.com');
    expect(json.appleInstallUrl).toContain(`LPA:1$rsp.sandbox.example.com$${matchingId}`);
  });
});
