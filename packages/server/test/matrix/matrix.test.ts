import { urlsOfPlugin } from './urls.js';
import { describe, expect, it } from 'vitest';
import { routes } from '../../src/routes/index.js';
import type { Received, Sent, TestServer } from '../harness/server.js';
import { known, strangers, type Known } from './principals.js';
import { open, table, type Row } from './table.js';
import { secretOfSeven, startWorld, stored } from './world.js';

const served = new Set(routes.map(({ id }) => id));
const rows = table.filter(({ id }) => served.has(id));

const ask = async (
  { send }: TestServer,
  { request, body }: Row,
  user: string,
  authorization: string | null,
): Promise<Received> => {
  const headers: Record<string, string> = authorization === null ? {} : { authorization };
  const sent: Sent = { as: null, headers, ...(body !== undefined && { body }) };
  return send(request.replace('{user}', user) as Row['request'], sent);
};

/** By the contract: the owner of what the path is about may what its table calls theirs, whatever else they may. */
const isAllowed = ({ who, request }: Row, { user, may }: Known, path: string): boolean => {
  if (path === 'me' && user === null && request.includes('{user}')) return false;
  const owns = user !== null && (path === 'me' || path === user);
  return may.includes(who) || (owns && who === 'INVENTORY_ADMIN or owner');
};

describe('the matrix of who may what', () => {
  it('has one row for every route, at the path where the route is', () => {
    expect(routes.map(({ id }) => id).filter((id) => !table.some((row) => row.id === id))).toEqual([]);
    expect(new Set(table.map(({ id }) => id)).size).toBe(table.length);
    for (const { id, method, path } of routes) {
      const { request } = table.find((row) => row.id === id)!;
      const pattern = path.replaceAll(/:\w+/g, '[^/?]+');
      expect(request).toMatch(new RegExp(`^${method} ${pattern}(\\?|$)`));
      expect([id, request.includes('{user}')]).toEqual([id, path.startsWith('/users/')]);
    }
  });

  it('covers everything that the plugin answers, but for what is open to all', async () => {
    const urls = await urlsOfPlugin();
    expect(urls).toContain('GET /openapi.json');
    const ours = new Set(routes.flatMap(({ method, path }) => [`${method} ${path}`, `${method} ${path}/`]));
    const others = urls.filter((url) => !ours.has(url.replace(/^HEAD /, 'GET ')));
    expect(others.filter((url) => !open.some((path) => path.test(url.split(' ')[1]!)))).toEqual([]);
  });

  it('opens nothing to those whom nobody knows, whatever their tokens claim', async () => {
    const server = await startWorld();
    const before = await stored(server.engine);
    const asked = strangers.flatMap(([name, authorization]) =>
      rows.flatMap((row) => ['7', 'me'].map((user) => ({ name, authorization, row, user }))),
    );
    const answers: unknown[] = [];
    for (const { name, authorization, row, user } of asked) {
      const { status, json } = await ask(server, row, user, await authorization());
      answers.push([name, row.id, user, status, json]);
    }
    const refusal = { error: 'invalid_token', error_description: expect.any(String) };
    expect(answers).toEqual(asked.map(({ name, row, user }) => [name, row.id, user, 401, refusal]));
    expect(await stored(server.engine)).toBe(before);
  });

  it.each(known)('$name is refused what is not theirs, learns nothing of it, and changes nothing', async (who) => {
    const server = await startWorld();
    const authorization = `Bearer ${await who.token()}`;
    const before = await stored(server.engine);
    const answers: unknown[] = [];
    const denied = ['7', 'me', '8', '%37'].flatMap((user) =>
      rows.filter((row) => !isAllowed(row, who, user === '%37' ? '7' : user)).map((row) => ({ row, user })),
    );
    for (const { row, user } of denied) {
      const { status, json } = await ask(server, row, user, authorization);
      answers.push([row.id, user, status, json]);
    }
    const forbidden = {
      code: 1301,
      request_id: expect.any(String),
      result: [{ message: expect.not.stringContaining(secretOfSeven), field: null, details: { code: 'forbidden' } }],
    };
    expect(answers).toEqual(denied.map(({ row, user }) => [row.id, user, 403, forbidden]));
    expect(await stored(server.engine)).toBe(before);
  });

  it.each(known)('$name gets what the contract gives them, with user 7 in the path', async (who) => {
    const server = await startWorld();
    const authorization = `Bearer ${await who.token()}`;
    const allowed = rows.filter((row) => isAllowed(row, who, '7') && row.endless !== true);
    const answers: unknown[] = [];
    for (const row of allowed) answers.push([row.id, (await ask(server, row, '7', authorization)).status]);
    expect(answers).toEqual(allowed.map(({ id, success }) => [id, success]));
  });

  const users = known.filter(({ user }) => user !== null && user !== '7');
  it.each(users)('$name who says `me` sees and changes nothing of user 7', async (who) => {
    const server = await startWorld();
    const authorization = `Bearer ${await who.token()}`;
    const before = ofSeven(await stored(server.engine));
    expect(before.length).toBeGreaterThan(3);
    const own = rows.filter(
      (row) => row.request.includes('{user}') && row.endless !== true && isAllowed(row, who, 'me'),
    );
    expect(own.length).toBeGreaterThan(0);
    for (const row of own) {
      const { status, text } = await ask(server, row, 'me', authorization);
      expect([row.id, [401, 403].includes(status), text.includes(secretOfSeven)]).toEqual([row.id, false, false]);
    }
    expect(ofSeven(await stored(server.engine))).toEqual(before);
  });
});

const ofSeven = (text: string): string[] => text.split('\n').filter((line) => line.includes('"user":"7"'));
