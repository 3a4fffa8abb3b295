import {
  createEngine,
  InvalidInputError,
  MemoryStore,
  type Directory,
  type EntriesAfterInput,
  type Engine,
  type LogAfterInput,
  type Part,
  type Store,
} from '@holdall/core';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable } from './settings.js';
import { newestFirst, usedOfEach } from './walking.js';

/** Inputs as callers write them: plain objects. */
type Plain<T> = { readonly [K in keyof T]: T[K] };
type EntriesAsked = Plain<EntriesAfterInput>;
type LogAsked = Plain<LogAfterInput>;

const hour = (count: number) => new Date(Date.UTC(2026, 0, 1, count));
const directory: Directory = { userNamed: async () => 'ann', membersOf: async () => ['ann', '🎒'] };

/** Seven entries, one an hour, of three users and two items; ann has used her second one. */
const world = async () => {
  const { engine, clock } = await createTestEngine({ directory });
  for (const name of ['Sword', 'Shield']) {
    await engine.createItem({ item: { name, unique_key: name.toLowerCase(), behaviors: [consumable(3)] } });
  }
  const grants = ['ann sword', 'ben sword', '🎒 shield', 'ann shield', 'ann sword', 'ben shield', '🎒 sword'];
  for (const [index, grant] of grants.entries()) {
    const [user, item] = grant.split(' ') as [string, string];
    clock.set(hour(index));
    await engine.grant({ user, item, ...(index % 3 === 1 && { expires: hour(20 + index) }) });
  }
  await engine.use({ user: 'ann', item: 'shield' });
  return { engine, clock };
};

const idsOf = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);

/** All parts of a list, in which no part but the last is shorter than asked for. */
const parts = async <T>(size: number, next: (after: string | null) => Promise<Part<T>>): Promise<readonly T[][]> => {
  const all: T[][] = [];
  let after: string | null = null;
  do {
    const part: Part<T> = await next(after);
    after = part.next;
    if (after !== null) expect(part.content).toHaveLength(size);
    all.push([...part.content]);
  } while (after !== null);
  return all;
};

const entryParts = (engine: Engine, input: EntriesAsked, size: number) =>
  parts(size, (after) => engine.entriesAfter({ ...input, size, after }));

/** Texts that become as long as any, written down. */
const longest = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `${index}`.padStart(length, '\u0001'));

