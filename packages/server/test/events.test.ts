import { connect } from 'node:net';
import { eventsOf, type InventoryEvent } from '@holdall/core';
import { createTestEngine, TestClock } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { Backlog } from '../src/streams/backlog.js';
import { feedOf } from '../src/streams/feed.js';
import { framesOf } from '../src/streams/frames.js';
import { positionIn } from '../src/streams/position.js';
import { EventReader, type ServerEvent } from './harness/event-reader.js';
import { prefix, startServer, type TestServer } from './harness/server.js';

const start = Date.UTC(2026, 0, 1) / 1000;

/** Ann (user 7) and Bob (user 8) have a potion of two uses each: entries 1 and 2, records 1 and 2. */
const startWithPotions = async (): Promise<TestServer> => {
  const server = await startServer();
  await server.engine.createItem({ item: { name: 'Potion', behaviors: [{ type_hint: 'consumable', max_use: 2 }] } });
  await server.engine.grant({ user: '7', item: 1 });
  await server.engine.grant({ user: '8', item: 1 });
  return server;
};

const said = ({ id, type }: ServerEvent) => `${id} ${type}`;
const use = ({ engine }: TestServer, user = '7', quantity = 1) => engine.use({ user, item: 1, quantity, actor: 'ann' });

describe('GET /users/{user_id}/inventory/events', () => {
  it('tells what happens from now on, after the commit', async () => {
    const server = await startWithPotions();
    const reader = await EventReader.open(server, { user: 'me' });
    await server.engine.use({ user: '7', item: 1, info: 'why not', actor: 'ann' });
    expect(await reader.next()).toEqual({
      id: '3.1',
      type: 'used',
      data: {
        id: 3,
        type: 'used',
        info: 'why not',
        item_id: 1,
        user: null,
        actor: 'ann',
        user_inventory: 1,
        quantity: 1,
        use_id: 1,
        log_date: start,
      },
    });
  });

  it("tells a user nothing of another's", async () => {
    const server = await startWithPotions();
    const [ann, bob] = [
      await EventReader.open(server, { last: '0' }),
      await EventReader.open(server, { user: '8', as: 'admin', last: '0' }),
    ];
    for (const user of ['8', '7']) await use(server, user);
    expect((await ann.take(2)).map(said)).toEqual(['1.1 granted', '4.1 used']);
    expect((await bob.take(2)).map(said)).toEqual(['2.1 granted', '3.1 used']);
  });

  it.each([
    ['GET /users/8/inventory/events', 'ann', 403],
    ['GET /users/me/inventory/events', null, 401],
    ['GET /users/me/inventory/events', 'admin', 403],
    ['GET /users/7/inventory/events?last_event_id=yesterday', 'ann', 400],
    ['GET /users/7/inventory/events?last_event_id=1.3', 'ann', 400],
    ['GET /users/7/inventory/events?last_event_id=-1', 'ann', 400],
  ] as const)('refuses %s of %s: %i', async (request, as, status) => {
    const { send } = await startWithPotions();
    expect((await send(request, { as })).status).toBe(status);
  });

  it('comes as a stream that nobody on the way keeps', async () => {
    const server = await startWithPotions();
    const bytes = `GET ${prefix}/users/7/inventory/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ann\r\n\r\n`;
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    const [head] = await new Promise<[Buffer]>((resolve) => socket.once('data', (part: Buffer) => resolve([part])));
    socket.destroy();
    for (const line of ['content-type: text/event-stream', 'cache-control: no-store', 'x-accel-buffering: no']) {
      expect(head.toString().toLowerCase()).toContain(`${line}\r\n`);
    }
  });
});

