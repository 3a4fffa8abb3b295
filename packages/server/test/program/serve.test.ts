import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished, describe, expect, it } from 'vitest';
import { temporaryDatabase } from '../../../persistence/test/worlds.js';
import { ask, command, secret, served, temporaryFolder, type Served } from './program.js';

const potion = { name: 'Potion', unique_key: 'potion', behaviors: [{ type_hint: 'consumable', max_use: 3 }] };

const create = (url: string, token: string | undefined) =>
  ask(`${url}/entitlements`, token, { method: 'POST', body: JSON.stringify(potion) });

const list = async (url: string, token: string | undefined) => {
  const { status, text } = await ask(`${url}/entitlements`, token);
  return {
    status,
    keys: (JSON.parse(text) as { content?: { unique_key: string }[] }).content?.map((it) => it.unique_key),
  };
};

const messages = (server: Served): readonly unknown[] => server.log().map(({ msg }) => msg);

describe('a demo', () => {
  it('serves an administrator and an ordinary user, whose tokens its ready file and its log tell', async () => {
    const file = join(temporaryFolder(), 'ready.json');
    const server = await served(['--demo', '--demo-user', 'ada', '--ready-file', file]);
    const { url, token, userToken } = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>;
    expect(server.ready).toEqual({ url, token, userToken });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(file, '..'))).toEqual(['ready.json']);

    expect((await create(url!, token)).status).toBe(201);
    expect((await create(url!, userToken)).status).toBe(403);
    expect((await ask(`${url}/users/me/inventory`, userToken)).status).toBe(200);
    expect((await ask(`${url}/users/ada/inventory`, userToken)).status).toBe(200);
    expect((await ask(`${url}/users/bob/inventory`, userToken)).status).toBe(403);
    expect((await ask(`${url}/users/ada/inventory`, undefined)).status).toBe(401);

    const said = messages(server);
    expect(said).toContainEqual(expect.stringContaining('This is a demo, for this machine only'));
    for (const one of [token, userToken]) expect(said).toContainEqual(expect.stringContaining(one!));
  });

  it('has other tokens in each run', async () => {
    const [one, other] = [await served(['--demo']), await served(['--demo'])];
    expect(new Set([one, other].flatMap(({ ready }) => [ready.token, ready.userToken])).size).toBe(4);
    expect((await list(other.ready.url, one.ready.token)).status).toBe(401);
  });

  it('says where its database is, and takes it away in the end', async () => {
    const server = await served(['--demo']);
    const { database } = server.log().find(({ msg }) => String(msg).startsWith('The database is open'))!;
    expect(existsSync(String(database))).toBe(true);
    server.process.emit('SIGTERM', 'SIGTERM');
    expect(await server.ended).toBe(0);
    expect(existsSync(join(String(database), '..'))).toBe(false);
  });

  it('lets scripts ask as often as they can, where it was not told otherwise', async () => {
    const asked = async (...flags: readonly string[]) => {
      const { ready } = await served(['--demo', ...flags]);
      const answers = await Promise.all(Array.from({ length: 700 }, () => ask(`${ready.url}/entitlements`, 'nobody')));
      return new Set(answers.map(({ status }) => status));
    };
    expect(await asked()).toEqual(new Set([401]));
    expect(await asked('--strangers-rate', '600')).toEqual(new Set([401, 429]));
  });

  it('answers in the envelope of errors also where it has no route', async () => {
    const { ready } = await served(['--demo']);
    const answers = [
      await ask(`${ready.url}/nowhere`, ready.token),
      await ask(`${ready.url}/nowhere`, ready.token, { method: 'POST', body: '{' }),
    ];
    for (const { status, text } of answers) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
      expect(JSON.parse(text)).toMatchObject({ code: expect.any(Number), request_id: expect.any(String) });
      expect(text).not.toContain('FST_');
    }
  });

  it('keeps a database that was named', async () => {
    const database = join(temporaryFolder(), 'kept.sqlite');
    const first = await served(['--demo', '--database', database]);
    await create(first.ready.url, first.ready.token);
    first.process.emit('SIGINT', 'SIGINT');
    expect(await first.ended).toBe(0);
    const second = await served(['--demo', '--database', database]);
    expect((await list(second.ready.url, second.ready.token)).keys).toEqual(['potion']);
  });
});

