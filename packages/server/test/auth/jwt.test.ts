import { InvalidInputError } from '@holdall/core';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type GenerateKeyPairResult,
  type JSONWebKeySet,
  type JWTPayload,
} from 'jose';
import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { jwt, type JwtOptions, type Principal } from '../../src/index.js';
import { startServer, type TestServer } from '../harness/server.js';
import { audience, bearer, forged, issuer, secret, sign, start } from './tokens.js';

const startWith = (options: JwtOptions): Promise<TestServer> =>
  startServer({ plugin: (clock) => ({ authenticate: jwt({ issuer, audience, clock, ...options }) }) });

const statusOf = async ({ send }: TestServer, token: string, path = '/users/7/inventory'): Promise<number> =>
  (await send(`GET ${path}`, bearer(token))).status;

describe('a token signed with a shared secret', () => {
  it('opens the data of the user in `sub`, and of nobody else', async () => {
    const server = await startWith({ secret });
    expect(await statusOf(server, await sign())).toBe(200);
    expect(await statusOf(server, await sign(), '/users/8/inventory')).toBe(403);
  });

  const refused: [string, () => Promise<string> | string][] = [
    ['another secret', () => sign({}, 'another secret, just as long as the first')],
    ['no algorithm', () => forged({ alg: 'none' })],
    ['no algorithm, in other letters', () => forged({ alg: 'nOnE' })],
    ['no signature', async () => (await sign()).replace(/[^.]+$/, '')],
    ['a longer algorithm of the same secret', () => sign({}, secret, 'HS512')],
    ['another issuer', () => sign({ iss: 'https://other.test' })],
    ['no issuer', () => sign({ iss: undefined })],
    ['another audience', () => sign({ aud: 'other' })],
    ['no audience', () => sign({ aud: undefined })],
    ['no end', () => sign({ exp: undefined })],
    ['an end that is a text', () => sign({ exp: String(start + 600) as unknown as number })],
    ['an end long past', () => sign({ exp: start - 600 })],
    ['a beginning yet to come', () => sign({ nbf: start + 60 })],
    ['nobody in it', () => sign({ sub: undefined })],
    ['an empty user', () => sign({ sub: '' })],
    ['a user too long', () => sign({ sub: 'u'.repeat(65) })],
    ['a user that is a number', () => sign({ sub: 7 as unknown as string })],
    ['a guest that is a text', () => sign({ guest: 'no' })],
    ['a scope that is a list', () => sign({ scope: ['INVENTORY_ADMIN'] })],
    ['permissions that are a text', () => sign({ permissions: 'INVENTORY_ADMIN' })],
    ['a payload changed after it was signed', async () => changed(await sign(), { sub: '8' })],
    ['three parts of nothing', () => 'a.b.c'],
  ];
  it('does not count with one thing wrong, whichever it is', async () => {
    const server = await startWith({ secret });
    const answers: unknown[] = [];
    for (const [name, token] of refused) {
      const { status, json } = await server.send('GET /entitlements', bearer(await token()));
      answers.push([name, status, (json as { error?: string }).error]);
    }
    expect(answers).toEqual(refused.map(([name]) => [name, 401, 'invalid_token']));
  });

  it('takes one audience among several, on either side', async () => {
    const server = await startWith({ secret, audience: ['other', audience] });
    expect(await statusOf(server, await sign({ aud: ['third', audience] }))).toBe(200);
    expect(await statusOf(server, await sign({ aud: ['third', 'fourth'] }))).toBe(401);
  });

  it('ends at `exp` on the clock of the host, give or take the tolerance', async () => {
    const server = await startWith({ secret, clockTolerance: 5 });
    const token = await sign({ exp: start + 600 });
    server.clock.set(new Date((start + 604) * 1000 + 999));
    expect(await statusOf(server, token)).toBe(200);
    server.clock.set(new Date((start + 605) * 1000));
    const { status, json } = await server.send('GET /entitlements', bearer(token));
    expect([status, json]).toEqual([
      401,
      { error: 'invalid_token', error_description: expect.stringContaining('over') },
    ]);
  });

  it('begins at `nbf`, give or take the tolerance', async () => {
    const server = await startWith({ secret, clockTolerance: 0 });
    const token = await sign({ nbf: start + 1 });
    expect(await statusOf(server, token)).toBe(401);
    server.clock.advance({ seconds: 1 });
    expect(await statusOf(server, token)).toBe(200);
  });

  const speaksFor: [string, Parameters<typeof sign>[0], Omit<Principal, 'permissions'> & { permissions: string[] }][] =
    [
      ['a user', {}, { name: '7', user: '7', guest: false, permissions: [] }],
      ['a guest', { guest: true }, { name: '7', user: '7', guest: true, permissions: [] }],
      ['a user of a client', { client_id: 'game' }, { name: '7', user: '7', guest: false, permissions: [] }],
      ['a client', { sub: undefined, client_id: 'shop' }, { name: 'shop', user: null, guest: false, permissions: [] }],
      [
        'a client twice',
        { sub: 'shop', client_id: 'shop' },
        { name: 'shop', user: null, guest: false, permissions: [] },
      ],
      [
        'permissions by scope',
        { scope: 'read TEMPLATE_ADMIN write' },
        { name: '7', user: '7', guest: false, permissions: ['TEMPLATE_ADMIN'] },
      ],
      [
        'permissions by list',
        { permissions: ['INVENTORY_ADMIN', 'ROOT', 1] },
        { name: '7', user: '7', guest: false, permissions: ['INVENTORY_ADMIN'] },
      ],
      [
        'words that only look alike',
        { scope: 'inventory_admin INVENTORY_ADMINS INVENTORY_ADMIN,TEMPLATE_ADMIN' },
        { name: '7', user: '7', guest: false, permissions: [] },
      ],
    ];
  it.each(speaksFor)('speaks for %s', async (_name, claims, expected) => {
    const authenticate = jwt({ secret, clock: { now: () => start * 1000 } });
    const principal = await authenticate({ token: await sign(claims), headers: {} });
    expect({ ...principal, permissions: [...principal!.permissions] }).toEqual(expected);
  });

  it('speaks for whom the host says', async () => {
    const principal = async ({ email }: JWTPayload) =>
      email === 'ann@test' ? { name: 'ann', user: '7', guest: false, permissions: new Set<never>() } : null;
    const server = await startWith({ secret, principal });
    expect(await statusOf(server, await sign({ sub: 'x', email: 'ann@test' }))).toBe(200);
    expect(await statusOf(server, await sign({ email: 'eve@test' }))).toBe(401);
  });
});