describe('whoever comes back', () => {
  it('goes on after the last event, without a gap and without a double', async () => {
    const server = await startWithPotions();
    const first = await EventReader.open(server);
    await use(server);
    expect((await first.take(1)).map(said)).toEqual(['3.1 used']);
    first.leave();
    await use(server);
    await server.engine.grant({ user: '7', item: 1 });
    const second = await EventReader.open(server, { last: first.lastId });
    await use(server);
    expect((await second.take(4)).map(said)).toEqual(['4.1 used', '4.2 used_up', '5.1 granted', '6.1 used']);
  });

  it('has missed nothing, even when nothing had come before', async () => {
    const server = await startWithPotions();
    const first = await EventReader.open(server);
    first.leave();
    await use(server);
    const second = await EventReader.open(server, { last: first.lastId });
    expect((await second.take(1)).map(said)).toEqual(['3.1 used']);
  });

  it.each([
    ['0', ['1.1 granted', '3.1 used', '3.2 used_up', '4.1 granted']],
    ['1', ['3.1 used', '3.2 used_up', '4.1 granted']],
    ['1.1', ['3.1 used', '3.2 used_up', '4.1 granted']],
    ['2', ['3.1 used', '3.2 used_up', '4.1 granted']],
    ['3.1', ['3.2 used_up', '4.1 granted']],
    ['3.2', ['4.1 granted']],
    ['3', ['4.1 granted']],
  ])('with %s gets the rest, also of the two events of one use', async (last, events) => {
    const server = await startWithPotions();
    await use(server, '7', 2);
    await server.engine.grant({ user: '7', item: 1 });
    const reader = await EventReader.open(server, { user: 'me', last });
    await server.engine.setStatus({ user: '7', entry: 3, status: 'inactive' });
    expect((await reader.take(events.length + 1)).map(said)).toEqual([...events, '5.1 status_changed']);
  });

  it('hears of an expiry that was noticed late, though it is older than what they know', async () => {
    const server = await startWithPotions();
    const { engine, clock } = server;
    await engine.setExpiry({ user: '7', entry: 1, expires: new Date((start + 10) * 1000) });
    clock.advance({ seconds: 60 });
    await engine.grant({ user: '7', item: 1 });
    await engine.sweepExpired();
    const reader = await EventReader.open(server, { last: '4' });
    const [expired] = await reader.take(1);
    expect([said(expired!), expired!.data['log_date']]).toEqual(['5.1 expired', start + 10]);
  });

  it('may say the last id in the query, too; the header goes before', async () => {
    const server = await startWithPotions();
    const reader = await EventReader.open(server, { query: '?last_event_id=0' });
    expect((await reader.take(1)).map(said)).toEqual(['1.1 granted']);
    const other = await EventReader.open(server, { last: '1.2', query: '?last_event_id=0' });
    await use(server);
    expect((await other.take(1)).map(said)).toEqual(['3.1 used']);
  });

  it.each([1, 2, 3])('is told each event once, wherever the stream is cut (seed %i)', async (seed) => {
    const server = await startWithPotions();
    const random = randomFrom(seed);
    const heard: ServerEvent[] = [];
    let last = '0';
    for (let round = 0; round < 12; round += 1) {
      // What is under way while the log is read comes by both ways.
      const orders = Array.from({ length: 1 + random(6) }, () => server.engine.grant({ user: '7', item: 1 }));
      orders.push(...Array.from({ length: random(4) }, () => use(server) as Promise<never>));
      const reader = await EventReader.open(server, { last });
      await Promise.all(orders);
      heard.push(...(await reader.take(random(8))));
      last = reader.lastId;
      reader.leave();
    }
    const { content } = await server.engine.logAfter({ user: '7', since: 0, direction: 'ASC', size: 1000 });
    const happened = content.flatMap(eventsOf).map(({ id, type }) => `${id}.${type === 'used_up' ? 2 : 1} ${type}`);
    expect(heard.length).toBeGreaterThan(20);
    expect(heard.map(said)).toEqual(happened.slice(0, heard.length));
  });
});

