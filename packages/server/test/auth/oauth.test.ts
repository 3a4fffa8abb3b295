import { decodeJwt, decodeProtectedHeader } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { hashClientSecret, jwt, type TokenOptions, type VerifiedUser } from '../../src/index.js';
import { startServer, type Received, type TestServer } from '../harness/server.js';
import { audience, bearer, issuer, secret, start } from './tokens.js';

const shopSecret = 'correct horse: 100% & more';
let shopHash: string;
beforeAll(async () => {
  shopHash = await hashClientSecret(shopSecret);
});

const users: Readonly<Record<string, VerifiedUser>> = {
  'ann:p w&d': { user: '7' },
  'guest:none': { user: '9', guest: true },
  'boss:b': { user: '1', permissions: ['INVENTORY_ADMIN', 'TEMPLATE_ADMIN'] },
};

const startWithTokens = (more: Partial<TokenOptions> = {}): Promise<TestServer> =>
  startServer({
    plugin: (clock) => ({
      authenticate: jwt({ secret, issuer, audience, clock, clockTolerance: 0 }),
      tokens: { ...options(), clock, ...more },
    }),
  });

const options = (): TokenOptions => ({
  secret,
  issuer,
  audience,
  clients: [
    { id: 'shop', secretHash: shopHash, permissions: ['INVENTORY_ADMIN', 'TEMPLATE_ADMIN'] },
    { id: 'game', secretHash: null, permissions: [] },
  ],
  verifyPassword: async (username, password) =>
    Object.hasOwn(users, `${username}:${password}`) ? users[`${username}:${password}`]! : null,
});

type Fields = Readonly<Record<string, string>>;
const shop = { grant_type: 'client_credentials', client_id: 'shop', client_secret: shopSecret };
const ann = { grant_type: 'password', client_id: 'game', username: 'ann', password: 'p w&d' };

const ask = ({ send }: TestServer, fields: Fields | string, headers: Fields = {}, query = ''): Promise<Received> => {
  const body = typeof fields === 'string' ? fields : String(new URLSearchParams(fields));
  const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
  return send(`POST /oauth/token${query}`, { as: null, headers: form, body });
};
const basic = (id: string, word: string): Fields => ({
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(word)}`).toString('base64')}`,
});
const tokenIn = ({ json }: Received): string => (json as { access_token: string }).access_token;
const without = (fields: Fields, ...names: string[]): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));