describe('entries by cursor', () => {
  it.each<EntriesAsked>([
    {},
    { user: 'ann' },
    { user: '🎒', inactive: null },
    { user: 'nobody' },
    { item: 'sword', inactive: true },
    { itemName: 'S', username: 'Änn "1"' },
    { group: 'Grüße ～🎒' },
    { created: [{ op: 'GOE', value: hour(2) }] },
    { ends: { from: hour(5), before: hour(22), never: true }, userPrefix: 'a', itemKeyPrefix: 's' },
    { users: ['ann', ...longest(99, 64)], items: ['sword', ...longest(99, 100)], inactive: true },
    { order: [{ by: 'expires', direction: 'ASC' }] },
    { order: [{ by: 'expires', direction: 'DESC' }] },
    {
      order: [
        { by: 'user', direction: 'DESC' },
        { by: 'item', direction: 'ASC' },
        { by: 'updatedAt', direction: 'DESC' },
      ],
    },
    { order: [{ by: 'id', direction: 'DESC' }] },
  ])('are those of the pages, in the same order, whatever the size: %j', async (input) => {
    const { engine } = await world();
    const { content } = await engine.entries({ ...input, size: 1000 });
    for (const size of [1, 2, 3, 7, 8]) {
      const all = await entryParts(engine, input, size);
      expect(all.flat()).toEqual(content);
      expect(all).toHaveLength(Math.max(1, Math.ceil(content.length / size)));
    }
  });

  it('come 25 at a time unless said otherwise, and the size may change on the way', async () => {
    const { engine } = await world();
    const few = await engine.entriesAfter({ size: 2 });
    expect(idsOf(few.content)).toEqual([1, 2]);
    expect(idsOf((await engine.entriesAfter({ after: few.next })).content)).toEqual([3, 4, 5, 6, 7]);
    await engine.grant({ user: 'ann', item: 'sword', quantity: 18 });
    expect(await engine.entriesAfter()).toMatchObject({ content: { length: 25 }, next: null });
    await engine.grant({ user: 'ann', item: 'sword' });
    const { content, next } = await engine.entriesAfter();
    expect([content.length, idsOf((await engine.entriesAfter({ after: next })).content)]).toEqual([25, [26]]);
  });

  it('neither repeat nor leave out what others did not move', async () => {
    const { engine, clock } = await world();
    const first = await engine.entriesAfter({ size: 3, order: [{ by: 'createdAt', direction: 'DESC' }] });
    expect(idsOf(first.content)).toEqual([7, 6, 5]);
    clock.set(hour(9));
    await engine.grant({ user: 'ben', item: 'sword' });
    const second = await engine.entriesAfter({
      size: 3,
      order: [{ by: 'createdAt', direction: 'DESC' }],
      after: first.next,
    });
    expect(idsOf(second.content)).toEqual([4, 3, 2]);
  });
});

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a cursor', () => {
  it('is a text that URLs take as it is', async () => {
    const { engine } = await world();
    const { next } = await engine.entriesAfter({ group: 'Grüße ～🎒', size: 1 });
    expect(next).toMatch(/^[\w-]+$/);
    expect(JSON.parse(Buffer.from(next!, 'base64url').toString())).toEqual([
      1,
      'entries',
      { group: 'Grüße ～🎒' },
      [1],
    ]);
  });

  it.each<[string, EntriesAsked]>([
    ['other filters', { user: 'ann', size: 1 }],
    ['more of them', { inactive: true, order: [{ by: 'expires', direction: 'ASC' }] }],
    ['no order', {}],
    ['another order', { order: [{ by: 'expires', direction: 'DESC' }] }],
    [
      'a longer order',
      {
        order: [
          { by: 'expires', direction: 'ASC' },
          { by: 'id', direction: 'ASC' },
        ],
      },
    ],
  ])('of a list with %s is refused', async (_name, input) => {
    const { engine } = await world();
    const { next } = await engine.entriesAfter({ size: 1, order: [{ by: 'expires', direction: 'ASC' }] });
    await expectRefusal(engine.entriesAfter({ ...input, after: next }));
  });

  it('of the log is none of entries, and the other way round', async () => {
    const { engine } = await world();
    const ofLog = await engine.logAfter({ user: 'ann', size: 1 });
    const ofEntries = await engine.entriesAfter({ user: 'ann', size: 1 });
    await expectRefusal(engine.entriesAfter({ user: 'ann', after: ofLog.next }));
    await expectRefusal(engine.logAfter({ user: 'ann', after: ofEntries.next }));
  });

  it.each<[string, unknown]>([
    ['nothing', ''],
    ['no text', 7],
    ['an object', {}],
    ['no base64url', 'not a cursor!'],
    ['no UTF-8', Buffer.from([0xff, 0xfe]).toString('base64url')],
    ['no JSON', Buffer.from('[1,').toString('base64url')],
    ['JSON of another shape', base64({ after: 1 })],
    ['no place', base64([1, 'entries', {}])],
    ['another version', base64([2, 'entries', {}, [1]])],
    ['a place that is too short', base64([1, 'entries', {}, []])],
    ['a place that is too long', base64([1, 'entries', {}, [1, 2]])],
    ['a text for a number', base64([1, 'entries', {}, ['1']])],
    ['null for an id', base64([1, 'entries', {}, [null]])],
    ['a fraction', base64([1, 'entries', {}, [1.5]])],
    ['a number that is not safe', Buffer.from('[1,"entries",{},[9007199254740993]]').toString('base64url')],
    ['minus zero', Buffer.from('[1,"entries",{},[-0]]').toString('base64url')],
    ['a list in the place', base64([1, 'entries', {}, [[1]]])],
    ['more than it needs', base64([1, 'entries', {}, [1], 0])],
    ['padding', `${base64([1, 'entries', {}, [12]])}=`],
    ['blanks', Buffer.from('[1, "entries", {}, [1]]').toString('base64url')],
    ['nesting without end', Buffer.from('['.repeat(8000)).toString('base64url')],
    ['more than anyone reads', 'A'.repeat(12_001)],
  ])('that is %s is refused', async (_name, after) => {
    const { engine } = await world();
    await expectRefusal(engine.entriesAfter({ after } as EntriesAfterInput));
  });

  it.each([['\0'], ['\uD800'], [7], [null]])('with a user that cannot be, %j, is refused', async (user) => {
    const { engine } = await world();
    const order = [{ by: 'user', direction: 'ASC' }] as const;
    const cursor = (name: unknown) => base64([1, 'entries', { order: [{ by: 'user', direction: 'ASC' }] }, [name, 1]]);
    expect(idsOf((await engine.entriesAfter({ order, after: cursor('ann').toString() })).content)).toEqual(
      idsOf((await engine.entries({ order })).content).slice(1),
    );
    await expectRefusal(engine.entriesAfter({ order, after: cursor(user) }));
  });

  it('leaves other faults of the input to be named as ever', async () => {
    const { engine } = await world();
    const input = { page: 2, size: 0, order: 'id' } as unknown as EntriesAfterInput;
    await expect(engine.entriesAfter(input)).rejects.toMatchObject({
      details: { faults: [{ path: 'page' }, { path: 'order' }, { path: 'size' }] },
    });
    await expect(engine.logAfter({} as LogAfterInput)).rejects.toMatchObject({
      details: { faults: [{ path: 'user' }] },
    });
  });
});