describe('the server', () => {
  it('works on PostgreSQL by its URL, whose password its log does not tell', async () => {
    const { url } = await temporaryDatabase();
    const { href, password, pathname } = new URL(url);
    const server = await served(['--demo', '--database', href, '--pool-size', '2', '--schema', 'shop']);
    expect((await create(server.ready.url, server.ready.token)).status).toBe(201);
    expect((await list(server.ready.url, server.ready.token)).keys).toEqual(['potion']);
    expect(password).not.toBe('');
    expect(JSON.stringify(server.log())).not.toContain(`:${password}@`);
    expect(server.log()).toContainEqual(expect.objectContaining({ database: expect.stringContaining(pathname) }));
  });

  it('is for two at once on one SQLite file', async () => {
    const args = ['--demo', '--database', join(temporaryFolder(), 'shared.sqlite')];
    const [one, other] = [await served(args), await served(args)];
    await create(one.ready.url, one.ready.token);
    expect((await list(other.ready.url, other.ready.token)).keys).toEqual(['potion']);
  });

  it('has everything below its prefix', async () => {
    const { ready } = await served(['--demo', '--prefix', '/shop/inventory']);
    expect(ready.url).toMatch(/\/shop\/inventory$/);
    expect((await list(ready.url, ready.token)).status).toBe(200);
    for (const path of ['/openapi.json', '/reference', '/health/ready']) {
      expect((await ask(`${ready.url}${path}`, undefined)).status).toBe(200);
    }
    const outside = await ask(new URL('/entitlements', ready.url).href, ready.token);
    expect([outside.status, JSON.parse(outside.text)]).toEqual([404, expect.objectContaining({ code: 1401 })]);
  });

  it('knows API keys that `holdall key` made, until they are over', async () => {
    const make = async (...args: string[]) =>
      JSON.parse((await command(['key', '--json', ...args])).printed) as { key: string; stored: { id: string } };
    const shop = await make('--name', 'shop', '--permissions', 'INVENTORY_ADMIN,TEMPLATE_ADMIN');
    const ada = await make('--name', 'ada', '--user', 'ada', '--expires', '2999-01-01');
    const old = await make('--name', 'old', '--user', 'ada', '--expires', '2020-01-01T00:00:00Z');
    const keys = [shop, ada, old].map(({ stored }) => stored);
    const config = join(temporaryFolder(), 'holdall.json');
    writeFileSync(config, JSON.stringify({ apiKeys: keys, database: ':memory:' }));
    const { ready, log } = await served(['--config', config]);
    expect(ready).toEqual({ url: ready.url });
    expect((await create(ready.url, shop.key)).status).toBe(201);
    expect((await ask(`${ready.url}/users/me/inventory`, ada.key)).status).toBe(200);
    expect((await create(ready.url, ada.key)).status).toBe(403);
    expect((await list(ready.url, old.key)).status).toBe(401);
    for (const { key } of [shop, ada, old]) expect(JSON.stringify(log())).not.toContain(key);
  });

  it('gives tokens to clients that `holdall client` made', async () => {
    const made = await command(['client', '--json', '--id', 'shop', '--permissions', 'INVENTORY_ADMIN']);
    const { secret: clientSecret, stored } = JSON.parse(made.printed) as { secret: string; stored: object };
    const environment = { HOLDALL_JWT_SECRET: secret, HOLDALL_CLIENTS: JSON.stringify([stored]) };
    const { ready } = await served(['--database', ':memory:', '--token-lifetime', '60'], environment);
    const form = { grant_type: 'client_credentials', client_id: 'shop', client_secret: clientSecret };
    const { status, text } = await ask(`${ready.url}/oauth/token`, undefined, {
      method: 'POST',
      body: new URLSearchParams(form),
    });
    expect(status).toBe(200);
    const { access_token: token, expires_in: expires } = JSON.parse(text) as {
      access_token: string;
      expires_in: number;
    };
    expect(expires).toBe(60);
    expect((await create(ready.url, token)).status).toBe(201);
  });

  it('holds requests to its limits', async () => {
    const { ready } = await served(['--demo', '--body-limit', '1024', '--users-rate', '2', '--metrics', 'nobody']);
    const large = await ask(`${ready.url}/entitlements`, ready.token, {
      method: 'POST',
      body: `"${'x'.repeat(1024)}"`,
    });
    expect(large.status).toBe(413);
    const statuses = [];
    for (let time = 0; time < 3; time += 1) statuses.push((await list(ready.url, ready.userToken)).status);
    expect(statuses).toEqual([200, 200, 429]);
    expect((await ask(`${ready.url}/metrics`, undefined)).status).toBe(404);
  });
});

