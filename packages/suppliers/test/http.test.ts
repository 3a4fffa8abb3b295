import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Caller, type Credentials } from '@holdall/suppliers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hurry } from './hurry.js';

interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
}

type Reply = readonly [status: number, headers?: Record<string, string>, body?: string];

/** A server that answers each request as it is told. */
const server = async (reply: (nth: number) => Reply) => {
  const seen: Seen[] = [];
  const it_ = createServer((request, response) => {
    const nth = seen.push({ url: request.url!, authorization: request.headers.authorization });
    const [status, headers = {}, body = '{"ok":true}'] = reply(nth);
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => void it_.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    it_.closeAllConnections();
    it_.close();
  });
  return { url: `http://127.0.0.1:${(it_.address() as AddressInfo).port}/v2/`, seen };
};

const still: Credentials = { headers: () => Promise.resolve({ authorization: 'Bearer t0p' }) };
const called = (baseUrl: string, credentials = still) => {
  const timing = hurry();
  const caller = new Caller({ supplier: 's', baseUrl, credentials, timing });
  const get = (parameters: Record<string, string | readonly string[]> = {}) =>
    caller.get({ path: '/list', parameters, read: (json) => json });
  return { get, timing };
};

describe('a call', () => {
  it('escapes parameters once, and repeats the key of a list', async () => {
    const { url, seen } = await server(() => [200]);
    await called(url).get({ a: 'x y&z', like: 'like:50%', b: ['1', '2'] });
    expect(seen.map((one) => one.url)).toEqual(['/v2/list?a=x+y%26z&like=like%3A50%25&b=1&b=2']);
  });

  it.each([
    ['seconds', { 'retry-after': '7' }, 7000],
    [
      'a date, by the clock of the answer',
      { 'retry-after': 'Sat, 31 Jan 2026 11:00:09 GMT', date: 'Sat, 31 Jan 2026 11:00:00 GMT' },
      9000,
    ],
    [
      'a date in the past',
      { 'retry-after': 'Sat, 31 Jan 2026 10:00:00 GMT', date: 'Sat, 31 Jan 2026 11:00:00 GMT' },
      0,
    ],
    ['nonsense', { 'retry-after': 'soon' }, 437.5],
    ['nothing', {}, 437.5],
  ])('waits as Retry-After says in %s', async (_what, headers, waited) => {
    const { url } = await server((nth) => (nth === 1 ? [503, headers] : [200]));
    const { get, timing } = called(url);
    expect(await get()).toEqual({ ok: true });
    expect(timing.waited()).toBe(waited);
  });

  it('renews credentials once, which is no failed try, and then gives up', async () => {
    let token = 0;
    const renewed: string[] = [];
    const credentials: Credentials = {
      headers: () => Promise.resolve({ authorization: `Bearer t${token}` }),
      renew: (refused) => {
        renewed.push(refused['authorization']!);
        token += 1;
        return Promise.resolve(true);
      },
    };
    const { url, seen } = await server((nth) => [nth <= 2 ? 401 : 200]);
    await expect(called(url, credentials).get()).rejects.toMatchObject({
      code: 'supplier_bad_credentials',
      details: { attempts: 2 },
    });
    expect(renewed).toEqual(['Bearer t0']);
    expect(seen.map(({ authorization }) => authorization)).toEqual(['Bearer t0', 'Bearer t1']);
    const third = await server((nth) => [nth === 1 ? 401 : nth < 5 ? 500 : 200]);
    const { get, timing } = called(third.url, credentials);
    expect(await get()).toEqual({ ok: true });
    // 437.5, 875, 1750: the 401 waited for nothing.
    expect(timing.waited()).toBe(3062.5);
  });

  it('does not repeat a 401 where there is nothing new', async () => {
    const { url, seen } = await server(() => [401]);
    const credentials: Credentials = { ...still, renew: () => Promise.resolve(false) };
    await expect(called(url, credentials).get()).rejects.toMatchObject({ code: 'supplier_bad_credentials' });
    expect(seen).toHaveLength(1);
  });

  it('does not carry the credentials elsewhere', async () => {
    const elsewhere = await server(() => [200]);
    const { url } = await server(() => [302, { location: elsewhere.url }]);
    await expect(called(url).get()).rejects.toMatchObject({ code: 'supplier_refused', details: { status: 302 } });
    expect(elsewhere.seen).toEqual([]);
  });

  it.each([
    ['{"message":"no t0p here"}', 'no [secret] here'],
    ['{"error":"what"}', 'what'],
    ['"just a text"', 'just a text'],
    ['plain t0p', 'plain [secret]'],
    ['<!doctype html><p>no', null],
    ['{"message":{"deep":1}}', '{"message":{"deep":1}}'],
    ['', null],
    ['{', '{'],
  ])('reads any error body: %j', async (body, supplierMessage) => {
    const { url } = await server(() => [400, {}, body]);
    await expect(called(url).get()).rejects.toMatchObject({ details: { supplierMessage } });
  });

  it('is not answered where nobody listens', async () => {
    const { get } = called('http://127.0.0.1:1');
    await expect(get()).rejects.toMatchObject({ code: 'supplier_unavailable', details: { status: null, attempts: 4 } });
  });
});
