// Contract 1.5, and the emitter of 5.1.
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SettingsPatch } from '../../src/index.js';
import { europe, france, sandbox, start, unlimited, type Json } from '../sandbox.js';

const { esim, traffic, settings, control, advance, truth, post, call, reset } = sandbox;

interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json;
}

let server: Server;
let received: Received[] = [];
let answerWith = 200;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const text = body.toString();
      received.push({ headers: request.headers, text, json: JSON.parse(text) });
      response.writeHead(answerWith).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  received = [];
  answerWith = 200;
});

const listen = (more: SettingsPatch['callbacks'] = {}) => settings({ callbacks: { url, version: 'V3', ...more } });
const types = () => received.map(({ json }) => json.alertType);
const GB = 1_000_000_000;

describe('alerts', () => {
  it('are sent for the first attachment, a country, the first use, and at 50, 80 and 100 %', async () => {
    await listen();
    const iccid = await esim({ bundle: france });
    await traffic(iccid, 0);
    await traffic(iccid, GB / 2 - 1);
    expect(types()).toEqual(['FirstAttachment', 'CountryChange', 'FirstUse']);
    await traffic(iccid, 1);
    await traffic(iccid, GB / 2);
    expect(types().slice(3)).toEqual(['Utilisation', 'Utilisation', 'Utilisation']);
    expect(received.slice(3).map(({ json }) => json.bundle.remainingQuantity)).toEqual([GB / 2, GB / 5, 0]);
  });

  it('are sent at 1 % where there is no FirstUse', async () => {
    await listen({ firstUse: false });
    const iccid = await esim({ bundle: france });
    await traffic(iccid, GB / 100 - 1);
    expect(types()).toEqual(['FirstAttachment', 'CountryChange']);
    await traffic(iccid, 1);
    expect(received[2]!.json).toMatchObject({ alertType: 'Utilisation', bundle: { remainingQuantity: GB * 0.99 } });
  });

  it('have these fields, and no percentage', async () => {
    await listen();
    const iccid = await esim({ bundle: europe });
    await traffic(iccid, 2.5 * GB);
    const [assignment] = (await truth(iccid)).assignments;
    expect(received.map(({ json }) => json)).toEqual([
      { alertType: 'FirstAttachment', iccid },
      { alertType: 'CountryChange', iccid, country: { code: 'FR', name: 'France' } },
      { iccid, alertType: 'FirstUse', bundle: expect.objectContaining({ remainingQuantity: 5 * GB - 1000 }) },
      {
        iccid,
        alertType: 'Utilisation',
        bundle: {
          id: assignment!.id,
          name: europe,
          description: 'eSIM, 5GB, 30 Days, Europe, V2',
          initialQuantity: 5 * GB,
          remainingQuantity: 2.5 * GB,
          startTime: start,
          endTime: '2026-03-02T10:00:00.000Z',
          reference: assignment!.reference,
          unlimited: false,
        },
      },
    ]);
  });

  it('of V2 are shorter, and not signed', async () => {
    await listen({ version: 'V2' });
    const iccid = await esim({ bundle: france });
    await traffic(iccid, GB / 2);
    const { json, headers } = received.at(-1)!;
    expect(Object.keys(json.bundle)).toEqual(['name', 'initialQuantity', 'remainingQuantity', 'startTime', 'endTime']);
    expect(headers).not.toHaveProperty('x-signature-sha256');
  });

  it('of an unlimited bundle know no thresholds', async () => {
    await listen();
    await traffic(await esim({ bundle: unlimited }), 9 * GB);
    expect(types()).toEqual(['FirstAttachment', 'CountryChange', 'FirstUse']);
  });

  it('of a country come again after 24 hours', async () => {
    await listen();
    const iccid = await esim();
    const countries = () => received.flatMap(({ json }) => json.country?.code ?? []);
    await traffic(iccid, 0, 'FR');
    await traffic(iccid, 0, 'DE');
    await advance({ hours: 23, minutes: 59 });
    await traffic(iccid, 0, 'FR');
    expect(countries()).toEqual(['FR', 'DE']);
    await advance({ minutes: 1 });
    await traffic(iccid, 0, 'FR');
    expect(countries()).toEqual(['FR', 'DE', 'FR']);
  });

  it('of a topped up balance name no eSIM', async () => {
    await listen();
    await call('POST', '/organisation/balance?amount=1000');
    await control('POST', '/callbacks/deliver', {});
    expect(received.map(({ json }) => json)).toEqual([
      { alertType: 'Topup', bundle: { oldAmount: 10_000, newAmount: 11_000 } },
    ]);
  });

  it('are not sent for what expires, lapses or is revoked', async () => {
    await listen();
    const iccid = await esim({ bundle: france });
    await advance({ days: 800 });
    await post(`/esims/${iccid}/sms`, { message: 'Hello' });
    expect(received).toEqual([]);
  });

  it('of any other kind can be sent', async () => {
    await listen();
    await control('POST', '/callbacks', { body: { alertType: 'LowBalance', extra: [1] } });
    expect(received[0]!.json).toEqual({ alertType: 'LowBalance', extra: [1] });
  });
});

