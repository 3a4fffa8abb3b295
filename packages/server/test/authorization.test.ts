import { describe, expect, it } from 'vitest';
import { startServer } from './harness/server.js';
import type { Person } from './harness/people.js';

const headersOf = (authorization: string) => ({ as: null, headers: { authorization } }) as const;

describe('who calls', () => {
  it.each([
    ['no token', { as: null }],
    ['an empty token, as Python sends it', headersOf('Bearer ')],
    ['another scheme', headersOf('Basic YW5uOmFubg==')],
    ['an unknown token', headersOf('Bearer nobody')],
    ['a name that every object has', headersOf('Bearer constructor')],
  ])('is asked for: %s is answered with 401, as a token layer does', async (_name, sent) => {
    const { send } = await startServer();
    const refused = await send('GET /entitlements', sent);
    expect([refused.status, refused.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
    expect(refused.json).toEqual({ error: 'invalid_token', error_description: expect.any(String) });
  });

  it('takes the scheme in any case', async () => {
    const { send } = await startServer();
    expect((await send('GET /entitlements', headersOf('bearer ann'))).status).toBe(200);
  });
});

describe('whose data', () => {
  const cases: [Person, string, number][] = [
    ['ann', '7', 200],
    ['ann', 'me', 200],
    ['ann', '8', 403],
    ['ann', '07', 403],
    ['ann', '%37', 200],
    ['bob', '7', 403],
    ['boss', '7', 200],
    ['boss', 'me', 200],
    ['admin', '7', 200],
    ['admin', 'me', 403],
  ];
  it.each(cases)('%s asks for the inventory of %s: %i', async (as, user, status) => {
    const { send } = await startServer();
    expect((await send(`GET /users/${user}/inventory`, { as })).status).toBe(status);
  });

  it('is `me` the user of the token, also for an administrator, and never everybody', async () => {
    const { send, engine } = await startServer();
    await engine.createItem({ item: { name: 'Potion' } });
    for (const user of ['1', '7', '8']) await engine.grant({ user, item: 1 });
    expect((await send('GET /users/me/inventory', { as: 'boss' })).json).toMatchObject({
      content: [{ user: { id: 1 } }],
    });
    expect((await send('GET /users/me/inventory', { as: 'ann' })).json).toMatchObject({
      content: [{ user: { id: 7 } }],
    });
  });
});

describe('in which order', () => {
  it('is a token asked for, then the permission, then the rest: nothing is learned without', async () => {
    const { send } = await startServer();
    const nonsense = { body: '{"cut' };
    expect((await send('POST /entitlements?cascade=maybe', { as: null, ...nonsense })).status).toBe(401);
    expect((await send('POST /entitlements?cascade=maybe', { as: 'ann', ...nonsense })).status).toBe(403);
    expect((await send('POST /entitlements?cascade=maybe', { as: 'boss', ...nonsense })).status).toBe(400);
    expect((await send('GET /users/8/entitlements/999/check', { as: 'ann' })).status).toBe(403);
    expect((await send('GET /users/7/entitlements/999/check', { as: 'ann' })).status).toBe(404);
  });
});
