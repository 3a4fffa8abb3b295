import assert from 'node:assert/strict';
import { ConflictError, MemoryStore, type Engine, type InputOf, type Store } from '@holdall/core';
import { engineOn, exported, faultsOf, importing, tampered } from '../exports.js';
import { acquire, addItems, ask, commit, noon, replyOf, write } from '../hand-made.js';
import type { Scenario } from '../scenario.js';
import { asked, endingOf, played, scriptEnd } from './script.js';

const day = 86_400_000;
const none = { entries: 0, records: 0, unbalanced: [] };

/** Users and texts that are not what they look like, in an order that depends on how one looks. */
const users = ['Ann', 'ann', 'zoë', '～', '🎒', 'a "quoted" \\ user', '\u202eright to left', ' ', '-1', 'x'.repeat(64)];

const opened = async (): Promise<MemoryStore> => {
  const store = new MemoryStore();
  await store.open();
  return store;
};

/** A store in which everything has happened, some of it to odd users. */
const storeWithAll = async (): Promise<MemoryStore> => {
  const store = await opened();
  await played(store);
  await store.open();
  const engine = await engineOn(store, () => scriptEnd);
  await engine.createItem({
    item: {
      name: 'Öl & "Wasser"\n\t\\',
      unique_key: 'odd',
      unit: 'byte',
      additional_properties: { p: { type: 'double', value: 0.1 }, q: { type: 'long', value: -(2 ** 53 - 1) } },
      behaviors: [{ type_hint: 'consumable', max_use: 2 ** 53 - 1 }],
    },
  });
  for (const user of users) {
    await engine.grant({ user, item: 'odd', info: `for ${user}\u0001\u2028`, actor: 'ö"\\', key: `k ${user}` });
    await engine.use({ user, item: 'odd', quantity: 2 ** 53 - 2 });
    await engine.addBySku({ user, sku: 'STARTER', note: user });
  }
  return store;
};

let known: Promise<readonly string[]> | null = null;
/** Its export, which is always the same. */
const allLines = (): Promise<readonly string[]> => (known ??= storeWithAll().then(exported));

/** What users would do next, wherever they are: each answer depends on what happened before. */
const next = (): readonly ((engine: Engine) => Promise<unknown>)[] => [
  (engine) => engine.grant({ user: 'ann', item: 'tickets', quantity: 2, key: 'g1', info: 'welcome' }),
  (engine) => engine.grant({ user: 'ann', item: 'tickets', quantity: 3, key: 'g1' }),
  (engine) => engine.use({ user: 'ann', item: 'tickets', quantity: 99, key: 'u2' }),
  (engine) => engine.grant({ user: '🎒', item: 'odd', info: 'for 🎒\u0001\u2028', actor: 'ö"\\', key: 'k 🎒' }),
  (engine) => engine.reverseUse({ user: 'ann', use: 1 }),
  (engine) => engine.reverseUse({ user: '🎒', use: 11 }),
  ...Array.from({ length: 12 }, (_, use) => (engine: Engine) => engine.reverseUse({ user: '～', use, quantity: 5 })),
  (engine) => engine.use({ user: '～', item: 'odd', quantity: 7 }),
  (engine) => engine.use({ user: '～', item: 'odd' }),
  (engine) => engine.grant({ user: 'bob', item: 'badge' }),
  (engine) => engine.grant({ user: 'bob', item: 'daily', quantity: 2 }),
  (engine) => engine.grant({ user: 'bob', item: 'daily' }),
  (engine) => engine.use({ user: 'bob', item: 'daily', quantity: 2 }),
  (engine) => engine.use({ user: 'bob', item: 'daily' }),
  (engine) => engine.fulfilOutstanding({ most: 3 }),
  (engine) => engine.fulfilOutstanding({}),
  (engine) => engine.createItem({ item: { name: 'new', behaviors: [] } }),
  (engine) => engine.updateTemplate({ id: 'plain', template: { name: 'Plainest' } }),
  (engine) => engine.sweepExpired({}),
  (engine) => engine.audit(),
  (engine) => engine.items({ archived: true, size: 1000 }),
];

