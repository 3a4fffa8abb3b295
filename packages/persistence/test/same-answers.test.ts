import {
  createEngine,
  HoldallError,
  MemoryStore,
  type CatalogueChange,
  type Engine,
  type Entry,
  type EntryQuery,
  type LogQuery,
  type LogRecord,
  type LogType,
  type Need,
  type Store,
  type Writes,
} from '@holdall/core';
import { describe, expect, it } from 'vitest';
import { createStore } from '../src/index.js';
import { ask, documentsOf, entryOf, nothing, places, randomFrom, recordOf, writing } from './worlds.js';

const seeds = [1, 20261121, 77];

type Random = ReturnType<typeof randomFrom>;
const pick = <T>(random: Random, all: readonly T[]): T => all[random(all.length)]!;

/** User ids and texts that databases like to get wrong: numbers as text, quotes, case, composed and plain letters. */
const users = ['7', '07', 'Ann', 'ann', `o'hara"`, 'é', 'e\u0301', '🎒', ' ', 'null', '[1]', 'x'.repeat(64)];
const statuses = ['pending', 'active', 'inactive'] as const;

describe.each(places)('what is written straight into a store in %s', (_name, place) => {
  it.each(seeds)('comes back as from the in-memory store, for every need and every list (seed %i)', async (seed) => {
    const random = randomFrom(seed);
    const stores: readonly Store[] = [new MemoryStore(), createStore(await place())];
    for (const store of stores) await store.open();
    const world = new World(random);
    for (let batch = 0; batch < 12; batch += 1) {
      const writes = world.nextWrites();
      for (const store of stores) await store.write(writing(writes));
      for (const needs of [world.someNeeds(), ...world.windows()]) {
        const [expected, answers] = await Promise.all(stores.map((store) => ask(store, needs)));
        needs.forEach((need, index) =>
          expect({ need, answer: answers![index] }).toEqual({ need, answer: expected![index] }),
        );
      }
    }
    for (const query of world.entryQueries()) {
      const [expected, answer] = await Promise.all(stores.map((store) => store.entries(query)));
      expect({ query, answer }).toEqual({ query, answer: expected });
    }
    for (const query of world.logQueries()) {
      const [expected, answer] = await Promise.all(stores.map((store) => store.log(query)));
      expect({ query, answer }).toEqual({ query, answer: expected });
    }
    for (const entry of world.entries.values()) {
      const [expected, answer] = await Promise.all(stores.map((store) => store.totals(entry.user, entry.id)));
      expect(answer).toEqual(expected);
      expect(await stores[1]!.totals('nobody', entry.id)).toEqual({});
    }
    for (const most of [0, 3, 1000]) {
      const [expected, answer] = await Promise.all(stores.map((store) => store.audit(most)));
      expect(answer).toEqual(expected);
    }
    const [expected, answer] = await Promise.all(stores.map(async (store) => documentsOf(await store.catalogue())));
    expect(answer).toEqual(expected);
    for (const store of stores) await store.close();
  });
});

/** Makes up batches that a store must take, with an eye on edges: empty texts, nulls, largest numbers, odd keys. */
class World {
  readonly entries = new Map<number, Entry>();
  /** What still stands of each use, which takes from one entry. */
  readonly #uses = new Map<number, { id: number; user: string; entry: number; at: number; net: number }>();
  readonly #invoices = new Map<number, Writes['invoices'][number]>();
  readonly #replies = new Map<string, Writes['replies'][number]>();
  readonly #nth = new Map<string, number>();
  #logId = 0;
  #now = 1_700_000_000_000;

  constructor(private readonly random: Random) {}