const expectRefusal = async (call: Promise<unknown>) => {
  const error = await call.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect((error as InvalidInputError).details.faults.map(({ path }) => path)).toEqual(['after']);
};

describe('the log by cursor', () => {
  it.each<LogAsked>([
    { user: 'ann' },
    { user: 'ann', direction: 'ASC' },
    { user: 'ann', entry: 4 },
    { user: 'ann', entry: 4, direction: 'ASC' },
    { user: 'ann', types: ['used'] },
    { user: 'ben', entry: 4 },
  ])('is that of the pages: %j', async (input) => {
    const { engine } = await world();
    const { content } = await engine.log({ ...input, size: 1000 });
    for (const size of [1, 2, 4, 5]) {
      const all = await parts(size, (after) => engine.logAfter({ ...input, size, after }));
      expect(all.flat()).toEqual(content);
    }
  });
});

/** A store that counts the parts that were read of it. */
const counted = (store: Store) => {
  const calls: number[] = [];
  const counting = new Proxy(store, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'entriesAfter' || name === 'logAfter') calls.push(calls.length);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  return { store: counting, reads: () => calls.length };
};

describe('streams', () => {
  it('give all open entries by user and id, and all entries and the log when asked', async () => {
    const { engine, clock } = await world();
    clock.set(hour(21));
    const collected = async (rows: AsyncIterable<{ readonly id: number }>) => {
      const ids: number[] = [];
      for await (const { id } of rows) ids.push(id);
      return ids;
    };
    expect(await collected(engine.streamEntries())).toEqual([1, 4, 5, 6, 3, 7]);
    expect(await collected(engine.streamEntries({ inactive: true }))).toEqual([1, 4, 5, 2, 6, 3, 7]);
    expect(await collected(engine.streamEntries({ item: 'sword', group: 'x' }))).toEqual([1, 5, 7]);
    expect(await collected(engine.streamEntries({ user: 'nobody' }))).toEqual([]);
    const log = await engine.log({ user: 'ann', direction: 'ASC' });
    expect(await collected(engine.streamLog({ user: 'ann' }))).toEqual(idsOf(log.content));
    const used: unknown[] = [];
    for await (const record of engine.streamLog({ types: ['used'] })) used.push(record);
    expect(used).toEqual((await engine.log({ user: 'ann', types: ['used'] })).content);
  });

  it('read on only when somebody wants more', async () => {
    const { store, reads } = counted(new MemoryStore());
    const engine = await createEngine({ store });
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
    await engine.grant({ user: 'ann', item: 'key', quantity: 1000 });
    await engine.grant({ user: 'ann', item: 'key', quantity: 200 });
    const rows = engine.streamEntries()[Symbol.asyncIterator]();
    expect(reads()).toBe(0);
    for (let row = 1; row <= 500; row += 1) await rows.next();
    expect(reads()).toBe(1);
    await rows.next();
    expect(reads()).toBe(2);
    await rows.return?.();
    expect(await rows.next()).toMatchObject({ done: true });
    expect(reads()).toBe(2);
  });

  it('end with the reason of their signal: before the first row, between rows and between chunks', async () => {
    const { store, reads } = counted(new MemoryStore());
    const engine = await createEngine({ store });
    await engine.createItem({ item: { name: 'Key', unique_key: 'key' } });
    await engine.grant({ user: 'ann', item: 'key', quantity: 1000 });
    for (const rows of [0, 3, 500]) {
      const before = reads();
      const { signal, abort } = aborting();
      let seen = 0;
      if (rows === 0) abort();
      const reading = (async () => {
        for await (const _row of engine.streamLog({}, { signal })) if ((seen += 1) === rows) abort();
      })();
      await expect(reading).rejects.toThrow('enough');
      expect([seen, reads() - before]).toEqual([rows, rows === 0 ? 0 : 1]);
    }
  });

  it('show as open what is open when it is shown', async () => {
    const { engine, clock } = await world();
    await engine.grant({ user: '#', item: 'sword', quantity: 500 });
    const users: string[] = [];
    for await (const { user, status } of engine.streamEntries()) {
      users.push(`${user} ${status}`);
      // While the first chunk is read: one of ann's entries expires in the second, and one of ben's.
      clock.set(hour(25));
    }
    expect(users.slice(500)).toEqual(['ann active', 'ann active', 'ben active', '🎒 active', '🎒 active']);
  });

  it('refuse what they cannot be asked at once, and go no further than the engine', async () => {
    const { engine } = await world();
    expect(() => engine.streamEntries({ user: '' })).toThrow(InvalidInputError);
    expect(() => engine.streamEntries({ order: [] } as never)).toThrow(InvalidInputError);
    expect(() => engine.streamLog({ types: ['nothing' as never] })).toThrow(InvalidInputError);
    const rows = engine.streamLog()[Symbol.asyncIterator]();
    await engine.close();
    await expect(rows.next()).rejects.toMatchObject({ code: 'storage_closed' });
  });
});