describe('a stream', () => {
  /** The frames of Ann's stream, and a hand on all that comes in: nothing moves but by the test. */
  const opened = async (from: string | null) => {
    const { engine } = await createTestEngine();
    const timers = new TestClock();
    await engine.createItem({ item: { name: 'Potion' } });
    for (let n = 0; n < 3; n += 1) await engine.grant({ user: '7', item: 1 });
    const backlog = new Backlog<InventoryEvent>({ most: 4, overflowed: () => undefined, timers });
    feedOf(engine).add('7', (event) => backlog.push(event));
    const position = from === null ? null : positionIn(from);
    const frames = framesOf({ engine, user: '7', from: position, backlog });
    const next = async () => ((await frames.next()).value as string | undefined)?.split('\n')[0];
    return { engine, timers, backlog, next };
  };

  it('tells once what comes by both ways: while the log is read, and as it happens', async () => {
    const { engine, next } = await opened('1');
    expect(await next()).toBe('retry: 1000');
    await engine.grant({ user: '7', item: 1 });
    await engine.idle();
    expect([await next(), await next(), await next()]).toEqual(['id: 2.1', 'id: 3.1', 'id: 4.1']);
    await engine.grant({ user: '7', item: 1 });
    expect(await next()).toBe('id: 5.1');
  });

  it('says something now and then, when nothing happens', async () => {
    const { engine, timers, next } = await opened(null);
    await next();
    for (let beat = 0; beat < 2; beat += 1) {
      const quiet = next();
      // The timer is set when what was there has been told.
      await new Promise((resolve) => void setImmediate(resolve));
      timers.advance({ seconds: 15 });
      expect(await quiet).toBe(': nothing new');
    }
    const event = next();
    await engine.grant({ user: '7', item: 1 });
    expect(await event).toBe('id: 4.1');
  });

  it('keeps no more than its bound for whoever does not read, and says so once', async () => {
    let cut = 0;
    const backlog = new Backlog<number>({ most: 2, overflowed: () => (cut += 1), timers: new TestClock() });
    for (const one of [1, 2]) backlog.push(one);
    expect([cut, await backlog.take(1)]).toEqual([0, [1, 2]]);
    for (const one of [3, 4, 5, 6, 7]) backlog.push(one);
    expect([cut, await backlog.take(1)]).toEqual([1, null]);
  });

  it('ends in good order when the server stops, with what happened until then', async () => {
    const server = await startWithPotions();
    const reader = await EventReader.open(server);
    await use(server);
    await server.engine.idle();
    const stopped = server.stop();
    expect((await reader.take(1)).map(said)).toEqual(['3.1 used']);
    expect(await reader.next()).toBeNull();
    await stopped;
    expect(feedOf(server.engine).readersOf('7')).toBe(0);
  });

  it('costs nothing any more when its reader has gone', async () => {
    const server = await startWithPotions();
    const readers = [await EventReader.open(server), await EventReader.open(server)];
    expect(feedOf(server.engine).readersOf('7')).toBe(2);
    for (const reader of readers) reader.leave();
    await expect.poll(() => feedOf(server.engine).readersOf('7')).toBe(0);
  });

  it('is one of ten that a user may have at once', async () => {
    const server = await startWithPotions();
    const readers: EventReader[] = [];
    for (let n = 0; n < 10; n += 1) readers.push(await EventReader.open(server));
    expect((await server.send('GET /users/7/inventory/events', { as: 'ann' })).status).toBe(429);
    (await EventReader.open(server, { user: '8', as: 'admin' })).leave();
    readers[0]!.leave();
    await expect.poll(() => feedOf(server.engine).readersOf('7')).toBe(9);
    await EventReader.open(server);
  });

  it('is cut off when it is read too slowly; what was lost comes from the log', async () => {
    const server = await startWithPotions();
    const { engine, port } = server;
    const bytes = `GET ${prefix}/users/7/inventory/events HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ann\r\n\r\n`;
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    // Reads the first part, and then stops reading.
    await new Promise<void>((resolve) => {
      socket.once('data', (part: Buffer) => {
        socket.pause();
        text += part.toString();
        resolve();
      });
    });
    const info = 'x'.repeat(1000);
    for (let grants = 0; feedOf(engine).readersOf('7') > 0; grants += 1) {
      expect(grants).toBeLessThan(100);
      await engine.grant({ user: '7', item: 1, quantity: 1000, info });
      await engine.idle();
      await new Promise((resolve) => void setImmediate(resolve));
    }
    socket.on('data', (part: Buffer) => (text += part.toString()));
    await new Promise<void>((resolve) => {
      socket.once('close', () => resolve()).on('error', () => undefined);
      socket.resume();
    });
    // The chunk that says that all is there never came.
    expect(text.endsWith('\r\n0\r\n\r\n')).toBe(false);
    const ids = [...text.matchAll(/^id: (\d+)\.1\nevent: .*\ndata: .*\n$/gm)].map(([, id]) => Number(id));
    const reader = await EventReader.open(server, { last: `${ids.at(-1)}.1` });
    const [next] = await reader.take(1);
    expect(next!.data.id).toBe(ids.at(-1)! + 1);
    reader.leave();
  });
});

/** Random numbers that are the same for the same seed: whole, from 0 to below `below`. */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};