describe('the signature', () => {
  const expected = (text: string, encoding: 'base64' | 'hex', key = sandbox.program.apiKey) =>
    createHmac('sha256', key).update(text).digest(encoding);

  it.each(['base64', 'hex'] as const)('is over the raw body, in %s', async (encoding) => {
    await listen({ encoding });
    await traffic(await esim(), 0);
    for (const { headers, text } of received) expect(headers['x-signature-sha256']).toBe(expected(text, encoding));
    expect(received).toHaveLength(2);
  });

  it('can be wrong, or missing', async () => {
    await listen({ signature: 'wrong' });
    await traffic(await esim(), 0);
    expect(received[0]!.headers['x-signature-sha256']).toMatch(/^[A-Za-z0-9+/]{43}=$/);
    expect(received[0]!.headers['x-signature-sha256']).not.toBe(expected(received[0]!.text, 'base64'));
    await settings({ callbacks: { signature: 'none' } });
    await traffic(await esim(), 0);
    expect(received.at(-1)!.headers).not.toHaveProperty('x-signature-sha256');
  });

  it('is made with the new key once keys have been rotated', async () => {
    await listen();
    const { key } = await control('POST', '/keys', { signing: true });
    await traffic(await esim(), 0);
    expect(received[0]!.headers['x-signature-sha256']).toBe(expected(received[0]!.text, 'base64', key));
    expect((await sandbox.get('/inventory')).status).toBe(200);
  });

  it('holds for an ICCID that is a bare number of too many digits', async () => {
    await listen({ iccid: 'number' });
    const iccid = await esim();
    await traffic(iccid, 0);
    expect(received[0]!.text).toBe(`{"alertType":"FirstAttachment","iccid":${iccid}}`);
    expect(String(received[0]!.json.iccid)).not.toBe(iccid);
    expect(received[0]!.headers['x-signature-sha256']).toBe(expected(received[0]!.text, 'base64'));
  });
});

describe('delivery', () => {
  const answers = async () => (await sandbox.state()).callbacks.map((it) => [it.state, it.answers]);

  it('records what the receiver answers, and does not try again', async () => {
    await listen();
    answerWith = 500;
    await traffic(await esim(), 0);
    expect(await answers()).toEqual([
      ['sent', [500]],
      ['sent', [500]],
    ]);
    expect(received).toHaveLength(2);
    await settings({ callbacks: { url: 'http://127.0.0.1:1/' } });
    await traffic(await esim(), 0);
    expect((await answers()).at(-1)).toEqual(['sent', [expect.stringContaining('fetch failed')]]);
  });

  it('drops, and duplicates', async () => {
    await listen({ dropChance: 1 });
    await traffic(await esim(), 0);
    expect([received.length, await answers()]).toEqual([
      0,
      [
        ['dropped', []],
        ['dropped', []],
      ],
    ]);
    await settings({ callbacks: { dropChance: 0, duplicateChance: 1 } });
    await traffic(await esim(), 0);
    expect(types()).toEqual(['FirstAttachment', 'FirstAttachment', 'CountryChange', 'CountryChange']);
    expect((await answers()).at(-1)).toEqual(['sent', [200, 200]]);
  });

  it('drops by chance, the same ones for the same seed', async () => {
    const run = async (seed: number) => {
      await reset({ seed, settings: { rateLimit: { enabled: false }, callbacks: { url, dropChance: 0.5 } } });
      for (const iccid of (await control('POST', '/esims', { count: 10 })).iccids) await traffic(iccid, 0);
      return (await answers()).map(([state]) => state);
    };
    const first = await run(3);
    expect(new Set(first)).toEqual(new Set(['sent', 'dropped']));
    expect(await run(3)).toEqual(first);
    expect(await run(4)).not.toEqual(first);
  });

  it('is late by the virtual clock', async () => {
    await listen({ delaySeconds: 60 });
    await traffic(await esim(), 0);
    await advance({ seconds: 59 });
    expect(received).toEqual([]);
    await advance({ seconds: 1 });
    expect(types()).toEqual(['FirstAttachment', 'CountryChange']);
  });

  it('waits where it is held, then comes in the order that is asked for', async () => {
    await listen({ hold: true });
    const sent = async (order: string) => {
      received = [];
      const iccid = await esim({ bundle: france });
      await traffic(iccid, GB);
      expect(received).toEqual([]);
      expect(await control('POST', '/callbacks/deliver', { order })).toEqual({ sent: 6 });
      return received.map(({ json }) => json.bundle?.remainingQuantity ?? json.alertType);
    };
    const inOrder = await sent('sent');
    expect(inOrder).toEqual(['FirstAttachment', 'CountryChange', GB - 1000, GB / 2, GB / 5, 0]);
    expect(await sent('reversed')).toEqual(inOrder.toReversed());
    const shuffled = await sent('shuffled');
    expect(shuffled).not.toEqual(inOrder);
    expect(shuffled.map(String).toSorted()).toEqual(inOrder.map(String).toSorted());
  });
});