const aborting = () => {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error('enough')) };
};

it('an entry of an item that was made while the list was read is shown with its name', async () => {
  const inner = new MemoryStore();
  const maker = await createEngine({ store: inner });
  let made = 0;
  // Between the catalogue, which the filters need, and the entries: both an item and an entry of it.
  const between = async <T>(read: () => Promise<T>): Promise<T> => {
    made += 1;
    await maker.createItem({ item: { name: `Key ${made}`, unique_key: `key${made}` } });
    await maker.grant({ user: 'ann', item: `key${made}` });
    return read();
  };
  const store = new Proxy<Store>(inner, {
    get: (target, name) => {
      if (name === 'entries') return (query: never) => between(() => target.entries(query));
      if (name === 'entriesAfter') return (query: never) => between(() => target.entriesAfter(query));
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
  const engine = await createEngine({ store });
  expect((await engine.entries()).content).toMatchObject([{ itemName: 'Key 1' }]);
  expect((await engine.entriesAfter()).content.at(-1)).toMatchObject({ itemName: 'Key 2' });
  const names: string[] = [];
  for await (const { itemName } of engine.streamEntries()) names.push(itemName);
  expect(names.at(-1)).toBe('Key 3');
});

it('the examples of the README do what they say', async () => {
  const { engine } = await world();
  expect(idsOf(await newestFirst(engine, 'ann'))).toEqual([5, 4, 1]);
  expect(await usedOfEach(engine)).toEqual(new Map([[2, 1]]));
  const { signal, abort } = aborting();
  abort();
  await expect(usedOfEach(engine, signal)).rejects.toThrow('enough');
});
