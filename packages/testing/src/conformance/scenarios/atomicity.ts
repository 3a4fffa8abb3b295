import assert from 'node:assert/strict';
import type { Entry, Store, Writes } from '@holdall/core';
import {
  acquire,
  addItems,
  addUses,
  ask,
  commit,
  idsOf,
  noon,
  nothing,
  recordOf,
  replyOf,
  write,
} from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const of = ({ user, id, item }: Entry) => ({ user, entry: id, item });

/** Everything that can be seen of a store. */
const picture = async (store: Store) => ({
  catalogue: (await store.catalogue()).items,
  version: (await store.catalogue()).version,
  entries: await store.entries({ users: null, items: null, openAt: null, created: [], order: [], page: 1, size: 1000 }),
  log: await store.log({ user: 'ann', entry: null, types: null, direction: 'ASC', page: 1, size: 1000 }),
  reply: await ask(store, { kind: 'reply', scope: 'ann', key: 'k' }),
  unfulfilled: await ask(store, { kind: 'unfulfilled', most: 10 }),
  audit: await store.audit(10),
});

/** One unit is all or nothing. */
export const atomicity: readonly Scenario[] = [
  {
    title:
      'a unit whose decision throws changes nothing, fails with that error or one that it caused, and the next one works',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const before = await picture(store);
      const refused = new Error('refused by the scenario');
      await assert.rejects(
        commit(store, [{ kind: 'open', user: 'ann', item: item!.id }], () => {
          throw refused;
        }),
        (error: unknown) => error === refused || (error as Error).cause === refused,
      );
      assert.deepEqual(await picture(store), before);
      assert.equal((await acquire(store, [{ item: item!.id }])).length, 1);
    },
  },
  {
    title: 'a unit whose writes contradict what is stored is refused whole, and the next one works',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const [entry] = await acquire(store, [{ item: item!.id }]);
      const [use] = await addUses(store, [{ item: item!.id }]);
      const before = await picture(store);
      const fresh = recordOf({ id: 900, user: 'ann', entry: 901, item: item!.id });
      const others: Partial<Writes> = {
        replies: [replyOf({ key: 'k' })],
        catalogue: [{ kind: 'item', id: item!.id, value: { ...item!, name: 'changed' } }],
      };
      const contradictions: readonly Partial<Writes>[] = [
        // An entry that exists already is created, after one that is fine.
        { created: [{ ...entry!, id: 901, nth: 2 }, entry!], log: [fresh] },
        // A record takes a place that is taken.
        { updated: [{ from: entry!, to: entry! }], log: [recordOf({ id: 902, ...of(entry!), seq: 1 })] },
        // An entry is not at the revision from which it is changed.
        {
          updated: [{ from: { ...entry!, revision: 2 }, to: { ...entry!, revision: 3 } }],
          log: [recordOf({ id: 903, ...of(entry!), seq: 3 })],
        },
        // Records of an entry that is not written.
        { log: [recordOf({ id: 904, ...of(entry!), seq: 2 })] },
      ];
      for (const contradiction of contradictions) {
        await assert.rejects(write(store, { ...others, ...contradiction }));
        assert.deepEqual(await picture(store), before);
        assert.deepEqual(await ask(store, { kind: 'use', user: 'ann', id: use!.id }), use);
      }
      await write(store, others);
    },
  },
  {
    title: 'units at the same time: those that fail take no other along',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const units = Array.from({ length: 12 }, (_, index) =>
        index % 3 === 0
          ? commit(store, [], () => {
              throw new Error('refused by the scenario');
            })
          : acquire(store, [{ user: `u${index}`, item: item!.id }]),
      );
      const settled = await Promise.allSettled(units);
      assert.deepEqual(
        settled.map(({ status }) => status),
        units.map((_, index) => (index % 3 === 0 ? 'rejected' : 'fulfilled')),
      );
      assert.equal((await store.audit(1)).entries, 8);
    },
  },
  {
    title: 'a decision is asked again, over more, until it misses nothing; only the last one is written',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const [entry] = await acquire(store, [{ item: item!.id }]);
      const rounds = [
        { kind: 'open', user: 'ann', item: item!.id },
        { kind: 'gets', user: 'ann', item: item!.id, most: 1 },
        { kind: 'reply', scope: 'ann', key: 'k' },
      ] as const;
      const loadedPerRound: number[] = [];
      await store.write({
        needs: () => [],
        decide: (_catalogue, loaded) => {
          loadedPerRound.push(rounds.length - loaded.missing(rounds).length);
          const [missing] = loaded.missing(rounds);
          if (missing !== undefined) return { kind: 'missing', needs: [missing] };
          assert.deepEqual(loaded.get<'open'>(rounds[0]), [entry]);
          return { kind: 'decided', writes: { ...nothing, replies: [replyOf({ key: 'k' })] } };
        },
      });
      assert.deepEqual(loadedPerRound, [0, 1, 2, 3]);
      assert.notEqual(await ask(store, { kind: 'reply', scope: 'ann', key: 'k' }), null);
    },
  },
  {
    title: 'what a unit wrote can be read in every way as soon as its promise has resolved',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      for (let turn = 1; turn <= 5; turn += 1) {
        const user = `u${turn}`;
        const [entry] = await acquire(store, [{ user, item: item!.id, quantity: turn }]);
        const [inQuestion, list, log, totals, audit] = await Promise.all([
          ask(store, { kind: 'open', user, item: item!.id }),
          store.entries({ users: [user], items: null, openAt: noon, created: [], order: [], page: 1, size: 10 }),
          store.log({ user, entry: null, types: null, direction: 'ASC', page: 1, size: 10 }),
          store.totals(user, entry!.id),
          store.audit(1),
        ]);
        assert.deepEqual(inQuestion, [entry]);
        assert.deepEqual(list.content, [entry]);
        assert.equal(log.total, 1);
        assert.deepEqual(totals, { granted: turn });
        assert.equal(audit.entries, turn);
      }
    },
  },
  {
    title: 'what one store wrote, another on the same data reads as soon as the promise has resolved',
    shared: true,
    run: async ({ store, another }) => {
      const other = await another();
      const [item] = await addItems(store, [{}]);
      for (let turn = 1; turn <= 5; turn += 1) {
        const [writer, reader] = turn % 2 === 0 ? [store, other] : [other, store];
        const [entry] = await acquire(writer, [{ user: `u${turn}`, item: item!.id }]);
        assert.deepEqual(await ask(reader, { kind: 'open', user: `u${turn}`, item: item!.id }), [entry]);
        const { total } = await reader.entries({
          users: null,
          items: null,
          openAt: null,
          created: [],
          order: [],
          page: 1,
          size: 1,
        });
        assert.equal(total, turn);
      }
    },
  },
  {
    title: 'everything is still there when the data is opened again',
    shared: true,
    run: async ({ store, another }) => {
      const [item] = await addItems(store, [{ unique_key: 'kept' }]);
      const entries = await acquire(store, [{ item: item!.id }, { item: item!.id, status: 'pending', expires: noon }]);
      await write(store, { replies: [replyOf({ key: 'k' })] });
      const before = await picture(store);
      await store.close();
      const again = await another();
      assert.deepEqual(await picture(again), before);
      const [next] = await acquire(again, [{ user: 'bob', item: item!.id }]);
      assert.ok(next!.id > Math.max(...idsOf(entries)), 'ids go on from where they were');
    },
  },
];