describe('a token signed with a key of a set', () => {
  let keys: GenerateKeyPairResult;
  let others: GenerateKeyPairResult;
  let jwks: JSONWebKeySet;
  beforeAll(async () => {
    const options = { extractable: true };
    [keys, others] = await Promise.all([generateKeyPair('ES256', options), generateKeyPair('ES256', options)]);
    jwks = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'first' }] };
  });

  it('counts, and one of another key does not', async () => {
    const server = await startWith({ jwks });
    expect(await statusOf(server, await sign({}, keys.privateKey, 'ES256'))).toBe(200);
    expect(await statusOf(server, await sign({}, others.privateKey, 'ES256'))).toBe(401);
  });

  it('does not count when the public key was taken for a secret', async () => {
    const server = await startWith({ jwks });
    const [pem, raw] = [await exportSPKI(keys.publicKey), JSON.stringify(jwks.keys[0])];
    for (const text of [pem, pem.trimEnd(), raw]) {
      const unsigned = forged({ alg: 'HS256', kid: 'first' }).replace(/\.$/, '');
      const signature = createHmac('sha256', text).update(unsigned).digest('base64url');
      expect(await statusOf(server, `${unsigned}.${signature}`)).toBe(401);
    }
    expect(await statusOf(server, forged({ alg: 'none' }))).toBe(401);
  });

  it('does not count with an algorithm that was not asked for', async () => {
    const server = await startWith({ jwks, algorithms: ['RS256'] });
    expect(await statusOf(server, await sign({}, keys.privateKey, 'ES256'))).toBe(401);
  });

  it('is checked with keys that are fetched once', async () => {
    const { url, asked } = await serveKeys(() => JSON.stringify(jwks));
    const server = await startWith({ jwks: url });
    const token = await sign({}, keys.privateKey, 'ES256');
    expect([await statusOf(server, token), await statusOf(server, token)]).toEqual([200, 200]);
    expect(await statusOf(server, await sign({}, others.privateKey, 'ES256'))).toBe(401);
    expect(asked()).toBe(1);
  });

  it('is answered with 502 while the keys cannot be had: nobody is told that their token is bad', async () => {
    let answer = 'no keys';
    const { url } = await serveKeys(() => answer);
    const server = await startWith({ jwks: url });
    const token = await sign({}, keys.privateKey, 'ES256');
    expect(await statusOf(server, token)).toBe(502);
    answer = JSON.stringify(jwks);
    expect(await statusOf(server, token)).toBe(200);
  });
});