  nextWrites(): Partial<Writes> {
    this.#now += this.random(1000);
    const many = <T>(most: number, make: () => T): T[] => Array.from({ length: this.random(most) }, make);
    const created = many(8, () => this.#created());
    const old = [...this.entries.values()].filter((entry) => !created.includes(entry));
    const chosen = new Set(many(6, () => pick(this.random, old)).filter((entry) => entry !== undefined));
    const updated = [...chosen].map((entry) => ({ from: entry, to: this.#updated(entry) }));
    const forgotten = [...this.#replies.values()].filter(() => this.random(6) === 0);
    forgotten.forEach(({ scope, key }) => this.#replies.delete(`${scope} ${key}`));
    return {
      created,
      updated,
      log: [...created, ...updated.map(({ to }) => to)].map((entry) => this.#record(entry)),
      invoices: many(4, () => this.#invoiced()),
      forgottenReplies: forgotten.map(({ scope, key }) => ({ scope, key })),
      replies: [
        ...new Map(many(5, () => this.#replied()).map((reply) => [`${reply.scope} ${reply.key}`, reply])).values(),
      ],
      catalogue: this.random(2) === 0 ? [] : this.#changes(),
    };
  }

  someNeeds(): readonly Need[] {
    const pairs = users.flatMap((user) => [1, 2].map((item) => ({ user, item })));
    const ids = [...this.entries.keys(), 99_999].slice(-12);
    return [
      ...pairs.map((pair) => ({ kind: 'open', ...pair }) as const),
      ...pairs.map((pair) => ({ kind: 'latest', ...pair }) as const),
      ...pairs.flatMap((pair) => [0, 1, 3, 1000].map((most) => ({ kind: 'gets', ...pair, most }) as const)),
      ...ids.flatMap((id) => users.slice(0, 3).map((user) => ({ kind: 'entry', user, id }) as const)),
      ...[...this.entries.values()].slice(-5).map(({ user, id }) => ({ kind: 'entry', user, id }) as const),
      ...[...this.#uses.values()].slice(-5).map(({ user, id }) => ({ kind: 'use', user, id }) as const),
      { kind: 'use', user: 'nobody', id: 1 },
      ...[...this.#invoices.values()].slice(-5).map(({ user, id }) => ({ kind: 'invoice', user, id }) as const),
      { kind: 'invoice', user: 'nobody', id: 1 },
      ...[...this.#replies.values()].map(({ scope, key }) => ({ kind: 'reply', scope, key }) as const),
      { kind: 'reply', scope: 'nobody', key: '1' },
      // Of more than were asked for each store may choose its own.
      ...[this.#now, this.#now - 300].map((at) => ({ kind: 'due', at, most: 1000 }) as const),
      ...[0, 1, 1000].map((most) => ({ kind: 'unfulfilled', most }) as const),
    ];
  }

  /** Asked one after another: of two windows that begin at different moments, one answer serves both. */
  windows(): readonly (readonly Need[])[] {
    const ats = [...this.#uses.values()].map(({ at }) => at);
    return [0, this.#now, ...ats.slice(-2), ...ats.slice(-1).map((at) => at - 1)].map((since) =>
      users.flatMap((user) => [1, 2].map((item) => ({ kind: 'uses', user, item, since }) as const)),
    );
  }

  entryQueries(): readonly EntryQuery[] {
    const all: EntryQuery = { users: null, items: null, openAt: null, created: [], order: [], page: 1, size: 1000 };
    const moment = [...this.entries.values()][3]!.createdAt;
    const ordered = (['id', 'item', 'createdAt', 'updatedAt', 'expires'] as const).flatMap((by) =>
      (['ASC', 'DESC'] as const).map((direction): EntryQuery => ({ ...all, order: [{ by, direction }] })),
    );
    return [
      all,
      ...ordered,
      {
        ...all,
        order: [
          { by: 'expires', direction: 'DESC' },
          { by: 'item', direction: 'ASC' },
          { by: 'id', direction: 'DESC' },
        ],
      },
      { ...all, users: [] },
      { ...all, items: [] },
      ...users.map((user): EntryQuery => ({ ...all, users: [user] })),
      { ...all, users: ['Ann', '7', 'Ann'], items: [2, 1] },
      { ...all, items: [2] },
      { ...all, openAt: this.#now },
      ...['A', 'an', '7'].map((userPrefix): EntryQuery => ({ ...all, userPrefix })),
      ...[true, false].flatMap((never): readonly EntryQuery[] => [
        { ...all, ends: { from: this.#now, before: null, never } },
        { ...all, ends: { from: null, before: this.#now, never } },
        { ...all, ends: { from: moment, before: this.#now, never }, users: ['ann', '7'] },
      ]),
      { ...all, openAt: this.#now - 200, users: ['ann', '7'] },
      ...(['GT', 'LT', 'EQ', 'GOE', 'LOE'] as const).map((op): EntryQuery => ({
        ...all,
        created: [{ op, value: moment }],
      })),
      {
        ...all,
        created: [
          { op: 'GOE', value: moment },
          { op: 'LT', value: moment + 2000 },
        ],
      },
      ...[1, 2, 3, 1000].map((page): EntryQuery => ({
        ...all,
        page,
        size: 7,
        order: [{ by: 'expires', direction: 'ASC' }],
      })),
    ];
  }

  logQueries(): readonly LogQuery[] {
    const [entry] = this.entries.values();
    const all: LogQuery = { user: entry!.user, entry: null, types: null, direction: 'ASC', page: 1, size: 1000 };
    return [
      ...users.map((user) => ({ ...all, user })),
      { ...all, direction: 'DESC' },
      { ...all, entry: entry!.id },
      { ...all, entry: entry!.id, direction: 'DESC', size: 1, page: 2 },
      { ...all, user: 'nobody', entry: entry!.id },
      { ...all, types: ['granted', 'used'] },
      { ...all, types: ['used'] },
      { ...all, types: [] },
      { ...all, page: 2, size: 2 },
    ];
  }

  #created(): Entry {
    const user = pick(this.random, users);
    const item = 1 + this.random(2);
    const nth = (this.#nth.get(`${user} ${item}`) ?? 0) + 1;
    this.#nth.set(`${user} ${item}`, nth);
    const id = this.entries.size + 1;
    return this.#keep(
      this.entries,
      entryOf(user, id, { item, nth, createdAt: this.#now, updatedAt: this.#now, ...this.#origin(), ...this.#state() }),
    );
  }

  #updated(entry: Entry): Entry {
    return this.#keep(this.entries, { ...entry, ...this.#state(), revision: entry.revision + 1, updatedAt: this.#now });
  }

  /** What stays as it is for an entry's whole life. */
  #origin(): Partial<Entry> {
    return { sku: pick(this.random, [null, '', 'sku "1"']), invoice: pick(this.random, [null, 3]) };
  }

  #state(): Partial<Entry> {
    const status = pick(this.random, statuses);
    return {
      status,
      ended:
        status === 'inactive' ? pick(this.random, ['used_up', 'expired', 'revoked', 'deactivated'] as const) : null,
      activatedAt: pick(this.random, [null, this.#now]),
      expires: pick(this.random, [null, this.#now - 400 + this.random(800)]),
      booked: pick(this.random, [0, 5, -3, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER]),
      data: pick(this.random, [
        {},
        { consumable: { used: 3, list: [1.5, 1e21, 0.1, null, '\n\u2028"\\'] } },
        { 2: 'b', 1: 'a', '': {} },
      ]),
    };
  }

  #record(entry: Entry): Writes['log'][number] {
    this.#logId += 1;
    const type: LogType = pick(this.random, [
      'granted',
      'used',
      'adjusted',
      'expired',
      'revoked',
      'reversed',
      'credited',
      'activated',
    ]);
    const at = this.#now - this.random(3);
    return recordOf(entry, this.#logId, {
      type,
      at,
      quantity: type === 'adjusted' ? this.random(9) - 9 : this.random(9),
      use: null,
      ...(type === 'used' && this.#used(entry, at)),
      ...(type === 'reversed' && this.#reversed(entry)),
      actor: pick(this.random, [null, '', 'admin']),
      info: pick(this.random, [null, '', `it's`]),
      details: pick(this.random, [
        {},
        { to: { status: 'active', data: { a: [1] } }, origin: { nth: 1, sku: null, invoice: 2 } },
      ]),
    });
  }

  #used({ id: entry, user }: Entry, at: number): Pick<LogRecord, 'use' | 'quantity'> {
    const net = pick(this.random, [1, 5, 2 ** 48]);
    const { id } = this.#keep(this.#uses, { id: this.#uses.size + 1, user, entry, at, net });
    return { use: id, quantity: net };
  }

  /** In part or in full, where something stands of a use of the entry. */
  #reversed({ id }: Entry): Pick<LogRecord, 'use' | 'quantity'> | null {
    const use = [...this.#uses.values()].find(({ entry, net }) => entry === id && net > 0);
    if (use === undefined) return null;
    const quantity = pick(this.random, [use.net, 1]);
    this.#keep(this.#uses, { ...use, net: use.net - quantity });
    return { use: use.id, quantity };
  }

  #invoiced(): Writes['invoices'][number] {
    const [old] = this.random(3) === 0 ? [...this.#invoices.values()].slice(-1) : [];
    const fulfilment = pick(this.random, ['unfulfilled', 'processing', 'fulfilled'] as const);
    const id = old?.id ?? this.#invoices.size + 1;
    return this.#keep(this.#invoices, {
      user: old?.user ?? pick(this.random, users),
      id,
      sku: 'k',
      note: pick(this.random, [null, '']),
      currency: 'EUR',
      price: this.random(100),
      originalPrice: Number.MAX_SAFE_INTEGER,
      payment: pick(this.random, ['new', 'paid'] as const),
      fulfilment,
      createdAt: this.#now,
      fulfilledAt: pick(this.random, [null, this.#now]),
      lines: pick(this.random, [[], [{ id: 1, item: 1, sku: 'k', quantity: 2, entries: [1, 2] }]]),
    });
  }

  #replied(): Writes['replies'][number] {
    const reply = {
      scope: pick(this.random, ['', ...users]),
      key: pick(this.random, ['1', '01', 'k', 'K', '"']),
      at: this.#now,
      command: { type: 'use', list: [1, null, { '2': 1, '1': 2 }] },
      outcome: pick(this.random, [
        { ok: true, result: null },
        { ok: false, error: { code: 'denied', details: { reason: 'x' }, message: 'No.' } },
      ] as const),
    };
    this.#replies.set(`${reply.scope} ${reply.key}`, reply);
    return reply;
  }

  #changes(): readonly CatalogueChange[] {
    const text = `${this.random(1000)}`;
    const number = 1 + this.random(4);
    return [
      { kind: 'template', id: `t${number}`, value: { id: `t${number}`, name: text } as never },
      {
        kind: 'item',
        id: number,
        value: { id: number, unique_key: pick(this.random, [null, `key${number}`]), name: text, groups: [] } as never,
      },
      {
        kind: 'sku',
        id: `s${number}`,
        value: this.random(3) === 0 ? null : ({ sku: `s${number}`, price: 1 } as never),
      },
    ];
  }

  /** Replaces an older one of the same id; a new one comes last. */
  #keep<T extends { readonly id: number }>(map: Map<number, T>, value: T): T {
    map.set(value.id, value);
    return value;
  }
}

const day = 86_400_000;
const catalogue = {
  templates: [{ id: 'pass', name: 'Pass', allow_additional: true }],
  items: [
    { name: 'Potion', unique_key: 'potion', behaviors: [{ type_hint: 'consumable', max_use: 5 }] },
    {
      name: 'Pass',
      unique_key: 'pass',
      template: 'pass',
      tags: ['a', 'b'],
      behaviors: [
        { type_hint: 'expirable', time_length: 2, unit_of_time: 'day' },
        { type_hint: 'consumable', max_use: null },
      ],
    },
    {
      name: 'Daily',
      unique_key: 'daily',
      behaviors: [
        { type_hint: 'consumable', max_use: 9 },
        { type_hint: 'time_period_usable', max_use: 3, time_length: 1, unit_of_time: 'day' },
        { type_hint: 'time_period_gettable', get_limit: 2, time_length: 1, unit_of_time: 'day' },
      ],
    },
    {
      name: 'Rare',
      unique_key: 'rare',
      behaviors: [{ type_hint: 'limited_gettable', group: { name: 'rares', owned_limit: 2, active_only: true } }],
    },
    {
      name: 'Rarer',
      unique_key: 'rarer',
      behaviors: [{ type_hint: 'limited_gettable', group: { name: 'rares', owned_limit: 2, active_only: true } }],
    },
    { name: 'Outside', unique_key: 'outside', behaviors: [{ type_hint: 'fulfillable', type_name: 'warehouse' }] },
  ],
  skus: [
    {
      sku: 'bundle',
      currency_code: 'EUR',
      price: 500,
      items: [{ unique_key: 'potion', quantity: 2 }, { unique_key: 'pass' }],
    },
    { sku: 'ship', currency_code: 'EUR', price: 100, items: [{ unique_key: 'outside' }, { unique_key: 'rare' }] },
  ],
};

type Step = readonly [name: string, call: (engine: Engine) => Promise<unknown>];

/** One random call, with ids that may or may not exist. The same random numbers make the same call. */
const nextCommand = (random: Random): Step => {
  const user = pick(random, ['ann', 'bob', '7']);
  const item = pick(random, ['potion', 'pass', 'daily', 'rare', 'rarer', 'outside', 'missing']);
  const entry = 1 + random(60);
  const key = pick(random, [null, null, null, 'a', 'b', 'c', 'd']);
  const base = { user, actor: pick(random, [null, 'admin']), key };
  const steps: readonly Step[] = [
    ['grant', (engine) => engine.grant({ ...base, item, quantity: pick(random, [1, 1, 2, 3]) })],
    ['grant', (engine) => engine.grant({ ...base, item, status: 'pending', maxUse: 2, info: 'x' })],
    ['use', (engine) => engine.use({ ...base, item, quantity: 1 })],
    ['use', (engine) => engine.use({ ...base, item, quantity: 4, info: 'much' })],
    [
      'addBySku',
      (engine) => engine.addBySku({ ...base, sku: pick(random, ['bundle', 'ship']), skipInvoice: random(2) === 0 }),
    ],
    ['fulfil', (engine) => engine.fulfil({ ...base, invoice: 1 + random(9) })],
    [
      'setPayment',
      (engine) => engine.setPayment({ ...base, invoice: 1 + random(9), payment: pick(random, ['new', 'paid']) }),
    ],
    ['fulfilOutstanding', (engine) => engine.fulfilOutstanding({ most: 2 })],
    ['reverseUse', (engine) => engine.reverseUse({ ...base, use: 1 + random(12), quantity: pick(random, [null, 1]) })],
    [
      'recordUse',
      (engine) => engine.recordUse({ ...base, entry, used: random(8), at: pick(random, [null, new Date(1.7e12)]) }),
    ],
    ['revoke', (engine) => engine.revoke({ ...base, entry })],
    ['setStatus', (engine) => engine.setStatus({ ...base, entry, status: pick(random, statuses) })],
    [
      'setExpiry',
      (engine) =>
        engine.setExpiry({ ...base, entry, expires: pick(random, [null, new Date(1.7e12 + random(20) * day)]) }),
    ],
    [
      'setBehaviorData',
      (engine) => engine.setBehaviorData({ ...base, entry, data: { consumable: { used: random(4) }, own: [1, 'x'] } }),
    ],
    // More than there are: which of many forgotten replies come first is up to the store.
    ['sweepExpired', (engine) => engine.sweepExpired({ most: 100 })],
    [
      'updateItem',
      (engine) =>
        engine.updateItem({
          id: 'potion',
          item: {
            name: 'Potion',
            unique_key: 'potion',
            behaviors: [{ type_hint: 'consumable', max_use: 3 + random(4) }],
          },
        }),
    ],
  ];
  return pick(random, steps);
};

const nextQuestion = (random: Random): Step => {
  const user = pick(random, ['ann', 'bob', '7']);
  const item = pick(random, ['potion', 'pass', 'daily', 'rare', 'rarer', 'outside', 'missing']);
  const entry = 1 + random(60);
  const steps: readonly Step[] = [
    ['check', (engine) => engine.check({ user, item, quantity: 2 })],
    ['explain', (engine) => engine.explain({ user, item, action: 'get' })],
    ['balance', (engine) => engine.balance({ user, item })],
    ['entry', (engine) => engine.entry({ user, entry })],
    ['invoice', (engine) => engine.invoice({ user, invoice: 1 + random(9) })],
    ['log', (engine) => engine.log({ user, size: 5, page: 1 + random(3) })],
    ['entries', (engine) => engine.entries({ user, inactive: random(2) === 0, size: 5 })],
  ];
  return pick(random, steps);
};

describe.each(places)('the engine on a store in %s', (_name, place) => {
  it.each(seeds)('gives the same answers as on the in-memory store, command by command (seed %i)', async (seed) => {
    let now = 1.7e12;
    const engineOn = async (store: Store) => {
      const engine = await createEngine({ store, clock: { now: () => now }, rememberFor: 3 * day });
      const events: unknown[] = [];
      engine.subscribe((event) => void events.push(event));
      return { engine, events, random: randomFrom(seed) };
    };
    const reference = await engineOn(new MemoryStore());
    const tested = await engineOn(createStore(await place()));
    const both = [reference, tested];
    for (const { engine } of both) await engine.importCatalogue({ catalogue });

    const answered = new Map<string, number>();
    const steps = randomFrom(seed + 1);
    for (let round = 0; round < 200; round += 1) {
      now += pick(steps, [0, 1, day / 4, day]);
      const size = pick(steps, [1, 1, 1, 5, 12]);
      // Commands that are given at once share batches; questions come after them, for they would see any state between.
      for (const [next, count] of [
        [nextCommand, size],
        [nextQuestion, 2],
      ] as const) {
        const [expected, answers] = await Promise.all(
          both.map(({ engine, random }) =>
            Promise.all(
              Array.from({ length: count }, async () => {
                const [name, call] = next(random);
                return { name, ...(await answerOf(() => call(engine))) };
              }),
            ),
          ),
        );
        expect(answers).toEqual(expected);
        for (const { name, ok } of answers!) answered.set(`${name} ${ok}`, (answered.get(`${name} ${ok}`) ?? 0) + 1);
      }
    }
    // The script reaches something: every kind of call went well at least once.
    const kinds = new Set([...answered.keys()].map((name) => name.split(' ')[0]!));
    expect([...kinds].filter((kind) => !answered.has(`${kind} true`))).toEqual([]);
    const final = await Promise.all(
      both.map(async ({ engine, events }) => {
        await engine.idle();
        const entries = await engine.entries({ inactive: true, size: 1000 });
        const logs = await Promise.all(['ann', 'bob', '7'].map((user) => engine.log({ user, size: 1000 })));
        const items = await engine.items({ archived: true });
        return { entries, logs, items, audit: await engine.audit(), events };
      }),
    );
    expect(final[1]).toEqual(final[0]);
    expect(final[1]!.audit.unbalanced).toEqual([]);
    for (const { engine } of both) await engine.close();
  });
});

const answerOf = async (call: () => Promise<unknown>) => {
  try {
    return { ok: true, answer: await call() };
  } catch (error) {
    if (!(error instanceof HoldallError)) throw error;
    return {
      ok: false,
      answer: { code: error.code, details: error.details, message: error.message, replayed: error.replayed },
    };
  }
};

describe('what a store keeps', () => {
  it('holds no undefined, and no key without a value', async () => {
    const store = createStore({ type: 'sqlite', database: ':memory:' });
    await store.open();
    const data = { kept: 1, lost: undefined } as never;
    await store.write(writing({ ...nothing, created: [entryOf('ann', 1, { data })] }));
    const [entry] = await ask(store, [{ kind: 'entry', user: 'ann', id: 1 }]);
    expect(Object.keys((entry as Entry).data)).toEqual(['kept']);
    await store.close();
  });
});
