import { beforeAll, describe, expect, it } from 'vitest';
import { jwt } from '../../src/index.js';
import { audience, bearer, issuer, secret, sign } from '../auth/tokens.js';
import { startServer, type TestServer } from '../harness/server.js';

/** Ids that a database, a router or a browser might take for one another. Each is a user of its own here. */
const ids = [
  '7',
  '07',
  '7.',
  '7.0',
  '+7',
  ' 7',
  '7 ',
  '７',
  '7\u0000',
  '7\u200b',
  '7/../8',
  '%37',
  'ann',
  'Ann',
  'ANN',
  'ann.',
  'ann@a',
  'ａｎｎ',
  'аnn', // with a Cyrillic first letter
  'zoë', // one code point for the last letter
  'zoe\u0308', // two
  'straße',
  'strasse',
  'i',
  'ı',
  'İ',
  'me.',
  'ME',
  'm%65',
  '*',
  '%',
  '_',
  "' OR 1=1 --",
  'null',
  'None',
  '__proto__',
];

/** What the engine itself takes for an id: the rest cannot own anything. */
const startWithEverybody = async (): Promise<{ server: TestServer; owners: string[] }> => {
  const server = await startServer({
    plugin: (clock) => ({ authenticate: jwt({ secret, issuer, audience, clock }) }),
  });
  await server.engine.createItem({ item: { name: 'Potion' } });
  const owners: string[] = [];
  for (const user of ids) {
    const granted = await server.engine.grant({ user, item: 1 }).catch(() => null);
    if (granted !== null) owners.push(user);
  }
  return { server, owners };
};

interface List {
  readonly content: readonly { readonly user: { readonly id: number | string } }[];
}

describe('the id of a user', () => {
  const tokens = new Map<string, string>();
  let admin: string;
  beforeAll(async () => {
    for (const sub of [...ids, 'me']) tokens.set(sub, await sign({ sub }));
    admin = await sign({ sub: undefined, client_id: 'shop', scope: 'INVENTORY_ADMIN' });
  });

  it('opens what is theirs, byte for byte, and nothing that only looks like it', async () => {
    const { server, owners } = await startWithEverybody();
    expect(owners.length).toBeGreaterThan(25);
    const opened: string[] = [];
    for (const user of owners) {
      for (const path of owners) {
        const { status, json } = await server.send(
          `GET /users/${encodeURIComponent(path)}/inventory`,
          bearer(tokens.get(user)!),
        );
        if (status !== 403) opened.push(`${user} ${path} ${status} ${usersIn(json as List).join()}`);
      }
    }
    expect(opened).toEqual(owners.map((user) => `${user} ${user} 200 ${user}`));
  });

  it('names one user to an administrator, too', async () => {
    const { server, owners } = await startWithEverybody();
    for (const path of owners) {
      const { json } = await server.send(`GET /users/${encodeURIComponent(path)}/inventory`, bearer(admin));
      expect(usersIn(json as List)).toEqual([path]);
    }
  });

  const spellings: [string, number][] = [
    ['7', 200],
    ['%37', 200],
    ['me', 200],
    ['m%65', 200],
    ['%6D%65', 200],
    ['%2537', 403],
    ['ME', 403],
    ['me%20', 403],
    ['me.', 403],
    ['m%2565', 403],
    ['8', 403],
    ['*', 403],
    ['7,8', 403],
    ['7;8', 403],
    ['7%2F..%2F8', 403],
    ['..%2F8', 403],
    ['7%00', 403],
    ['7%EF%BB%BF', 403],
    ['', 403],
    ['7/../8', 404],
    ['8/../7', 404],
    ['7//', 404],
  ];
  it('is read once from the path: user 7 gets what is spelled as theirs', async () => {
    const { server } = await startWithEverybody();
    const answers: unknown[] = [];
    for (const [path] of spellings) {
      const { status, json } = await server.send(`GET /users/${path}/inventory`, bearer(tokens.get('7')!));
      answers.push([path, status, status === 200 ? usersIn(json as List) : []]);
    }
    expect(answers).toEqual(spellings.map(([path, status]) => [path, status, status === 200 ? ['7'] : []]));
  });

  it('is not everybody where it is empty', async () => {
    const { server } = await startWithEverybody();
    expect((await server.send('GET /users//inventory', bearer(admin))).status).toBe(400);
  });

  it('is not everybody where it is the text `me`', async () => {
    const { server } = await startWithEverybody();
    await server.engine.grant({ user: 'me', item: 1 });
    const own = await server.send('GET /users/me/inventory', bearer(tokens.get('me')!));
    expect(usersIn(own.json as List)).toEqual(['me']);
    expect((await server.send('GET /users/7/inventory', bearer(tokens.get('me')!))).status).toBe(403);
    const other = await server.send('GET /users/me/inventory', bearer(tokens.get('7')!));
    expect(usersIn(other.json as List)).toEqual(['7']);
    expect((await server.send('GET /users/me/inventory', bearer(admin))).status).toBe(403);
  });

  it('is not lent to the query or to headers', async () => {
    const { server } = await startWithEverybody();
    const tries = ['?user=8', '?user_id=8', '?id=8', '?filter_username=8&id=8'];
    const seen: unknown[] = [];
    for (const query of tries) {
      const { authorization } = bearer(tokens.get('ann')!).headers;
      const headers = {
        authorization,
        'x-user-id': '7',
        'x-http-method-override': 'DELETE',
        'x-original-url': '/users/7/inventory',
      };
      const { status, json } = await server.send(`GET /users/me/inventory${query}`, { as: null, headers });
      seen.push(status === 200 ? usersIn(json as List) : status);
    }
    expect(seen).toEqual([['ann'], ['ann'], ['ann'], 400]);
  });
});

const usersIn = ({ content }: List): string[] => content.map(({ user }) => String(user.id));