describe('the options', () => {
  const set = { keys: [] };
  const faulty: [string, JwtOptions, string[]][] = [
    ['nothing', {}, ['']],
    ['a secret and keys', { secret, jwks: set }, ['']],
    ['a short secret', { secret: 's'.repeat(31) }, ['secret']],
    ['an empty secret', { secret: '' }, ['secret']],
    ['few bytes', { secret: new Uint8Array(31) }, ['secret']],
    ['algorithms for a secret', { secret, algorithms: ['RS256'] }, ['algorithms']],
    ['an algorithm of secrets for keys', { jwks: set, algorithms: ['HS256' as never] }, ['algorithms']],
    ['no algorithm', { jwks: set, algorithms: [] }, ['algorithms']],
    ['no address', { jwks: 'keys.json' }, ['jwks']],
    ['an open address', { jwks: 'http://issuer.test/keys' }, ['jwks']],
    ['no set', { jwks: {} as never }, ['jwks']],
    ['a secret in the set', { jwks: { keys: [{ kty: 'oct', k: 'AAAA' }] } }, ['jwks']],
    ['a private key in the set', { jwks: { keys: [{ kty: 'EC', d: 'AAAA' }] } }, ['jwks']],
    [
      'several faults',
      { secret: 'short', issuer: '', audience: [], clockTolerance: 301 },
      ['secret', 'issuer', 'audience', 'clockTolerance'],
    ],
  ];
  it.each(faulty)('are refused at the start with %s', (_name, options, paths) => {
    expect(faultsOf(() => jwt(options))).toEqual(paths);
  });

  it('say of a secret what it must be, and not what it was', () => {
    expect(() => jwt({ secret: 'hunter2' })).toThrow(/at least 32 bytes/);
    expect(() => jwt({ secret: 'hunter2' })).not.toThrow(/hunter2/);
  });

  it('may be 32 bytes of any text', () => {
    expect(jwt({ secret: 'é'.repeat(16) })).toBeTypeOf('function');
    expect(jwt({ jwks: new URL('https://issuer.test/keys'), clockTolerance: 300 })).toBeTypeOf('function');
  });
});

const changed = (token: string, claims: JWTPayload): string => {
  const [header, payload, signature] = token.split('.');
  const all = { ...(JSON.parse(Buffer.from(payload!, 'base64url').toString()) as JWTPayload), ...claims };
  return [header, Buffer.from(JSON.stringify(all)).toString('base64url'), signature].join('.');
};

const faultsOf = (make: () => unknown): string[] => {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidInputError) return error.details.faults.map(({ path }) => path);
    throw error;
  }
  return [];
};

const serveKeys = async (answer: () => string): Promise<{ url: string; asked: () => number }> => {
  let asked = 0;
  const server: Server = createServer((_request, response) => {
    asked += 1;
    response.setHeader('content-type', 'application/json').end(answer());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`, asked: () => asked };
};