const heardFrom = async (store: Store): Promise<readonly unknown[]> => {
  let now = scriptEnd;
  const engine = await engineOn(store, () => now);
  const heard: unknown[] = [];
  for (const step of next()) {
    heard.push(await endingOf(step(engine)), await asked(engine));
    now += day / 4;
  }
  return heard;
};

const grant = (engine: Engine, input: Partial<InputOf<'grant'>> = {}) =>
  engine.grant({ user: 'ann', item: 'thing', ...input });

/** A thing without rules, and ann has one. */
const withThing = async (store: Store): Promise<Engine> => {
  const engine = await engineOn(store);
  await engine.createItem({ item: { name: 'Thing', unique_key: 'thing', behaviors: [] } });
  await grant(engine);
  return engine;
};

type Value = Record<string, unknown>;
type Tampering = readonly [kind: string, change: (value: Value) => Value | null, fault: RegExp];

const tamperings: readonly Tampering[] = [
  ['counters', () => null, /must be the counters/],
  ['counters', (value) => ({ ...value, next: { item: 1 } }), /next\.entry is required/],
  ['counters', (value) => ({ ...value, catalogue: 0 }), /version 0 is empty/],
  ['counters', (value) => ({ ...value, next: { ...(value['next'] as Value), log: 3 } }), /must be below 3/],
  ['template', (value) => ({ ...value, name: 7 }), /template\.name must be a string/],
  ['item', (value) => ({ ...value, behaviors: [{ type_hint: 'unheard-of' }] }), /names no behavior: unheard-of/],
  ['item', (value) => ({ ...value, groups: ['x:y'] }), /is not as Holdall stores it, in groups/],
  ['item', (value) => ({ ...value, template: 'none' }), /item\.template names no template: "none"/],
  ['item', () => null, /names no item: 1/],
  ['sku', (value) => ({ ...value, price: -1 }), /sku\.price must be a whole number/],
  ['sku', (value) => ({ ...value, items: [{ item_id: 99, quantity: 1 }] }), /items\[0\]\.item_id names no item: 99/],
  ['entry', (value) => ({ ...value, status: 'lost' }), /entry\.status must be one of/],
  ['entry', (value) => ({ ...value, user: '' }), /entry\.user must be at least 1 character/],
  ['entry', (value) => ({ ...value, expires: 'never' }), /entry\.expires must be a whole number/],
  ['entry', (value) => ({ ...value, item: 99 }), /entry\.item names no item: 99/],
  ['entry', (value) => ({ ...value, data: { deep: { '': '\ud800' } } }), /entry\.data\.deep.* must be storable text/],
  ['entry', (value) => ({ ...value, booked: 0.5 }), /entry\.booked must be a whole number/],
  ['entry', (value) => ({ ...value, booked: 1 + Number(value['booked']) }), /does not balance/],
  ['entry', (value) => ({ ...value, revision: 1 + Number(value['revision']) }), /log records by their revisions/],
  ['entry', () => null, /names no entry/],
  ['log', (value) => ({ ...value, type: 'stolen' }), /log\.type must be one of/],
  ['log', (value) => ({ ...value, quantity: -1 }), /log\.quantity must be a whole number from 0/],
  ['log', (value) => ({ ...value, seq: 99 }), /log\.seq is beyond the revision/],
  ['log', (value) => ({ ...value, info: 'a\u0000b' }), /log\.info must not contain U\+0000/],
  ['log', (value) => ({ ...value, more: 1 }), /log\.more is not a known field/],
  ['log', (value) => ({ ...value, details: { to: { status: 'lost' } } }), /details\.to\.status must be one of/],
  ['log', (value) => ({ ...value, details: {} }), /must be a grant that says where its entry comes from/],
  ['log', (value) => ({ ...value, item: 2 ** 53 }), /log\.item must be a whole number/],
  ['log', () => null, /log records by their revisions/],
  ['invoice', (value) => ({ ...value, lines: [] }), /came with an invoice/],
  ['invoice', (value) => ({ ...value, payment: 'later' }), /invoice\.payment must be one of/],
  ['reply', (value) => ({ ...value, key: '' }), /reply\.key must be at least 1 character/],
  ['reply', (value) => ({ ...value, outcome: { ok: false } }), /reply\.outcome\.error is required/],
];

