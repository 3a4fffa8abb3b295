import assert from 'node:assert/strict';
import { sequences, type Store } from '@holdall/core';
import { acquire, addItems, commit, idsOf, nothing, replyOf } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const taken = async (store: Store, sequence: (typeof sequences)[number], asked: number, used: number) => {
  let first = 0;
  await commit(store, [{ kind: 'ids', sequence, count: asked }], (loaded) => {
    const block = loaded.get<'ids'>({ kind: 'ids', sequence, count: asked })!;
    assert.ok(block.count >= asked, 'a block has at least as many ids as were asked for');
    ({ first } = block);
    // Ids that stand nowhere are nobody's: something must be written for them to be gone.
    return { idsUsed: { [sequence]: used }, replies: [replyOf({ key: 'ids' })] };
  });
  return Array.from({ length: used }, (_, index) => first + index);
};

/** Ids: safe integers, consecutive in a batch, never twice. */
export const ids: readonly Scenario[] = [
  {
    title: 'a new store gives out ids from 1, each sequence by itself',
    run: async ({ store }) => {
      for (const sequence of sequences) assert.deepEqual(await taken(store, sequence, 3, 3), [1, 2, 3], sequence);
      for (const sequence of sequences) assert.deepEqual(await taken(store, sequence, 1, 1), [4], sequence);
    },
  },
  {
    title: 'only the ids that a unit used are gone: the next unit goes on from there, however many were asked for',
    run: async ({ store }) => {
      assert.deepEqual(await taken(store, 'log', 100, 2), [1, 2]);
      assert.deepEqual(await taken(store, 'log', 5000, 1), [3]);
      assert.deepEqual(await taken(store, 'log', 7, 0), []);
      assert.deepEqual(await taken(store, 'log', 1, 1), [4]);
    },
  },
  {
    title: 'a unit that asks again for more ids in a later round gets a block as large as that',
    run: async ({ store }) => {
      const counts = [2, 16, 400];
      let round = 0;
      let first = 0;
      await store.write({
        needs: () => [{ kind: 'ids', sequence: 'entry', count: 1 }],
        decide: (_catalogue, loaded) => {
          const count = counts[round];
          round += 1;
          if (count !== undefined) return { kind: 'missing', needs: [{ kind: 'ids', sequence: 'entry', count }] };
          const block = loaded.get<'ids'>({ kind: 'ids', sequence: 'entry', count: 400 });
          assert.ok(block !== undefined && block.count >= 400);
          ({ first } = block);
          return {
            kind: 'decided',
            writes: { ...nothing, idsUsed: { entry: 400 }, replies: [replyOf({ key: 'ids' })] },
          };
        },
      });
      assert.deepEqual(await taken(store, 'entry', 1, 1), [first + 400]);
    },
  },
  {
    title: 'a unit that failed leaves no gap worth the name, and its ids may come again',
    run: async ({ store }) => {
      await taken(store, 'use', 1, 1);
      for (let attempt = 0; attempt < 20; attempt += 1) {
        await assert.rejects(
          commit(store, [{ kind: 'ids', sequence: 'use', count: 10 }], () => {
            throw new Error('refused by the scenario');
          }),
        );
      }
      const [next] = await taken(store, 'use', 1, 1);
      assert.ok(next! >= 2 && next! < 1000, `${next} is far from 2`);
    },
  },
  {
    title: 'units at the same time get ids that no other gets',
    run: async ({ store }) => {
      const blocks = await Promise.all(Array.from({ length: 20 }, () => taken(store, 'entry', 50, 3)));
      assert.equal(new Set(blocks.flat()).size, 60);
    },
  },
  {
    title: 'two stores on the same data never give out the same id',
    shared: true,
    run: async ({ store, another }) => {
      const other = await another();
      const [item] = await addItems(store, [{}]);
      const turns = Array.from({ length: 10 }, (_, turn) => turn);
      const entries = await Promise.all(
        turns.flatMap((turn) =>
          [store, other].map((one, side) => acquire(one, [{ user: `u${side}-${turn}`, item: item!.id }])),
        ),
      );
      assert.equal(new Set(entries.flatMap((all) => idsOf(all))).size, 20);
      const blocks = await Promise.all(turns.map((turn) => taken(turn % 2 === 0 ? store : other, 'log', 9, 2)));
      assert.equal(new Set(blocks.flat()).size, 20);
    },
  },
];
