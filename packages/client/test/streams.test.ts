import { getEventListeners } from 'node:events';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createClient, HoldallError, NetworkError, UnexpectedAnswerError } from '../src/index.js';
import { linesIn } from '../src/streams/lines.js';
import { eventsIn, type ServerSentEvent, type StreamState } from '../src/streams/server-sent-event.js';
import { Deadline } from '../src/transport/deadline.js';
import { startRawServer, text, type Reply } from './harness/raw-server.js';
import { testWorld } from './harness/world.js';

const bodyOf = (...parts: readonly Uint8Array[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      for (const part of parts) controller.enqueue(part);
      controller.close();
    },
  });

const bytes = (text: string) => new TextEncoder().encode(text);

const all = async <T>(values: AsyncIterable<T>): Promise<T[]> => {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
};

const lines = (...parts: readonly Uint8Array[]) => {
  const deadline = new Deadline(10_000);
  return all(linesIn(bodyOf(...parts), deadline)).finally(() => deadline.end());
};

describe('lines', () => {
  it.each<readonly [string, readonly string[]]>([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\r\nb\rc\nd', ['a', 'b', 'c', 'd']],
    ['\n\na\r\r\n\n', ['', '', 'a', '', '']],
    ['é\n漢字\n😀\n', ['é', '漢字', '😀']],
    ['last\r', ['last']],
  ])('of %j are the same however it is cut up', async (text, expected) => {
    const whole = bytes(text);
    expect(await lines(whole)).toEqual(expected);
    for (let at = 0; at <= whole.length; at += 1) {
      expect(await lines(whole.slice(0, at), whole.slice(at))).toEqual(expected);
    }
    expect(await lines(...[...whole].map((byte) => Uint8Array.of(byte)))).toEqual(expected);
  });

  it('come before the end does, and nobody who reads on gives the body up', async () => {
    let gaveUp = false;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(bytes('a\nb')),
      cancel: () => {
        gaveUp = true;
      },
    });
    const deadline = new Deadline(10_000);
    const reading = linesIn(body, deadline);
    expect(await reading.next()).toEqual({ done: false, value: 'a' });
    await reading.return();
    deadline.end();
    expect(gaveUp).toBe(true);
  });
});

const read = async (text: string, lastEventId = ''): Promise<{ events: ServerSentEvent[]; state: StreamState }> => {
  const state: StreamState = { lastEventId, retry: null };
  const deadline = new Deadline(10_000);
  const events = await all(eventsIn(linesIn(bodyOf(bytes(text)), deadline), state));
  deadline.end();
  return { events, state };
};

describe('server-sent events', () => {
  it('are read as the HTML standard reads them', async () => {
    const stream = [
      ': a comment',
      'event: used',
      'id: 1',
      'data: {"a":',
      'data:1}',
      '',
      'data',
      'data',
      '',
      'event: nothing',
      '',
      'data:  two spaces',
      'unknown: x',
      'retry: 250',
      '',
      'id',
      'data: no id any more',
      '',
      '',
    ].join('\n');
    expect(await read(stream)).toEqual({
      events: [
        { type: 'used', id: '1', data: '{"a":\n1}' },
        { type: 'message', id: '1', data: '\n' },
        { type: 'message', id: '1', data: ' two spaces' },
        { type: 'message', id: '', data: 'no id any more' },
      ],
      state: { lastEventId: '', retry: 250 },
    });
  });

  it('that are cut off never happened: not even their ids', async () => {
    expect(await read('id: 1\ndata: a\n\nid: 2\ndata: b\n')).toEqual({
      events: [{ type: 'message', id: '1', data: 'a' }],
      state: { lastEventId: '1', retry: null },
    });
  });

  it('go on from the id that is known, and take no strange ones', async () => {
    expect(await read('data: a\n\nid: 1\0\ndata: b\n\nretry: soon\nid: 8\n\n', '7')).toEqual({
      events: [
        { type: 'message', id: '7', data: 'a' },
        { type: 'message', id: '7', data: 'b' },
      ],
      state: { lastEventId: '8', retry: null },
    });
  });
});