describe('what it is refused for', () => {
  it.each([
    ['no secret', [], {}, 2, /^jwtSecret is needed, or nobody could sign in, and there is no default: /],
    ['a demo for the world', ['--demo', '--host', '0.0.0.0'], {}, 2, /^host must be a loopback address/],
    ['an unknown flag', ['--demmo'], {}, 2, /^Unknown option '--demmo'/],
    ['an argument too many', ['--demo', 'now'], {}, 2, /^Unexpected argument 'now'/],
    [
      'keys that are none',
      [],
      { HOLDALL_API_KEYS: '[{"id":"1","hash":"2","name":""}]' },
      2,
      /^apiKeys\[0\]\.id must be .*\.\napiKeys\[0\]\.hash must be .*\.\napiKeys\[0\]\.name must be/,
    ],
    [
      'a client without an id',
      [],
      { HOLDALL_JWT_SECRET: secret, HOLDALL_CLIENTS: '[{"id":""}]' },
      2,
      /^clients\[0\]\.id must be/,
    ],
    [
      'an algorithm that is none',
      [],
      { HOLDALL_JWKS: 'https://x.example', HOLDALL_JWT_ALGORITHMS: 'HS256' },
      2,
      /^jwtAlgorithms must be/,
    ],
    [
      'keys on their way in the open',
      [],
      { HOLDALL_JWKS: 'http://x.example' },
      2,
      /^jwks must be a URL that begins with https/,
    ],
    ['a table prefix that is none', ['--demo', '--table-prefix', 'A-'], {}, 2, /^tablePrefix must/],
    ['a folder that is not there', ['--demo', '--database', '/nowhere/at/all.sqlite'], {}, 1, /does not exist/],
    [
      'a host that is not of this machine',
      ['--host', '192.0.2.1', '--port', '0', '--database', ':memory:'],
      { HOLDALL_JWT_SECRET: secret },
      1,
      /^This machine has no address 192\.0\.2\.1 to listen on: set another with --host/,
    ],
    [
      'a ready file where there is no folder',
      ['--demo', '--port', '0', '--ready-file', '/nowhere/ready.json'],
      {},
      1,
      /^\/nowhere\/ready\.json.* cannot be used: /,
    ],
    ['a database that nobody serves', ['--demo', '--database', 'postgres://localhost:1/x'], {}, 1, /localhost:1/],
  ] as const)('%s', async (_what, args, environment, code, sentences) => {
    const ran = await command(['serve', ...args], { environment });
    expect(ran.complained).toMatch(sentences);
    expect(ran.code).toBe(code);
    expect(ran.complained).not.toContain('    at ');
  });

  it('a port that is taken, and leaves nothing behind', async () => {
    const other = createServer();
    await once(other.listen(0, '127.0.0.1'), 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const ready = join(temporaryFolder(), 'ready.json');
    writeFileSync(ready, 'of a run before');
    const { code, complained } = await command(['serve', '--demo', '--port', String(port), '--ready-file', ready]);
    expect(complained).toBe(
      `Port ${port} of 127.0.0.1 is taken by another program: stop that one, or choose another port with --port (0 takes any that is free).`,
    );
    expect(code).toBe(1);
    expect(existsSync(ready)).toBe(false);
  });

  it('tables that are not up to date, where it may not change them', async () => {
    const database = join(temporaryFolder(), 'new.sqlite');
    const { code, complained } = await command(['serve', '--demo', '--database', database, '--migrations', 'check']);
    expect([code, complained]).toEqual([1, expect.stringContaining('migrate')]);
    expect(existsSync(database)).toBe(false);
  });

  it('a ready file that is a folder', async () => {
    const folder = join(temporaryFolder(), 'ready');
    mkdirSync(folder);
    const { code, complained } = await command(['serve', '--demo', '--port', '0', '--ready-file', folder]);
    expect([code, complained]).toEqual([1, expect.stringContaining(folder)]);
  });
});

/** A request of which the server has read the headers, and that it was told to wait for the body of. */
const begun = async ({ ready: { url, token } }: Served, body: string) => {
  const { port } = new URL(url);
  const socket: Socket = connect(Number(port), '127.0.0.1');
  const received: string[] = [];
  socket.setEncoding('utf8').on('data', (text: string) => received.push(text));
  const closed = once(socket, 'close');
  const headers = [
    'POST /entitlements HTTP/1.1',
    'host: localhost',
    `authorization: Bearer ${token}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'expect: 100-continue',
  ];
  socket.write(`${headers.join('\r\n')}\r\n\r\n`);
  await once(socket, 'data');
  expect(received.join('')).toMatch(/^HTTP\/1\.1 100 /);
  return { socket, closed, answer: () => received.join('') };
};

describe('stopping', () => {
  it('answers what is under way, takes nothing new, and keeps what it answered', async () => {
    const folder = temporaryFolder();
    const [database, file] = [join(folder, 'stop.sqlite'), join(folder, 'ready.json')];
    // So long that the test would not wait for it.
    const patience = ['--stop-within', '3600000'];
    const server = await served(['--demo', '--database', database, '--ready-file', file, ...patience]);
    const body = JSON.stringify(potion);
    const request = await begun(server, body);
    server.process.emit('SIGTERM', 'SIGTERM');
    const { port } = new URL(server.ready.url);
    await refusing(Number(port));
    request.socket.write(body);
    await request.closed;
    expect(request.answer()).toMatch(/HTTP\/1\.1 201 Created\r\n/);
    expect(await server.ended).toBe(0);
    expect([server.process.exits, server.complained]).toEqual([[], []]);
    expect(existsSync(file)).toBe(false);
    const again = await served(['--demo', '--database', database]);
    expect((await list(again.ready.url, again.ready.token)).keys).toEqual(['potion']);
  });

  it('does not wait for ever for a request that does not come to its end', async () => {
    const server = await served(['--demo', '--stop-within', '50']);
    const request = await begun(server, JSON.stringify(potion));
    server.process.emit('SIGTERM', 'SIGTERM');
    await request.closed;
    expect(await server.ended).toBe(0);
    expect(server.process.exits).toEqual([]);
  });

  it('at a second signal ends at once', async () => {
    const server = await served(['--demo']);
    const request = await begun(server, JSON.stringify(potion));
    server.process.emit('SIGINT', 'SIGINT');
    expect(server.process.exits).toEqual([]);
    server.process.emit('SIGTERM', 'SIGTERM');
    expect(server.process.exits).toEqual([143]);
    request.socket.destroy();
    expect(await server.ended).toBe(0);
    expect(server.process.listenerCount('SIGTERM')).toBe(0);
  });
});

/** Resolves when nobody listens at the port any more. */
const refusing = async (port: number): Promise<void> => {
  for (;;) {
    const refused = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(false);
      });
      socket.on('error', () => resolve(true));
    });
    if (refused) return;
  }
};
