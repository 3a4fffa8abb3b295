import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { InvalidInputError } from '@holdall/core';
import { esimGoCallbacks, type EsimGoCallbacksOptions } from '@holdall/esim-go/callbacks';
import fastify from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { bytesOf, countryChange, utilisation2, utilisation3 } from './bodies.js';
import { listener } from './quick-start.js';
import { listening, type Receiver } from './receiver.js';

const key = 'a-key-of-the-organisation';
const sign = (body: string | Uint8Array, by = key): string => createHmac('sha256', by).update(body).digest('base64');

const open: Receiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ app }) => app.close()));
});
const host = async (...args: Parameters<typeof listening>): Promise<Receiver> => {
  const receiver = await listening(...args);
  open.push(receiver);
  return receiver;
};
const keyed = (others: Partial<EsimGoCallbacksOptions> = {}) => ({ keys: () => [key], ...others });

const post = (url: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(url, { method: 'POST', body: Buffer.from(body), headers: { 'content-type': 'application/json', ...headers } });

const signed = (url: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> =>
  post(url, body, { 'X-Signature-SHA256': sign(body), ...headers });

describe('a callback that is right', () => {
  it('is stored and answered with 200, and so is its repetition', async () => {
    const { url, inbox } = await host(keyed({ clock: { now: () => 1_769_860_800_000 } }));
    const answers = [await signed(url, utilisation3), await signed(url, utilisation3)];
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(await Promise.all(answers.map((answer) => answer.json()))).toEqual([
      { status: 'new' },
      { status: 'duplicate' },
    ]);
    expect([...inbox.values()]).toEqual([
      expect.objectContaining({ raw: utilisation3, signed: true, receivedAt: 1_769_860_800_000 }),
    ]);
  });

  it('is answered only when it is stored', async () => {
    const events: string[] = [];
    const [entered, enter] = meeting();
    const [released, release] = meeting();
    const receive = async (): Promise<'new'> => {
      enter();
      await released;
      events.push('stored');
      return 'new';
    };
    const { url } = await host(keyed({ receive }), (app) => app.get('/ping', async () => 'pong'));
    const answered = signed(url, utilisation3).then(({ status }) => events.push(`answered ${status}`));
    await entered;
    // Whole round trips on the same server: an answer that did not wait would be here before them.
    for (let trip = 0; trip < 5; trip += 1) await (await fetch(new URL('/ping', url))).text();
    events.push('released');
    release();
    await answered;
    expect(events).toEqual(['released', 'stored', 'answered 200']);
  });

  it.each([
    ['no label', {}],
    ['another label', { 'content-type': 'text/plain; charset=latin1' }],
    ['a label that is none', { 'content-type': ';;;' }],
  ])('is read by its bytes, whatever it is labelled: %s', async (_case, headers) => {
    const { url, inbox } = await host(keyed());
    expect(await bare(url, utilisation3, { 'x-signature-sha256': sign(utilisation3), ...headers })).toBe(200);
    expect(inbox.size).toBe(1);
  });

  it('comes where the host wants it', async () => {
    const { url, inbox } = await host(keyed({ path: '/hooks/esim' }));
    expect(new URL(url).pathname).toBe('/hooks/esim');
    expect((await signed(url, countryChange)).status).toBe(200);
    expect(inbox.size).toBe(1);
  });
});

const meeting = (): [Promise<void>, () => void] => {
  let meet = (): void => {};
  return [new Promise<void>((resolve) => (meet = resolve)), () => meet()];
};

/** Without the headers that fetch adds. */
const bare = (url: string, body: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers: { 'content-length': Buffer.byteLength(body), ...headers } });
    sent.on('response', (answer) => resolve(answer.resume().statusCode!));
    sent.on('error', reject);
    sent.end(body);
  });