describe('POST /oauth/token', () => {
  it('gives a client a token of its own, which is no user', async () => {
    const server = await startWithTokens();
    const given = await ask(server, shop);
    expect([given.status, given.json]).toEqual([
      200,
      {
        access_token: expect.any(String),
        token_type: 'bearer',
        expires_in: 3600,
        scope: 'INVENTORY_ADMIN TEMPLATE_ADMIN',
      },
    ]);
    expect(decodeProtectedHeader(tokenIn(given)).alg).toBe('HS256');
    expect(decodeJwt(tokenIn(given))).toEqual({
      client_id: 'shop',
      scope: 'INVENTORY_ADMIN TEMPLATE_ADMIN',
      iss: issuer,
      aud: audience,
      iat: start,
      exp: start + 3600,
    });
    const statusOf = async (path: string) => (await server.send(`GET ${path}`, bearer(tokenIn(given)))).status;
    expect([await statusOf('/users/7/inventory'), await statusOf('/users/me/inventory')]).toEqual([200, 403]);
  });

  it('gives a user a token for the name and the password, with what the user may and nothing of the client', async () => {
    const server = await startWithTokens();
    const inventory = async (fields: Fields, user: string) =>
      (await server.send(`GET /users/${user}/inventory`, bearer(tokenIn(await ask(server, fields))))).status;
    expect([await inventory(ann, 'me'), await inventory(ann, '7'), await inventory(ann, '8')]).toEqual([200, 200, 403]);
    const atShop = { ...shop, grant_type: 'password', username: 'ann', password: 'p w&d' };
    expect([await inventory(atShop, '7'), await inventory(atShop, '8')]).toEqual([200, 403]);
    expect((await ask(server, atShop)).json).toMatchObject({ scope: '' });
    expect(await inventory({ ...ann, username: 'boss', password: 'b' }, '8')).toBe(200);
    const guest = decodeJwt(tokenIn(await ask(server, { ...ann, username: 'guest', password: 'none' })));
    expect(guest).toMatchObject({ sub: '9', client_id: 'game', guest: true });
  });

  it('gives tokens that end after their lifetime', async () => {
    const server = await startWithTokens({ lifetime: 60 });
    const given = await ask(server, ann);
    expect(given.json).toMatchObject({ expires_in: 60 });
    const statusOf = async () => (await server.send('GET /entitlements', bearer(tokenIn(given)))).status;
    server.clock.advance({ milliseconds: 59_999 });
    expect(await statusOf()).toBe(200);
    server.clock.advance({ milliseconds: 1 });
    expect(await statusOf()).toBe(401);
  });

  it('takes its parameters from the query, as Knetik’s own sample sends them, and with its clients’ labels', async () => {
    const server = await startWithTokens();
    const query = `?${String(new URLSearchParams(ann))}`;
    const json = { 'content-type': 'application/json', authorization: 'Bearer ' };
    expect((await ask(server, '', json, query)).status).toBe(200);
    expect((await ask(server, without(ann, 'grant_type'), json, '?grant_type=password&_=1')).status).toBe(200);
    expect((await ask(server, ann, {}, '/')).status).toBe(200);
  });

  it('takes a client by HTTP Basic', async () => {
    const server = await startWithTokens();
    const bare = { grant_type: 'client_credentials' };
    expect((await ask(server, bare, basic('shop', shopSecret))).status).toBe(200);
    expect((await ask(server, { ...bare, client_id: 'shop' }, basic('shop', shopSecret))).status).toBe(200);
    expect((await ask(server, without(ann, 'client_id'), basic('game', ''))).status).toBe(200);
  });

  it('gives less than the client may where less is asked for', async () => {
    const server = await startWithTokens();
    const given = await ask(server, { ...shop, scope: 'read write TEMPLATE_ADMIN' });
    expect(given.json).toMatchObject({ scope: 'TEMPLATE_ADMIN' });
    expect((await server.send('GET /users/7/inventory', bearer(tokenIn(given)))).status).toBe(403);
    expect((await ask(server, { ...shop, scope: 'read write' })).json).toMatchObject({
      scope: 'INVENTORY_ADMIN TEMPLATE_ADMIN',
    });
  });

  const refused: [string, Fields | string, Fields, number, string][] = [
    ['nothing', '', {}, 400, 'invalid_request'],
    ['no grant', without(shop, 'grant_type'), {}, 400, 'invalid_request'],
    ['an empty grant', { ...shop, grant_type: '' }, {}, 400, 'invalid_request'],
    ['JSON', JSON.stringify(shop), {}, 400, 'invalid_request'],
    ['a parameter twice', `${String(new URLSearchParams(shop))}&client_id=shop`, {}, 400, 'invalid_request'],
    ['another grant', { ...shop, grant_type: 'authorization_code' }, {}, 400, 'unsupported_grant_type'],
    ['a grant that every object has', { ...shop, grant_type: 'constructor' }, {}, 400, 'unsupported_grant_type'],
    ['another secret', { ...shop, client_secret: 'correct horse' }, {}, 401, 'invalid_client'],
    ['the hash for a secret', { ...shop, client_secret: 'HASH' }, {}, 401, 'invalid_client'],
    ['no secret', without(shop, 'client_secret'), {}, 401, 'invalid_client'],
    ['another client', { ...shop, client_id: 'shop2' }, {}, 401, 'invalid_client'],
    ['the client of other letters', { ...shop, client_id: 'SHOP' }, {}, 401, 'invalid_client'],
    ['no client', without(ann, 'client_id'), {}, 401, 'invalid_client'],
    ['a secret for a client without', { ...ann, client_secret: 'anything at all' }, {}, 401, 'invalid_client'],
    [
      'a client without a secret, for itself',
      { grant_type: 'client_credentials', client_id: 'game' },
      {},
      400,
      'unauthorized_client',
    ],
    ['another password', { ...ann, password: 'p w&D' }, {}, 400, 'invalid_grant'],
    ['another user', { ...ann, username: 'eve' }, {}, 400, 'invalid_grant'],
    ['no password', without(ann, 'password'), {}, 400, 'invalid_request'],
    ['no user', without(ann, 'username'), {}, 400, 'invalid_request'],
    ['more than the client may', { ...shop, scope: 'INVENTORY_ADMIN ACHIEVEMENTS_ADMIN' }, {}, 400, 'invalid_scope'],
    ['more than the user may', { ...ann, scope: 'INVENTORY_ADMIN' }, {}, 400, 'invalid_scope'],
    ['another secret by Basic', { grant_type: 'client_credentials' }, basic('shop', 'wrong'), 401, 'invalid_client'],
    [
      'Basic that is none',
      { grant_type: 'client_credentials' },
      { authorization: 'Basic AAAA' },
      400,
      'invalid_request',
    ],
    [
      'Basic that is cut',
      { grant_type: 'client_credentials' },
      { authorization: `Basic ${Buffer.from('shop:%').toString('base64')}` },
      400,
      'invalid_request',
    ],
    ['the client twice', shop, basic('shop', shopSecret), 400, 'invalid_request'],
    ['two clients', { grant_type: 'password', client_id: 'game' }, basic('shop', shopSecret), 400, 'invalid_request'],
  ];
  it('refuses as OAuth names it, and caches nothing', async () => {
    const server = await startWithTokens();
    const answers: unknown[] = [];
    for (const [name, fields, headers] of refused) {
      const sent =
        typeof fields !== 'string' && fields['client_secret'] === 'HASH'
          ? { ...fields, client_secret: shopHash }
          : fields;
      const { status, json, headers: got } = await ask(server, sent, headers);
      answers.push([name, status, (json as { error: string }).error, got['cache-control'], got['www-authenticate']]);
    }
    const challenge = (status: number) => (status === 401 ? 'Basic realm="holdall"' : undefined);
    expect(answers).toEqual(
      refused.map(([name, , , status, error]) => [name, status, error, 'no-store', challenge(status)]),
    );
    expect((await ask(server, shop)).headers).toMatchObject({ 'cache-control': 'no-store', pragma: 'no-cache' });
  });

  it('does not tell an unknown client from a wrong secret', async () => {
    const server = await startWithTokens();
    const [unknown, wrong] = [
      await ask(server, { ...shop, client_id: 'x' }),
      await ask(server, { ...shop, client_secret: 'x' }),
    ];
    expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
  });

  it('has no password grant where the host checks no passwords', async () => {
    const { send } = await startServer({ plugin: () => ({ tokens: withoutPasswords() }) });
    const refusal = await send('POST /oauth/token', { as: null, body: String(new URLSearchParams(ann)) });
    expect(refusal.json).toMatchObject({ error: 'unsupported_grant_type' });
  });

  it('tells nothing of what failed in the host', async () => {
    const server = await startWithTokens({
      verifyPassword: () => Promise.reject(new Error('ldap://10.0.0.1 is away')),
    });
    const failed = await ask(server, ann);
    expect([failed.status, failed.headers['cache-control']]).toEqual([500, 'no-store']);
    expect(failed.text).not.toContain('ldap');
  });

  it('counts every try of an address, and says nothing of a right one among too many', async () => {
    const rates = { strangers: { most: 3, window: 60_000 } };
    const { send } = await startServer({ plugin: () => ({ tokens: options(), rates }) });
    const wrong = String(new URLSearchParams({ ...ann, password: 'wrong' }));
    const sent = (body: string) => send('POST /oauth/token', { as: null, body });
    const answers = [
      await sent(wrong),
      await sent(wrong),
      await sent(wrong),
      await sent(String(new URLSearchParams(ann))),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 429]);
    expect(answers[3]!.headers).toMatchObject({ 'cache-control': 'no-store', 'retry-after': expect.any(String) });
    expect(answers[3]!.text).not.toContain('access_token');
  });

  it('reads a form under any label, also one that is none, and not one without end', async () => {
    const server = await startWithTokens();
    expect((await ask(server, ann, { 'content-type': 'no label/at/all;;' })).status).toBe(200);
    expect((await ask(server, { ...ann, password: 'p'.repeat(2 ** 14) })).status).toBe(413);
  });

  it('is not there where the host does not ask for it', async () => {
    const { send } = await startServer();
    expect((await send('POST /oauth/token', { headers: { 'content-type': 'text/plain' } })).status).toBe(404);
  });
});

