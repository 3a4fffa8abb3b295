// Contract 1.2: 3 to 11 and 14.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, unlimited, type Json } from '../sandbox.js';

const { get, post, call, esim, truth, control, settings, advance, traffic } = sandbox;

describe('the list of eSIMs', () => {
  const iccids = async (query: string) => ((await get(`/esims?${query}`)).json.esims as Json[]).map((it) => it.iccid);

  it('goes by pages, and says how many there are', async () => {
    const all: string[] = (await control('POST', '/esims', { count: 12 })).iccids;
    await esim({ foreign: true });
    const { json } = await get('/esims?perPage=10&page=2');
    expect(json).toMatchObject({ pageCount: 2, pageSize: 10, rows: 12 });
    expect(json.esims.map((it: Json) => it.iccid)).toEqual(all.slice(10));
    expect(await iccids('perPage=25&direction=desc&orderBy=iccid')).toEqual(all.toReversed());
    expect(await iccids('perPage=10&page=3')).toEqual([]);
    await settings({ shapes: { esimsPaging: false } });
    expect(Object.keys((await get('/esims')).json)).toEqual(['esims']);
  });

  it('shows these fields', async () => {
    const iccid = await esim({ bundle: france });
    const { assignedDate, actionDate } = await truth(iccid);
    expect((await get('/esims')).json.esims).toEqual([
      { iccid, customerRef: '', lastAction: 'Bundle Applied', actionDate, physical: false, assignedDate },
    ]);
  });

  it.each(['perPage=11', 'perPage=ten', 'page=0', 'page=-1', 'direction=up', 'orderBy=age', 'filterBy=age&filter=1'])(
    'refuses %s',
    async (query) => {
      expect((await get(`/esims?${query}`)).status).toBe(400);
    },
  );

  it('is filtered by text with wildcards, exactly with eq, and by moments', async () => {
    const first = await esim();
    await advance({ hours: 1 });
    const second = await esim();
    await call('PUT', '/esims', { body: { iccid: first, customerRef: 'Order-17' } });
    await call('PUT', '/esims', { body: { iccid: second, customerRef: 'Order-170' } });
    expect(await iccids('filterBy=customerRef&filter=order-17')).toEqual([first, second]);
    expect(await iccids('filterBy=customerRef&filter=eq:Order-17')).toEqual([first]);
    expect(await iccids('filterBy=customerRef&filter=O*170')).toEqual([second]);
    expect(await iccids('filterBy=customerRef&filter=.*')).toEqual([]);
    expect(await iccids(`filterBy=iccid&filter=${second}`)).toEqual([second]);
    expect(await iccids('filterBy=assignedDate&filter=gte:2026-01-31T10:30:00Z')).toEqual([second]);
    expect(await iccids('filterBy=lastAction&filter=eSIM Updated')).toEqual([first, second]);
  });

  it('takes the broken filterBy that the generated client must send', async () => {
    const [first] = [await esim(), await esim()];
    const joined = encodeURIComponent('iccid, customerRef, lastAction, actionDate, assignedDate');
    expect(await iccids(`filterBy=${joined}&filter=${first}`)).toEqual([first]);
  });
});