/** Everything out of one store and into another. */
export const transfer: readonly Scenario[] = [
  {
    title: 'what comes in from another store goes out the same, byte for byte, and so back again',
    run: async ({ store }) => {
      const source = await storeWithAll();
      const lines = await exported(source);
      const { records } = await importing(store, lines);
      assert.equal(
        Object.values(records).reduce((sum, count) => sum + count, 0),
        lines.length - 2,
      );
      assert.deepEqual(await exported(store), lines);
      const back = await opened();
      await importing(back, await exported(store));
      assert.deepEqual(await exported(back), lines);
      assert.deepEqual(await store.audit(10), await source.audit(10));
    },
  },
  {
    title: 'after an import everything goes on as where it came from',
    run: async ({ store }) => {
      const source = await storeWithAll();
      await importing(store, await exported(source));
      const [heard, expected] = [await heardFrom(store), await heardFrom(source)];
      heard.forEach((one, index) => assert.deepEqual(one, expected[index], `step ${Math.floor(index / 2) + 1}`));
      // But for ids that a store has reserved and not given out yet.
      const withoutCounters = (lines: readonly string[]) => lines.slice(2, -1);
      assert.deepEqual(withoutCounters(await exported(store)), withoutCounters(await exported(source)));
    },
  },
  {
    title: 'a store exports what it did itself as the store in memory does, but for reserved ids',
    run: async ({ store }) => {
      const source = await opened();
      await withThing(source);
      await withThing(store);
      assert.deepEqual((await exported(store)).slice(2, -1), (await exported(source)).slice(2, -1));
    },
  },
  {
    title: 'an empty store exports as empty, and takes that in',
    run: async ({ store }) => {
      const lines = await exported(store);
      assert.equal(lines.length, 3);
      await importing(store, lines);
      assert.deepEqual(await exported(store), lines);
      await withThing(store);
    },
  },
  {
    title: 'text may come in any parts, also as bytes',
    run: async ({ store }) => {
      const source = await opened();
      await withThing(source);
      const lines = await exported(source);
      const bytes = Buffer.from(lines.join(''), 'utf8');
      const parts = Array.from({ length: Math.ceil(bytes.length / 7) }, (_, nth) =>
        bytes.subarray(nth * 7, nth * 7 + 7),
      );
      await importing(store, parts);
      assert.deepEqual(await exported(store), lines);
    },
  },
  {
    title: 'an import into a store that is not empty is refused, and changes nothing',
    run: async ({ store }) => {
      const source = await opened();
      await withThing(source);
      await withThing(store);
      const before = await exported(store);
      await assert.rejects(importing(store, await exported(source)), (error) => {
        assert.ok(error instanceof ConflictError);
        assert.equal(error.details.reason, 'store_not_empty');
        return true;
      });
      assert.deepEqual(await exported(store), before);
    },
  },
  {
    title: 'a store that remembers a single reply is not empty',
    run: async ({ store }) => {
      await write(store, { replies: [replyOf({ key: 'k' })] });
      await assert.rejects(importing(store, await exported(await opened())), ConflictError);
    },
  },
  {
    title: 'a store that has given out an id is not empty, though nothing bears it',
    run: async ({ store }) => {
      await commit(store, [{ kind: 'ids', sequence: 'log', count: 1 }], () => ({ idsUsed: { log: 1 } }));
      await assert.rejects(importing(store, await exported(await opened())), ConflictError);
    },
  },
  {
    title: 'an export that was cut off is refused wherever it was cut, and nothing of it is kept',
    run: async ({ store }) => {
      const lines = await allLines();
      const cuts = [0, 1, 2, Math.floor(lines.length / 2), lines.length - 1];
      for (const cut of cuts) {
        assert.notDeepEqual(await faultsOf(store, lines.slice(0, cut)), []);
        assert.notDeepEqual(await faultsOf(store, [lines.join('').slice(0, -40)]), []);
        assert.deepEqual(await store.audit(10), none);
      }
      assert.equal((await exported(store)).length, 3);
      await importing(store, lines);
    },
  },
  {
    title: 'an export that was changed, extended or sorted otherwise is refused, and nothing of it is kept',
    run: async ({ store }) => {
      const lines = await allLines();
      const at = lines.findIndex((line) => line.includes('welcome'));
      const changed = lines.with(at, lines[at]!.replace('welcome', 'Welcome'));
      assert.match((await faultsOf(store, changed)).join(), /has another checksum/);
      assert.match((await faultsOf(store, [...lines, lines[3]!])).join(), /comes after the end/);
      const entries = lines.flatMap((line, index) => (line.startsWith('{"kind":"entry"') ? [index] : []));
      const [first, second] = [entries[0]!, entries[1]!];
      const swapped = lines.with(first, lines[second]!).with(second, lines[first]!);
      assert.match((await faultsOf(store, swapped)).join(), new RegExp(`line ${second + 1} comes before its time`));
      const twice = lines.toSpliced(first, 0, lines[first]!);
      assert.match((await faultsOf(store, twice)).join(), new RegExp(`line ${first + 2} is there twice`));
      const foreign = lines.with(0, '\ufeff' + lines[0]!);
      assert.match((await faultsOf(store, foreign)).join(), /line 1 has the character U\+FEFF/);
      const newer = lines.with(0, lines[0]!.replace('"version":1', '"version":2'));
      assert.match((await faultsOf(store, newer)).join(), /line 1\.version is 2: .* reads 1/);
      assert.match((await faultsOf(store, ['hello\n'])).join(), /line 1 must be/);
      assert.deepEqual(await store.audit(10), none);
      await importing(store, lines);
    },
  },
  {
    title: 'what no Holdall can have written is refused by its line, also where the checksum is right',
    run: async ({ store }) => {
      const lines = await allLines();
      for (const [kind, change, fault] of tamperings) {
        const found = await faultsOf(store, tampered(lines, kind, change));
        assert.match(found.join('\n'), fault);
      }
      assert.deepEqual(await store.audit(10), none);
      assert.equal((await store.catalogue()).version, 0);
      await importing(store, lines);
      assert.deepEqual(await exported(store), lines);
    },
  },
  {
    title: 'an import that its reader breaks off leaves nothing, and fails as the reader does',
    run: async ({ store }) => {
      const lines = await allLines();
      const broken = function* () {
        yield* lines.slice(0, -5);
        throw new RangeError('the network is gone');
      };
      await assert.rejects(importing(store, broken()), RangeError);
      assert.deepEqual(await store.audit(10), none);
      await importing(store, lines);
    },
  },
  {
    title: 'an export is of one moment, and holds up neither writers nor readers',
    run: async ({ store }) => {
      const engine = await withThing(store);
      for (let nth = 0; nth < 1200; nth += 400) await grant(engine, { user: `u${nth}`, quantity: 400 });
      const before = await exported(store);
      const lines: string[] = [];
      for await (const line of engine.export()) {
        lines.push(line);
        if (lines.length % 500 !== 1) continue;
        await grant(engine, { user: `w${lines.length}`, quantity: 3, key: 'k' });
        await engine.updateItem({ id: 'thing', item: { name: `Thing ${lines.length}`, unique_key: 'thing' } });
        await engine.check({ user: 'ann', item: 'thing' });
      }
      const [changed, kept] = [await exported(store), lines];
      // The first line says nothing yet: the moment is when what follows was asked for.
      assert.ok(kept.length > before.length && kept.length < changed.length);
      const again = new MemoryStore();
      await again.open();
      await importing(again, kept);
      assert.deepEqual(await exported(again), kept);
    },
  },
  {
    title: 'whoever stops an export early can go on with everything',
    run: async ({ store }) => {
      const engine = await withThing(store);
      for await (const line of engine.export()) if (line.startsWith('{"kind":"item"')) break;
      await grant(engine);
      const iterator = engine.export();
      await iterator.next();
      await iterator.return();
      assert.equal((await exported(store)).filter((line) => line.startsWith('{"kind":"entry"')).length, 2);
    },
  },
  {
    title: 'commands that are given during an import wait for it, and see what came in',
    run: async ({ store }) => {
      const source = await opened();
      await withThing(source);
      const lines = await exported(source);
      const engine = await engineOn(store);
      const granted: Promise<unknown>[] = [];
      const parts = async function* () {
        for (const line of lines) {
          yield line;
          if (granted.length === 0) granted.push(grant(engine));
        }
      };
      await engine.import(parts());
      await Promise.all(granted);
      assert.deepEqual(await store.audit(10), { entries: 2, records: 2, unbalanced: [] });
    },
  },
  {
    title: 'other stores on the same data notice an import, and give out no id twice',
    shared: true,
    run: async ({ store, another }) => {
      const other = await another();
      assert.equal((await other.catalogue()).version, 0);
      const source = await opened();
      await withThing(source);
      await importing(store, await exported(source));
      const [here, there] = [await engineOn(store), await engineOn(other)];
      assert.equal((await there.item('thing')).name, 'Thing');
      await Promise.all([grant(here), grant(there), grant(here), grant(there)]);
      const entries = (await there.entries({ user: 'ann', inactive: true })).content;
      assert.equal(new Set(entries.map(({ id }) => id)).size, 5);
      assert.deepEqual(new Set(entries.map(({ nth }) => nth)), new Set([1, 2, 3, 4, 5]));
    },
  },
  {
    title: 'the entries that came in answer needs as those that were made here',
    run: async ({ store }) => {
      const source = await storeWithAll();
      await importing(store, await exported(source));
      for (const user of ['ann', 'bob', ...users]) {
        for (const { id: item } of (await source.catalogue()).items) {
          const kinds = [
            { kind: 'gets', user, item, most: 3 },
            { kind: 'latest', user, item },
            { kind: 'uses', user, item, since: noon },
          ] as const;
          for (const need of kinds) {
            assert.deepEqual(await ask<typeof need.kind>(store, need), await ask<typeof need.kind>(source, need));
          }
        }
      }
    },
  },
  {
    title: 'what happened in another order than its ids and moments say comes in as it happened',
    run: async ({ store }) => {
      const source = await opened();
      const [item] = await addItems(source, [{}]);
      await commit(source, [{ kind: 'ids', sequence: 'use', count: 1 }], () => ({ idsUsed: { use: 1 } }));
      // Two processes that give out ids from blocks of their own, by clocks of their own.
      const use = { use: 1, quantity: 2, at: noon + 10 };
      const afterwards = [
        { type: 'used', ...use },
        { type: 'reversed', ...use, quantity: 1, at: noon + 5 },
      ] as const;
      const entries = await acquire(source, [
        { item: item!.id, nth: 2, at: noon + 1, quantity: 5, afterwards },
        { item: item!.id, nth: 1, at: noon + 2 },
      ]);
      await importing(store, await exported(source));
      const of = { user: 'ann', item: item!.id };
      assert.deepEqual(await ask(store, { kind: 'latest', ...of }), entries[0]);
      const recent = [noon + 1, noon + 2];
      assert.deepEqual(await ask(store, { kind: 'gets', ...of, most: 2 }), { count: 2, recent });
      const takes = [{ entry: entries[0]!.id, quantity: 2, reversed: 1 }];
      const expected = { ...of, id: 1, at: noon + 10, net: 1, takes };
      assert.deepEqual(await ask(store, { kind: 'uses', ...of, since: 0 }), [expected]);
      const log = { user: 'ann', entry: entries[0]!.id, types: null, direction: 'ASC', page: 1, size: 9 } as const;
      assert.deepEqual(
        (await store.log(log)).content.map(({ seq }) => seq),
        [1, 2, 3],
      );
      assert.deepEqual(await exported(store), await exported(source));
    },
  },
];
