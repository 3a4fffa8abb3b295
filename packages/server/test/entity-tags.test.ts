import { describe, expect, it } from 'vitest';
import { detailsOf, faultsOf } from './harness/faults.js';
import { startServer, type TestServer } from './harness/server.js';

interface Kind {
  /** Where all of its kind are, and where the one is. */
  readonly all: string;
  readonly one: string;
  body(name: string): object;
  nameOf(server: TestServer): Promise<string>;
}

const kinds: Readonly<Record<string, Kind>> = {
  item: {
    all: '/entitlements',
    one: '/entitlements/1',
    body: (name) => ({ name }),
    nameOf: async ({ engine }) => (await engine.item(1)).name,
  },
  template: {
    all: '/entitlements/templates',
    one: '/entitlements/templates/t',
    body: (name) => ({ id: 't', name }),
    nameOf: async ({ engine }) => (await engine.template('t')).name,
  },
};

/** Lets nobody through until so many have come. */
const meetingOf = (count: number): (() => Promise<void>) => {
  let come = 0;
  let open: () => void;
  const gate = new Promise<void>((resolve) => (open = resolve));
  return () => {
    come += 1;
    if (come === count) open();
    return gate;
  };
};

describe.each(Object.entries(kinds))('the ETag of an %s', (_kind, { all, one, body, nameOf }) => {
  const start = async () => {
    const server = await startServer();
    const created = await server.send(`POST ${all}`, { body: body('first') });
    const put = (name: string, etag?: string) =>
      server.send(`PUT ${one}`, { body: body(name), headers: etag === undefined ? {} : { 'if-match': etag } });
    const remove = (etag: string) => server.send(`DELETE ${one}`, { headers: { 'if-match': etag } });
    return { server, put, remove, first: created.headers['etag']! };
  };

  it('is strong, the same for reads and writes, and another with every change', async () => {
    const { server, put, first } = await start();
    expect(first).toMatch(/^"[0-9a-f]{32}"$/);
    expect((await server.send(`GET ${one}`)).headers['etag']).toBe(first);
    const { etag: second } = (await put('second')).headers;
    expect(second).toMatch(/^"[0-9a-f]{32}"$/);
    expect(second).not.toBe(first);
    expect((await server.send(`GET ${one}`)).headers['etag']).toBe(second);
    expect((await put('second')).headers['etag']).toBe(second);
  });

  it('spares whoever knows it the body: 304 until there is something else to read', async () => {
    const { server, put, first } = await start();
    const read = (known: string) => server.send(`GET ${one}`, { headers: { 'if-none-match': known } });
    for (const known of [first, `"other", ${first}`, `W/${first}`, '*']) {
      const { status, text, headers } = await read(known);
      expect([known, status, text, headers['etag']]).toEqual([known, 304, '', first]);
    }
    for (const unknown of ['"other"', first.slice(1, -1), '']) {
      expect([unknown, (await read(unknown)).status]).toEqual([unknown, 200]);
    }
    await put('second');
    expect((await read(first)).json).toMatchObject({ name: 'second' });
  });

  it('lets a change happen only to what was read', async () => {
    const { server, put, remove, first } = await start();
    const { etag: second } = (await put('second', first)).headers;
    const late = await put('late', first);
    expect([late.status, detailsOf(late.json)]).toEqual([
      412,
      expect.objectContaining({ code: 'precondition_failed' }),
    ]);
    expect(late.json).toMatchObject({ code: 1207 });
    expect((await remove(first)).status).toBe(412);
    expect(await nameOf(server)).toBe('second');
    expect((await remove(second!)).status).toBe(204);
  });

  it('may be one of several, or any; a weak one matches nothing', async () => {
    const { put, remove, first } = await start();
    expect((await put('second', `"other" , ${first}`)).status).toBeLessThan(300);
    const { status, headers } = await put('third', '*');
    expect(status).toBeLessThan(300);
    expect((await put('fourth', `"other", W/${headers['etag']}`)).status).toBe(412);
    expect((await remove('*')).status).toBe(204);
  });

  it.each(['first', '"', '"a" "b"', '"a",', '*, "a"', ''])(
    'is not ignored where it is not understood: %j',
    async (etag) => {
      const { server, put, remove } = await start();
      for (const refused of [await put('second', etag), await remove(etag)]) {
        expect([refused.status, faultsOf(refused.json)]).toEqual([400, ['if-match']]);
      }
      expect(await nameOf(server)).toBe('first');
    },
  );

  it('is compared where the change is made: of two who get through together, one wins', async () => {
    const { server, put, first } = await start();
    const { engine } = server;
    const arrive = meetingOf(2);
    const execute = engine.execute.bind(engine);
    engine.execute = async (type, input) => {
      await arrive();
      return execute(type, input);
    };
    const [hers, his] = await Promise.all([put('hers', first), put('his', first)]);
    const lost = [hers, his].filter(({ status }) => status === 412);
    expect(lost).toHaveLength(1);
    expect(await nameOf(server)).toBe(lost[0] === hers ? 'his' : 'hers');
  });

  it('comes after whether it is there at all', async () => {
    const { server, first } = await start();
    const headers = { 'if-match': first };
    const path = one.replace(/[^/]+$/, '99');
    expect((await server.send(`PUT ${path}`, { body: { name: 'x' }, headers })).status).toBe(404);
    expect((await server.send(`DELETE ${path}`, { headers })).status).toBe(404);
  });
});

it('a deleted item has another ETag than before, and keeps answering', async () => {
  const { send } = await startServer();
  const { etag } = (await send('POST /entitlements', { body: { name: 'Potion' } })).headers;
  await send('DELETE /entitlements/1');
  const read = await send('GET /entitlements/1', { headers: { 'if-none-match': etag! } });
  expect(read.status).toBe(200);
  const put = (tag: string) => send('PUT /entitlements/1', { body: { name: 'x' }, headers: { 'if-match': tag } });
  expect((await put(etag!)).status).toBe(412);
  const refused = await put(read.headers['etag']!);
  expect([refused.status, detailsOf(refused.json)]).toEqual([400, expect.objectContaining({ code: 'archived' })]);
});