describe('a stream that is followed', () => {
  const event = (id: number): string => `id: ${id}\nevent: used\ndata: {"id":${id}}\n\n`;
  const stream =
    (text: string, end: 'ends' | 'is cut' | 'stays'): Reply =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(text, () => {
        if (end === 'ends') response.end();
        if (end === 'is cut') response.destroy();
      });
    };

  const start = async (...replies: readonly Reply[]) => {
    const { baseUrl, seen } = await startRawServer(...replies);
    const world = testWorld(0.5);
    const client = createClient({ baseUrl, world, retries: 1 });
    return { client, world, positions: () => seen.map(({ headers }) => headers['last-event-id']) };
  };

  it('goes on after the last whole event, whether it was cut or ended', async () => {
    const { client, world, positions } = await start(
      stream(`retry: 250\nid: 0\n\n${event(1)}${event(2)}id: 3\ndata: {"half`, 'is cut'),
      stream(event(3), 'ends'),
      text(503),
      stream('', 'is cut'),
      stream(event(4), 'stays'),
    );
    const received: unknown[] = [];
    for await (const { event: one, lastEventId } of client.getUserInventoryEvents('me')) {
      received.push([one.id, lastEventId]);
      if (one.id === 4) break;
    }
    expect(received).toEqual([
      [1, '1'],
      [2, '2'],
      [3, '3'],
      [4, '4'],
    ]);
    expect(positions()).toEqual([undefined, '2', '3', '3', '3']);
    // The server's wish before it comes back, and between two tries to come back what any read waits.
    expect(world.waits).toEqual([375, 375, 100, 375]);
  });

  it('begins where the caller says', async () => {
    const { client, positions } = await start(stream(event(8), 'stays'));
    for await (const _ of client.getUserInventoryEvents(7, { lastEventId: '7' })) break;
    expect(positions()).toEqual(['7']);
  });

  it('ends where the server says that there is no more', async () => {
    const { client, world } = await start(stream(event(1), 'ends'), text(204));
    expect(await all(client.getUserInventoryEvents(7))).toHaveLength(1);
    expect(world.waits).toEqual([4500]);
  });

  it('throws when it cannot be begun again', async () => {
    const { client } = await start(stream(event(1), 'ends'), text(503));
    await expect(all(client.getUserInventoryEvents(7))).rejects.toMatchObject({ status: 503 });
  });

  it.each<readonly [string, Reply]>([
    ['an answer of another kind', text(200, '<html>', { 'content-type': 'text/html' })],
    ['an event that is no JSON', stream('data: {\n\n', 'stays')],
    ['what is not permitted', text(403)],
  ])('throws for %s', async (_name, reply) => {
    const { client, positions } = await start(reply);
    await expect(all(client.getUserInventoryEvents(7))).rejects.toBeInstanceOf(HoldallError);
    expect(positions()).toHaveLength(1);
  });

  it('is begun again when it is silent for too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { client, positions } = await start(stream(event(1), 'stays'), stream(event(2), 'stays'));
    const received = client.getUserInventoryEvents(7, { timeoutMs: 100 })[Symbol.asyncIterator]();
    expect((await received.next()).value).toMatchObject({ event: { id: 1 } });
    const next = received.next();
    // By then it waits for more.
    await new Promise(setImmediate);
    vi.advanceTimersByTime(100);
    expect((await next).value).toMatchObject({ event: { id: 2 } });
    expect(positions()).toEqual([undefined, '1']);
    await received.return!();
  });

  it("ends at the caller's signal, with its reason", async () => {
    const { client } = await start(stream(event(1), 'stays'));
    const controller = new AbortController();
    const received = client.getUserInventoryEvents(7, { signal: controller.signal })[Symbol.asyncIterator]();
    await received.next();
    const next = received.next();
    controller.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });

  it('is given up, with its connection, when nobody reads on', async () => {
    let closed: () => void = () => undefined;
    const connectionClosed = new Promise<void>((resolve) => (closed = resolve));
    const { client } = await start((response, seen) => {
      response.once('close', closed);
      stream(event(1), 'stays')(response, seen);
    });
    const { signal } = new AbortController();
    for await (const _ of client.getUserInventoryEvents(7, { signal })) break;
    await connectionClosed;
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });
});

describe('an export', () => {
  const ndjson =
    (...lines: readonly string[]): Reply =>
    (response) => {
      response
        .writeHead(200, { 'content-type': 'application/x-ndjson' })
        .end(lines.map((line) => `${line}\n`).join(''));
    };
  const head = '{"holdall":"export","version":1}';
  const item = '{"kind":"item","value":{"id":1}}';
  const end = '{"holdall":"end","records":{},"sha256":""}';

  it('is its records, or its lines as they are', async () => {
    const { baseUrl } = await startRawServer(ndjson(head, item, end));
    const client = createClient({ baseUrl });
    expect(await all(client.exportEverything())).toEqual([{ kind: 'item', value: { id: 1 } }]);
    expect(await all(client.exportLines())).toEqual([head, item, end]);
  });

  it.each<readonly [string, Reply]>([
    ['the last line is missing', ndjson(head, item)],
    ['there is nothing', ndjson()],
    ['it is cut off within a line', ndjson(head, item.slice(0, 9))],
  ])('is refused in the end where %s', async (_name, reply) => {
    const { baseUrl } = await startRawServer(reply);
    await expect(all(createClient({ baseUrl }).exportLines())).rejects.toBeInstanceOf(UnexpectedAnswerError);
  });

  it('whose connection is cut is not begun again, for it would be of another moment', async () => {
    const { baseUrl, seen } = await startRawServer((response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write(`${head}\n`, () => response.destroy());
    });
    await expect(all(createClient({ baseUrl }).exportLines())).rejects.toBeInstanceOf(NetworkError);
    expect(seen).toHaveLength(1);
  });
});