describe('a callback that is refused', () => {
  const limit = 2_000;
  const long = `{"alertType":"${'x'.repeat(limit)}"}`;
  it.each<[string, string | Uint8Array, Record<string, string>, number]>([
    ['without a signature', utilisation3, {}, 401],
    ['with an empty signature', utilisation3, { 'x-signature-sha256': '' }, 401],
    ['signed with another key', utilisation3, { 'x-signature-sha256': sign(utilisation3, 'other') }, 401],
    ['signed for another body', utilisation3, { 'x-signature-sha256': sign(utilisation2) }, 401],
    [
      'JSON written anew',
      JSON.stringify(JSON.parse(utilisation3), null, 1),
      { 'x-signature-sha256': sign(utilisation3) },
      401,
    ],
    ['one byte more', `${utilisation3} `, { 'x-signature-sha256': sign(utilisation3) }, 401],
    ['no JSON and no signature', 'hello', {}, 401],
    ['the key as the signature', utilisation3, { 'x-signature-sha256': key, 'x-api-key': key }, 401],
    ['empty, signed', '', { 'x-signature-sha256': sign('') }, 400],
    ['no JSON, signed', 'hello', { 'x-signature-sha256': sign('hello') }, 400],
    [
      'no UTF-8, signed',
      Uint8Array.of(0x22, 0xff, 0x22),
      { 'x-signature-sha256': sign(Uint8Array.of(0x22, 0xff, 0x22)) },
      400,
    ],
    ['a list, signed', '[]', { 'x-signature-sha256': sign('[]') }, 400],
    ['too long, signed', long, { 'x-signature-sha256': sign(long) }, 413],
  ])('is not stored: %s', async (_case, body, headers, status) => {
    const { url, inbox, log } = await host(keyed({ bodyLimit: limit }));
    const answer = await post(url, body, headers);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('retry-after')).toBeNull();
    expect(await answer.json()).toEqual({ message: expect.any(String) });
    expect(inbox.size).toBe(0);
    // The log says that something was refused, and nothing that was in it.
    expect(log()).toContain('A callback of eSIM Go was refused');
    for (const secret of [key, sign(body), sign(utilisation3), 'esim_1GB']) expect(log()).not.toContain(secret);
  });

  it('is only what nobody signed where the host accepts that', async () => {
    const { url, inbox } = await host(keyed({ unsigned: 'accept' }));
    const statuses = [
      await post(url, utilisation2),
      await post(url, utilisation3, { 'x-signature-sha256': sign(utilisation3, 'other') }),
      await post(url, utilisation3, { 'x-signature-sha256': '' }),
      await signed(url, countryChange),
    ].map(({ status }) => status);
    expect(statuses).toEqual([200, 401, 401, 200]);
    expect([...inbox.values()].map(({ kind, signed: by }) => [kind, by])).toEqual([
      ['utilisation', false],
      ['country_change', true],
    ]);
  });
});

describe('a callback that cannot be stored now', () => {
  const noError = undefined as unknown as Error;
  const failures: readonly [string, Partial<EsimGoCallbacksOptions>][] = [
    ['the store fails', { receive: () => Promise.reject(new Error('the disk is full')) }],
    [
      'the store fails with a status of its own',
      { receive: () => Promise.reject(Object.assign(new Error('no'), { statusCode: 404 })) },
    ],
    ['the store throws what is no error', { receive: () => Promise.reject(noError) }],
    ['the keys cannot be had', { keys: () => Promise.reject(new Error(`the vault says ${key}`)) }],
    ['there is no key', { keys: () => [] }],
    ['the only key is empty', { keys: () => [''] }],
  ];
  it.each(failures)('is asked for again: %s', async (_case, options) => {
    const { url, inbox, log } = await host(keyed(options));
    const answer = await signed(url, utilisation3);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    expect(await answer.json()).toEqual({ message: 'The callback could not be stored. Send it again.' });
    expect(inbox.size).toBe(0);
    expect(log()).toContain('could not be stored');
    for (const secret of [key, sign(utilisation3)]) expect(log()).not.toContain(secret);
  });

  it('is stored when it comes again', async () => {
    let full = true;
    const kept: string[] = [];
    const { url } = await host(
      keyed({
        receive: async ({ id }) => {
          if (full) throw new Error('the disk is full');
          kept.push(id);
          return 'new';
        },
      }),
    );
    expect((await signed(url, utilisation3)).status).toBe(503);
    full = false;
    expect((await signed(url, utilisation3)).status).toBe(200);
    expect(kept).toHaveLength(1);
  });
});