describe('an eSIM', () => {
  it('has these details; its first installation is a number here', async () => {
    const iccid = await esim({ profileStatus: 'Enabled' });
    const { pin, puk, matchingId } = await truth(iccid);
    expect((await get(`/esims/${iccid}`)).json).toEqual({
      iccid,
      pin,
      puk,
      matchingId,
      smdpAddress: 'rsp.sandbox.example.com',
      profileStatus: 'Enabled',
      firstInstalledDateTime: Date.parse('2026-01-31T10:00:00Z'),
      customerRef: '',
    });
    expect((await get(`/esims/${iccid}?additionalFields=appleInstallUrl`)).json.appleInstallUrl).toContain(matchingId);
  });

  it('keeps when it was first installed, though it is removed again', async () => {
    const iccid = await esim();
    expect((await get(`/esims/${iccid}`)).json).not.toHaveProperty('firstInstalledDateTime');
    await control('PATCH', `/esims/${iccid}`, { profileStatus: 'Installed' });
    await advance({ days: 1 });
    await control('PATCH', `/esims/${iccid}`, { profileStatus: 'Released' });
    expect((await get(`/esims/${iccid}`)).json).toMatchObject({
      profileStatus: 'Released',
      firstInstalledDateTime: Date.parse('2026-01-31T10:00:00Z'),
    });
  });

  it.each([
    ['in the body', (iccid: string) => ['/esims', { iccid, customerRef: 'Ada' }] as const],
    ['in the query', (iccid: string) => [`/esims?iccid=${iccid}&customerRef=Ada`, undefined] as const],
    [
      'in the query, with the empty body of the generated client',
      (iccid: string) => [`/esims?iccid=${iccid}&customerRef=Ada`, {}] as const,
    ],
  ])('gets its reference %s', async (_name, ways) => {
    const iccid = await esim();
    const [path, body] = ways(iccid);
    const answer = await call('PUT', path, body === undefined ? {} : { body });
    expect([answer.status, answer.json]).toEqual([200, { status: 'success' }]);
    expect((await get(`/esims/${iccid}`)).json.customerRef).toBe('Ada');
    expect((await get(`/esims/${iccid}/history`)).json[0].name).toBe('eSIM Updated');
  });

  it('is refreshed by a GET, which cuts it off', async () => {
    const iccid = await esim();
    await traffic(iccid, 0);
    expect((await get(`/esims/${iccid}/refresh`)).json).toEqual({ status: 'Successfully refreshed SIM' });
    expect((await get(`/esims/${iccid}/history`)).json[0].name).toBe('eSIM Refreshed');
    expect((await get(`/esims/${iccid}/location`)).json).toEqual({});
  });

  it('is where its traffic was last', async () => {
    const iccid = await esim();
    await traffic(iccid, 0, 'DE');
    await traffic(iccid, 0, 'FR');
    expect((await get(`/esims/${iccid}/location`)).json).toEqual({
      mobileNetworkCode: 'FRAF1',
      networkName: 'Orange France',
      networkBrandName: 'Orange',
      country: 'FR',
      lastSeen: expect.stringMatching(/^2026-01-31T10:00:00\.\d{9}Z$/),
    });
  });

  it.each([
    [{ message: 'Hello' }, 200],
    [{ message: 'é'.repeat(160), from: 'eSIM' }, 200],
    [{ message: '😀'.repeat(160) }, 200],
    [{ message: 'a'.repeat(161) }, 400],
    [{ message: '' }, 400],
    [{}, 400],
    [{ message: 'Hello', from: 'Holdall' }, 400],
  ])('is sent the SMS %o: %i', async (body, status) => {
    const iccid = await esim();
    const answer = await post(`/esims/${iccid}/sms`, body);
    expect(answer.status).toBe(status);
    expect((await truth(iccid)).sms).toHaveLength(status === 200 ? 1 : 0);
  });

  it('has other senders where they are enabled', async () => {
    await settings({ sms: { senders: ['eSIM', 'Holdall'] } });
    const iccid = await esim();
    expect((await post(`/esims/${iccid}/sms`, { message: 'Hello', from: 'Holdall' })).json).toEqual({ status: 'sent' });
  });

  it('tells its history, newest first, without assignment ids', async () => {
    const iccid = await esim({ bundle: france });
    await call('PUT', '/esims', { body: { iccid, customerRef: 'Ada' } });
    const { history } = await truth(iccid);
    expect((await get(`/esims/${iccid}/history`)).json).toEqual([
      { name: 'eSIM Updated', date: history[1]!.date },
      { name: 'Bundle Applied', bundleName: france, date: history[0]!.date },
    ]);
  });
});

describe('bundles of an eSIM', () => {
  const states = async (iccid: string, query = '') =>
    ((await get(`/esims/${iccid}/bundles${query}`)).json.bundles as Json[]).map(({ name, assignments }) => [
      name,
      assignments.map((it: Json) => [it.id, it.bundleState]),
    ]);

  it('have these fields, with quantities in bytes', async () => {
    const iccid = await esim({ bundle: europe });
    await traffic(iccid, 1234);
    const [{ assignmentDateTime, reference }] = (await truth(iccid)).assignments as [Json];
    const assignment = {
      id: '998',
      callTypeGroup: 'data',
      initialQuantity: 5_000_000_000,
      remainingQuantity: 4_999_998_766,
      assignmentDateTime,
      assignmentReference: reference,
      bundleState: 'active',
      unlimited: false,
    };
    expect((await get(`/esims/${iccid}/bundles`)).json).toEqual({
      bundles: [{ name: europe, description: 'eSIM, 5GB, 30 Days, Europe, V2', assignments: [assignment] }],
    });
    expect((await get(`/esims/${iccid}/bundles/${europe}`)).json).toEqual({ assignments: [assignment] });
  });

  it('leave out what is used, unless it is asked for', async () => {
    const iccid = await esim({ bundle: france, bundles: 2 });
    await traffic(iccid, 1_000_000_000);
    expect(await states(iccid)).toEqual([[france, [['999', 'queued']]]]);
    expect(await states(iccid, '?includeUsed=false')).toEqual([[france, [['999', 'queued']]]]);
    expect(await states(iccid, '?includeUsed=true')).toEqual([
      [
        france,
        [
          ['999', 'queued'],
          ['998', 'depleted'],
        ],
      ],
    ]);
  });

  it('are the latest 15 assignments, or as many as are asked for', async () => {
    const iccid = await esim({ bundle: france, bundles: 20 });
    await sandbox.stock(europe, 1);
    await post('/esims/apply', { name: europe, iccid });
    const listed = await states(iccid);
    expect(listed.map(([name, assignments]) => [name, assignments.length])).toEqual([
      [europe, 1],
      [france, 14],
    ]);
    expect((await states(iccid, '?limit=200'))[1]![1]).toHaveLength(20);
    expect(await states(iccid, '?limit=1')).toEqual([[europe, [['1018', 'queued']]]]);
    for (const limit of ['0', '201', '-1', '1.5', 'all']) {
      expect((await get(`/esims/${iccid}/bundles?limit=${limit}`)).status).toBe(400);
    }
  });

  it('by name are the latest assignment alone', async () => {
    const iccid = await esim({ bundle: france, bundles: 3 });
    expect((await get(`/esims/${iccid}/bundles/${france}`)).json.assignments).toMatchObject([{ id: '1000' }]);
    expect((await get(`/esims/${iccid}/bundles/${unlimited}`)).status).toBe(400);
  });
});