describe('the options of tokens', () => {
  it('are refused at the start, every fault by its name', async () => {
    const faulty: TokenOptions = {
      secret: 'short',
      issuer: '',
      audience: '',
      lifetime: 59,
      clients: [
        { id: 'a b', secretHash: shopSecret, permissions: ['ROOT' as never] },
        { id: 'game', secretHash: null, permissions: ['INVENTORY_ADMIN'] },
        {
          id: 'game',
          secretHash: 'scrypt$1024$8$1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
          permissions: [],
        },
      ],
    };
    const faults = [
      'tokens.secret',
      'tokens.issuer',
      'tokens.audience',
      'tokens.lifetime',
      'tokens.clients[0].id',
      'tokens.clients[0].secretHash',
      'tokens.clients[0].permissions',
      'tokens.clients[1].permissions',
      'tokens.clients[2].secretHash',
      'tokens.clients',
    ].map((path) => ({ path, message: expect.any(String) }));
    await expect(startServer({ plugin: () => ({ tokens: faulty }) })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { faults },
    });
    await expect(startServer({ plugin: () => ({ tokens: { secret, clients: [] } }) })).rejects.toThrow(
      /tokens.clients must have/,
    );
  });

  it('hold no secret by default: whoever wants tokens brings one', async () => {
    const tokens = { clients: options().clients } as TokenOptions;
    await expect(startServer({ plugin: () => ({ tokens }) })).rejects.toThrow(/tokens.secret must be/);
  });
});

describe('the hash of a secret', () => {
  it('is another each time, and never the secret', async () => {
    const again = await hashClientSecret(shopSecret);
    expect(again).toMatch(/^scrypt\$16384\$8\$5\$/);
    expect(again).not.toBe(shopHash);
    expect(again).not.toContain('correct');
  });

  it('is not made of a secret that anybody would guess, or that nobody set', async () => {
    await expect(hashClientSecret('')).rejects.toThrow(/at least 12 characters/);
    await expect(hashClientSecret('elevenchars')).rejects.toThrow(/at least 12/);
  });
});

const withoutPasswords = (): TokenOptions => {
  const { secret: word, clients } = options();
  return { secret: word, clients };
};