describe('the host', () => {
  it('keeps its own bodies and errors', async () => {
    const { url } = await host(keyed(), (app) => {
      app.setErrorHandler((_error, _request, reply) => reply.code(418).send({ by: 'host' }));
      app.post('/echo', async ({ body }) => ({ kind: typeof body, body }));
    });
    const echo = new URL('/echo', url).href;
    expect(await (await post(echo, '{"a":1}')).json()).toEqual({ kind: 'object', body: { a: 1 } });
    expect((await post(echo, '{')).status).toBe(418);
    expect((await post(url, '{')).status).toBe(401);
  });

  it('may read all bodies in a way of its own', async () => {
    const { url } = await host(keyed(), (app) => {
      app.addContentTypeParser('*', { parseAs: 'string' }, (_request, _body, done) => done(null, 'of the host'));
      app.post('/echo', async ({ body }) => body);
    });
    expect(await (await post(new URL('/echo', url).href, 'x', { 'content-type': 'a/b' })).text()).toBe('of the host');
    expect((await signed(url, utilisation3)).status).toBe(200);
  });

  it('exchanges a key without a restart', async () => {
    let keys = ['old'];
    const { url } = await host({ keys: async () => keys });
    const statusOf = async (by: string): Promise<number> =>
      (await post(url, countryChange, { 'x-signature-sha256': sign(countryChange, by) })).status;
    expect([await statusOf('old'), await statusOf('new')]).toEqual([200, 401]);
    keys = ['old', 'new'];
    expect([await statusOf('old'), await statusOf('new')]).toEqual([200, 200]);
    keys = ['new'];
    expect([await statusOf('old'), await statusOf('new')]).toEqual([401, 200]);
  });

  it.each<[string, object, string]>([
    ['a path without a slash', { path: 'callbacks' }, 'path'],
    ['keys that are no function', { keys: [key] }, 'keys'],
    ['nowhere to store', { receive: undefined }, 'receive'],
    ['no limit', { bodyLimit: 0 }, 'bodyLimit'],
    ['true in place of a word', { unsigned: true }, 'unsigned'],
  ])('is told of options that make no sense: %s', async (_case, options, path) => {
    const app = fastify();
    const registered = app.register(esimGoCallbacks, {
      keys: () => [key],
      receive: async () => 'new',
      ...options,
    } as EsimGoCallbacksOptions);
    const error = await Promise.resolve(registered).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).details.faults.map((fault) => fault.path)).toEqual([path]);
  });
});

it('is received as the README shows it', async () => {
  vi.stubEnv('ESIM_GO_API_KEY', 'new');
  vi.stubEnv('ESIM_GO_OLD_API_KEY', 'old');
  const ids = new Set<string>();
  const app = listener(async ({ id }) => ids.size < ids.add(id).size);
  const posted = async (by: string): Promise<unknown> => {
    const headers = { 'x-signature-sha256': sign(countryChange, by) };
    const answer = await fetch(url, { method: 'POST', body: countryChange, headers });
    return [answer.status, await answer.json()];
  };
  const url = `${await app.listen({ host: '127.0.0.1', port: 0 })}/esim-go/callbacks`;
  try {
    expect(await posted('new')).toEqual([200, { status: 'new' }]);
    expect(await posted('old')).toEqual([200, { status: 'duplicate' }]);
    expect(await posted('')).toEqual([401, { message: expect.any(String) }]);
  } finally {
    vi.unstubAllEnvs();
    await app.close();
  }
});

it('is counted in bytes, not in characters, how long a body is', async () => {
  const body = `{"alertType":"${'é'.repeat(100)}"}`;
  const { url } = await host(keyed({ bodyLimit: bytesOf(body).length - 1 }));
  expect((await signed(url, body)).status).toBe(413);
});
