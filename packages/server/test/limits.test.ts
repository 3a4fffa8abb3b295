import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { isDeeperThan } from '../src/request/depth.js';
import { startServer } from './harness/server.js';

const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const item = (deep: string) => `{"name":"a","additional_properties":{"x":${deep}}}`;

describe('a body', () => {
  it('may be so large, and is refused with 413 when it is larger', async () => {
    const { send } = await startServer({ plugin: { bodyLimit: 1024 } });
    const sized = (bytes: number) => `{"name":"a"}`.padEnd(bytes);
    expect((await send('POST /entitlements', { body: sized(1024) })).status).toBe(201);
    const refused = await send('POST /entitlements', { body: sized(1025) });
    expect([refused.status, refused.json]).toEqual([413, expect.objectContaining({ code: 1003 })]);
  });

  it('may be so deep, and is refused before anything walks it, however deep it is', async () => {
    const { send } = await startServer({ plugin: { deepest: 12 } });
    // Two maps are around it. What it may be then, the engine says.
    expect((await send('POST /entitlements', { body: item(nested(10)) })).json).not.toMatchObject({ code: 1001 });
    for (const depth of [11, 500_000]) {
      const refused = await send('POST /entitlements', { body: item(nested(depth)) });
      expect([refused.status, refused.json]).toEqual([400, expect.objectContaining({ code: 1001 })]);
    }
  });

  it.each([
    ['[[1]]', 2, false],
    ['[[[1]]]', 2, true],
    ['{"a":{"b":[1]}}', 2, true],
    ['["[[[[", "{{{{"]', 1, false],
    [String.raw`["\"[[[[", "\\"]`, 1, false],
    [String.raw`["\\", [[1]]]`, 2, true],
    ['[[],[],[],[[]]]', 3, false],
    ['[[],[],[],[[]]]', 2, true],
  ])('%s is deeper than %i: %s', (json, most, deeper) => {
    expect(isDeeperThan(most, json)).toBe(deeper);
  });

  it.each(['', ';;;', 'application', 'text/plain; charset=nonsense', 'multipart/form-data', '"', 'application/json;'])(
    'is JSON, whatever its label says: %j',
    async (label) => {
      const { send } = await startServer();
      const headers = { 'content-type': label };
      expect((await send('POST /entitlements', { headers, body: { name: 'a' } })).status).toBe(201);
      expect((await send('POST /entitlements', { headers })).status).toBe(400);
      expect((await send('POST /entitlements', { headers, body: '{"name"' })).json).toMatchObject({ code: 1001 });
    },
  );
});

describe('a path', () => {
  it('may be so long with its query, and is refused with 414 when it is longer', async () => {
    const { send } = await startServer({ plugin: { longestUrl: 256 } });
    const sized = (length: number) =>
      `GET /entitlements?x=${'y'.repeat(length - '/api/entitlements?x='.length)}` as const;
    expect((await send(sized(256))).status).toBe(200);
    const refused = await send(sized(257), { as: null });
    expect([refused.status, refused.json]).toEqual([414, expect.objectContaining({ code: 1004 })]);
  });

  it('may hold an id of 64 characters, whichever they are', async () => {
    const { send, engine } = await startServer();
    await engine.createItem({ item: { name: 'Potion' } });
    const user = '💎'.repeat(32);
    await engine.grant({ user, item: 1 });
    expect((await send(`GET /users/${encodeURIComponent(user)}/entitlements/1/check`)).status).toBe(200);
  });

  it('that cannot be read is refused like everything else', async () => {
    const { sendBytes } = await startServer();
    const refused = await sendBytes('GET /api/entitlements/%zz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    expect([refused.status, refused.json]).toEqual([400, expect.objectContaining({ code: 1002 })]);
  });
});

describe('a connection', () => {
  it('that sends headers without end is refused with 431', async () => {
    const { sendBytes } = await startServer({ server: { maxHeaderSize: 2048 } });
    const head = `GET /api/entitlements HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-much: ${'x'.repeat(4096)}\r\n\r\n`;
    const refused = await sendBytes(head);
    expect([refused.status, refused.json]).toEqual([431, expect.objectContaining({ code: 1005 })]);
  });

  it('that does not speak HTTP is told so, and closed', async () => {
    const { port } = await startServer();
    expect(await conversation(port, 'HELO there\r\n\r\n')).toMatch(/^HTTP\/1.1 400 .*"code":1002/s);
  });

  it.each([
    ['its headers', 'POST /api/entitlements HTTP/1.1\r\nhost: x\r\n'],
    [
      'its body',
      'POST /api/entitlements HTTP/1.1\r\nhost: x\r\nauthorization: Bearer admin\r\ncontent-length: 9\r\n\r\n{"na',
    ],
  ])('that does not go on with %s is cut off with 408', async (_what, start) => {
    const { port, engine } = await startServer({ server: { requestTimeout: 60, headersTimeout: 30 } });
    expect(await conversation(port, start)).toMatch(/^HTTP\/1.1 408 .*"code":1006/s);
    expect((await engine.items()).total).toBe(0);
  });
});

/** Sends some bytes and no more, and answers what came until the server closed the connection. */
const conversation = async (port: number, bytes: string): Promise<string> => {
  const socket = connect(port, '127.0.0.1').setEncoding('latin1');
  let received = '';
  socket.on('data', (text: string) => (received += text));
  socket.write(bytes);
  await once(socket, 'close');
  return received;
};
