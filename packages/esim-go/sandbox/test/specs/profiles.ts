// Contract 2.2, and what 2.5 makes of it.
import { describe, expect, it } from 'vitest';
import { europe, france, sandbox, type Json } from '../sandbox.js';

const { get, post, call, remove, esim, truth, traffic, advance, settings, control, stock } = sandbox;

const accessible = async (iccid: string) => (await get(`/esims/${iccid}`)).status === 200;
const revoke = async (iccid: string, name = france) => {
  expect((await remove(`/esims/${iccid}/bundles/${name}`)).status).toBe(200);
};

describe('a profile that is', () => {
  it.each([
    ['Released', false],
    ['Downloaded', false],
    ['Installed', true],
    ['Unavailable', false],
    ['Deactivated', false],
    // The other platform's names.
    ['Deleted', false],
    ['Enabled', true],
    ['Disabled', true],
    ['Confirmed', false],
    ['Error', false],
  ])('%s is told as such, and counts as installed: %s', async (profileStatus, installed) => {
    const iccid = await esim({ bundle: france });
    await control('PATCH', `/esims/${iccid}`, { profileStatus });
    const { json } = await get(`/esims/${iccid}`);
    expect([json.profileStatus, 'firstInstalledDateTime' in json]).toEqual([profileStatus, installed]);
    await revoke(iccid);
    expect(await accessible(iccid)).toBe(installed);
  });

  it('released again after it was installed goes back, though it says when it was installed', async () => {
    const iccid = await esim({ bundle: france, profileStatus: 'Installed' });
    await control('PATCH', `/esims/${iccid}`, { profileStatus: 'Released' });
    expect((await get(`/esims/${iccid}`)).json).toMatchObject({
      profileStatus: 'Released',
      firstInstalledDateTime: Date.parse('2026-01-31T10:00:00Z'),
    });
    await revoke(iccid);
    expect(await accessible(iccid)).toBe(false);
  });
});

describe('the returns process leaves an eSIM that is not installed where another bundle on it is', () => {
  it.each<[state: string, left: boolean, live: (iccid: string) => Promise<unknown>]>([
    ['queued', true, async () => undefined],
    ['active', true, (iccid) => traffic(iccid, 1, 'DE')],
    ['depleted', true, (iccid) => traffic(iccid, 5_000_000_000, 'DE')],
    [
      'expired',
      false,
      async (iccid) => {
        await traffic(iccid, 1, 'DE');
        await advance({ days: 30 });
      },
    ],
    ['revoked', false, (iccid) => revoke(iccid, europe)],
  ])('%s: %s', async (state, left, live) => {
    const iccid = await esim({ bundle: france });
    await stock(europe, 1);
    await post('/esims/apply', { name: europe, iccid });
    await live(iccid);
    expect((await truth(iccid)).assignments.map((it) => it.state)).toEqual(['queued', state]);
    await revoke(iccid);
    expect(await accessible(iccid)).toBe(left);
  });
});

describe('an eSIM that was returned', () => {
  const returned = async () => {
    const iccid = await esim({ bundle: france });
    await revoke(iccid);
    await stock(france, 1);
    return iccid;
  };
  const order = (iccid: string) => ({
    type: 'transaction',
    assign: true,
    order: [{ item: france, quantity: 1, iccids: [iccid] }],
  });

  it.each<[string, string, (iccid: string) => readonly [path: string, body?: object]]>([
    ['GET', 'its details', (iccid) => [`/esims/${iccid}`]],
    ['GET', 'its history', (iccid) => [`/esims/${iccid}/history`]],
    ['GET', 'its location', (iccid) => [`/esims/${iccid}/location`]],
    ['GET', 'a refresh', (iccid) => [`/esims/${iccid}/refresh`]],
    ['GET', 'what fits it', (iccid) => [`/esims/${iccid}/compatible/${france}`]],
    ['GET', 'its bundles', (iccid) => [`/esims/${iccid}/bundles?includeUsed=true`]],
    ['GET', 'one of its bundles', (iccid) => [`/esims/${iccid}/bundles/${france}`]],
    ['PUT', 'its reference', (iccid) => ['/esims', { iccid, customerRef: 'Ada' }]],
    ['POST', 'an SMS', (iccid) => [`/esims/${iccid}/sms`, { message: 'Hello' }]],
    ['POST', 'an apply', (iccid) => ['/esims/apply', { iccid, name: france }]],
    ['POST', 'an apply of old', (iccid) => [`/esims/${iccid}/bundles`, { name: france }]],
    ['POST', 'an order for it', (iccid) => ['/orders', order(iccid)]],
    ['DELETE', 'a revoke by name', (iccid) => [`/esims/${iccid}/bundles/${france}`]],
    ['DELETE', 'the same revoke by id again', (iccid) => [`/esims/${iccid}/bundles/${france}/assignments/998`]],
  ])('is 403: %s, %s', async (method, _what, request) => {
    const iccid = await returned();
    const before = await truth(iccid);
    const [path, body] = request(iccid);
    const answer = await call(method, path, body === undefined ? {} : { body });
    expect([answer.status, answer.json]).toEqual([403, { message: `eSIM is not accessible: ${iccid}` }]);
    expect(await truth(iccid)).toEqual(before);
  });

  it('is in no list, not by its reference either', async () => {
    await stock(france, 1);
    const { esims, applyReference } = (await post('/esims/apply', { name: france })).json;
    await revoke(esims[0].iccid);
    expect((await get('/esims')).json.esims).toEqual([]);
    const details = await get(`/esims/assignments?reference=${applyReference}`);
    expect(details.text.trimEnd().split('\n')).toHaveLength(1);
  });

  it('is given back after so many days as are set, with its history, and can be used again', async () => {
    await settings({ returns: { days: 10 } });
    const iccid = await returned();
    await control('PATCH', `/esims/${iccid}`, { profileStatus: 'Enabled' });
    await advance({ days: 9, hours: 23, minutes: 59, seconds: 59, milliseconds: 999 });
    expect(await accessible(iccid)).toBe(false);
    await advance({ milliseconds: 1 });
    const history: Json[] = (await get(`/esims/${iccid}/history`)).json;
    expect(history[0].name).toBe('eSIM Returned');
    expect((await post('/esims/apply', { name: france, iccid })).status).toBe(200);
  });
});
