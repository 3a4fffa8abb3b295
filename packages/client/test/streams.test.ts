import { describe, expect, it } from 'vitest';
import { linesIn } from '../src/streams/lines.js';
import { eventsIn, type ServerSentEvent, type StreamState } from '../src/streams/server-sent-event.js';
import { Deadline } from '../src/transport/deadline.js';

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
