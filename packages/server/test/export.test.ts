import { connect } from 'node:net';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { blocksOf } from '../src/streams/blocks.js';
import { prefix, startServer } from './harness/server.js';

const startWithSome = async () => {
  const server = await startServer();
  await server.engine.createItem({ item: { name: 'Potion' } });
  for (const user of ['7', '8', 'ü']) await server.engine.grant({ user, item: 1, quantity: 100, info: 'é'.repeat(50) });
  return server;
};

describe('GET /export', () => {
  it('is the export of the engine, byte for byte, and another one takes it in', async () => {
    const { send, engine } = await startWithSome();
    const exported = await send('GET /export');
    expect([exported.status, exported.headers['content-type']]).toEqual([200, 'application/x-ndjson']);
    const lines: string[] = [];
    for await (const line of engine.export()) lines.push(line);
    expect(exported.text).toBe(lines.join(''));
    const { engine: other } = await createTestEngine();
    await other.import([exported.text]);
    expect((await other.entries()).total).toBe(300);
  });

  it.each([
    ['GET', 'ann', 403],
    ['GET', null, 401],
  ] as const)('is for administrators: %s of %s is %i', async (method, as, status) => {
    const { send } = await startWithSome();
    expect((await send(`${method} /export`, { as })).status).toBe(status);
  });

  it('reads no further than whoever reads it, and no more once they have gone', async () => {
    const server = await startServer();
    let read = 0;
    let left = 0;
    // Larger than everything between the two can hold: only waiting for the reader keeps it in bounds.
    server.engine.export = async function* () {
      try {
        for (; read < 2_000_000; read += 1) yield `${'x'.repeat(999)}\n`;
      } finally {
        left += 1;
      }
    };
    const bytes = `GET ${prefix}/export HTTP/1.1\r\nhost: x\r\nauthorization: Bearer admin\r\n\r\n`;
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    await new Promise<void>((resolve) => socket.once('data', () => resolve(void socket.pause())));
    // It stands still when it stood still for a hundred turns of the event loop.
    for (let still = 0, before = -1; still < 100; still = before === read ? still + 1 : 0, before = read) {
      await new Promise((resolve) => void setImmediate(resolve));
    }
    expect(read).toBeLessThan(100_000);
    expect(left).toBe(0);
    socket.destroy();
    await expect.poll(() => left).toBe(1);
  });

  it('is cut off, and not brought to a seeming end, when it fails on the way', async () => {
    const server = await startServer();
    server.engine.export = async function* () {
      yield `${'x'.repeat(200_000)}\n`;
      throw new Error('The disk is gone.');
    };
    const bytes = `GET ${prefix}/export HTTP/1.1\r\nhost: x\r\nauthorization: Bearer admin\r\n\r\n`;
    const text = await new Promise<string>((resolve) => {
      let all = '';
      const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (part: Buffer) => (all += part.toString())).on('close', () => resolve(all));
    });
    expect(text).toContain('xxx');
    expect(text.endsWith('\r\n0\r\n\r\n')).toBe(false);
    expect(text).not.toContain('disk');
  });

  it('has no head: that would read all of it', async () => {
    const { port } = await startWithSome();
    const head = await fetch(`http://127.0.0.1:${port}${prefix}/export`, {
      method: 'HEAD',
      headers: { authorization: 'Bearer admin' },
    });
    expect(head.status).toBe(404);
  });
});

describe('blocks', () => {
  it('hold as many lines as make a block, and lose none', async () => {
    const lines = Array.from({ length: 5000 }, (_, n) => `${n}${'.'.repeat(n % 90)}\n`);
    const blocks: string[] = [];
    for await (const block of blocksOf(each(lines))) blocks.push(block);
    expect(blocks.join('')).toBe(lines.join(''));
    expect(blocks.length).toBeGreaterThan(2);
    expect(Math.max(...blocks.map(({ length }) => length))).toBeLessThan(64 * 1024 + 200);
  });
});

async function* each(lines: readonly string[]): AsyncGenerator<string, void, undefined> {
  yield* lines;
}
