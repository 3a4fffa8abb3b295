import assert from 'node:assert/strict';
import { createEngine, DeniedError, type Decided, type Engine, type Store, type UnitOfWork } from '@holdall/core';
import { handedOver } from '../handed-over.js';
import { acquire, addItems, ask, commit, idsOf, noon, replyOf, write } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

/** How many more rounds of loading a unit waits for others to have loaded, too. Where units take turns, none ever does. */
const patience = 25;

/**
 * A meeting point: a store whose units hold still, after loading and before deciding, until `expected` of them have
 * loaded. Where nothing keeps units apart all of them then decide over the same state, and the last use goes twice.
 * Deciding cannot wait, so a unit holds still by naming something new that is missing, a bounded number of times.
 */
export const meeting = (expected: number) => {
  let arrived = 0;
  return (store: Store): Store => {
    const held = (unit: UnitOfWork): UnitOfWork => {
      let rounds = 0;
      return {
        needs: (catalogue) => unit.needs(catalogue),
        decide: (catalogue, loaded): Decided => {
          const decided = unit.decide(catalogue, loaded);
          if (decided.kind === 'missing') return decided;
          if (rounds === 0) arrived += 1;
          if (arrived >= expected || rounds >= patience) return decided;
          rounds += 1;
          return { kind: 'missing', needs: [{ kind: 'entry', user: 'nobody', id: 1_000_000 + rounds }] };
        },
      };
    };
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'write') return (unit: UnitOfWork) => target.write(held(unit));
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      },
    });
  };
};

const clock = { now: () => noon };

/** Engines that share what they work on; the stores are open already and belong to the trial. */
const enginesOn = async (stores: readonly Store[]): Promise<readonly Engine[]> => {
  const through = meeting(stores.length);
  return Promise.all(stores.map((store) => createEngine({ clock, store: handedOver(through(store)) })));
};

const reasonsOf = (settled: readonly PromiseSettledResult<unknown>[]): readonly string[] =>
  settled
    .map((one) => {
      if (one.status === 'fulfilled') return 'done';
      return one.reason instanceof DeniedError ? one.reason.reason : String(one.reason);
    })
    .toSorted();

const lastUse = async (stores: readonly Store[]) => {
  const [first] = stores;
  const [item] = await addItems(first!, [{ behaviors: [{ type_hint: 'consumable', max_use: 1 }] }]);
  await acquire(first!, [{ item: item!.id, quantity: 1 }]);
  const engines = await enginesOn(stores);
  const uses = await Promise.allSettled(engines.map((engine) => engine.use({ user: 'ann', item: item!.id })));
  assert.deepEqual(reasonsOf(uses), ['done', ...stores.slice(1).map(() => 'used_up')]);
  assert.equal(
    (await first!.log({ user: 'ann', entry: null, types: ['used'], direction: 'ASC', page: 1, size: 9 })).total,
    1,
  );
  assert.deepEqual((await first!.audit(10)).unbalanced, []);
};

const lastPlace = async (stores: readonly Store[]) => {
  const [first] = stores;
  const behaviors = [{ type_hint: 'limited_gettable', group: { name: 'g', owned_limit: 1, active_only: false } }];
  const part = { behaviors, groups: ['limited_gettable:g'] };
  const items = await addItems(
    first!,
    stores.map(() => part),
  );
  const engines = await enginesOn(stores);
  // Different items of the group, so that no row of theirs is the same one.
  const gets = engines.map((engine, index) => engine.grant({ user: 'ann', item: items[index]!.id }));
  assert.deepEqual(reasonsOf(await Promise.allSettled(gets)), ['done', ...stores.slice(1).map(() => 'limit_reached')]);
  assert.equal((await first!.audit(10)).entries, 1);
};

const sameKey = async (stores: readonly Store[]) => {
  const [first] = stores;
  const [item] = await addItems(first!, [{}]);
  const engines = await enginesOn(stores);
  const gets = await Promise.all(engines.map((engine) => engine.grant({ user: 'ann', item: item!.id, key: 'once' })));
  assert.equal(gets.filter(({ replayed }) => !replayed).length, 1);
  assert.equal(new Set(gets.map(({ entries }) => entries[0]!.id)).size, 1);
  assert.equal((await first!.audit(10)).entries, 1);
};

/** Units keep out of each other's way, and readers see only what was committed. */
export const isolation: readonly Scenario[] = [
  {
    title: 'two engines on one store: the last use is used once, also when both have looked before either writes',
    run: ({ store }) => lastUse([store, store, store]),
  },
  {
    title: 'two engines on one store: the last place of a limited group is got once',
    run: ({ store }) => lastPlace([store, store, store]),
  },
  {
    title: 'two engines on one store: a command with one key is done once',
    run: ({ store }) => sameKey([store, store]),
  },
  {
    title: 'two stores on the same data: the last use is used once, also when both have looked before either writes',
    shared: true,
    run: async ({ store, another }) => lastUse([store, await another()]),
  },
  {
    title: 'two stores on the same data: the last place of a limited group is got once',
    shared: true,
    run: async ({ store, another }) => lastPlace([store, await another()]),
  },
  {
    title: 'two stores on the same data: a command with one key is done once',
    shared: true,
    run: async ({ store, another }) => sameKey([store, await another()]),
  },
  {
    title: 'increments by many units at once are all there in the end',
    run: async ({ store }) => {
      const reply = { kind: 'reply', scope: 'ann', key: 'counter' } as const;
      await write(store, { replies: [replyOf({ key: 'counter', outcome: { ok: true, result: 0 } })] });
      const increment = () =>
        commit(store, [reply], (loaded) => {
          const { outcome } = loaded.get<'reply'>(reply)!;
          const result = outcome.ok ? Number(outcome.result) + 1 : NaN;
          return { replies: [replyOf({ key: 'counter', outcome: { ok: true, result } })] };
        });
      await Promise.all(Array.from({ length: 40 }, increment));
      assert.deepEqual((await ask(store, reply))?.outcome, { ok: true, result: 40 });
    },
  },
  {
    title: 'whoever reads while a unit is being written sees all of it or nothing of it',
    run: async ({ store }) => {
      const many = 1500;
      const [item] = await addItems(store, [{}]);
      const all = { users: null, items: null, openAt: null, created: [], order: [], page: 1, size: 1 } as const;
      const seen = new Set<string>();
      const look = async () => {
        const [{ total }, { entries, records }, open] = await Promise.all([
          store.entries(all),
          store.audit(1),
          ask(store, { kind: 'open', user: 'ann', item: item!.id }),
        ]);
        for (const count of [total, entries, records, open.length]) seen.add(String(count));
      };
      // Once before and once after: a store that works in the caller's turn may be done before anybody has looked.
      await look();
      const watching = watch(look);
      const entries = await acquire(
        store,
        Array.from({ length: many }, () => ({ item: item!.id })),
      );
      // The same entries again: they are written, and taken back when the last one turns out to exist.
      const again = entries.map((entry) => ({ ...entry, id: entry.id + many, nth: entry.nth + many }));
      await assert.rejects(write(store, { created: [...again, entries[0]!] }));
      await watching.stop();
      await look();
      assert.deepEqual([...seen].toSorted(), ['0', String(many)]);
    },
  },
  {
    title: 'a question that loads in several rounds sees one moment, whatever is committed between them',
    run: async ({ store }) => {
      const [item] = await addItems(store, [{}]);
      const of = { user: 'ann', item: item!.id };
      const writing: Promise<unknown>[] = [];
      let written = false;
      let rounds = 0;
      let latest: unknown;
      await store.read({
        needs: () => [{ kind: 'open', ...of }],
        answer: (_catalogue, loaded) => {
          assert.deepEqual(loaded.get<'open'>({ kind: 'open', ...of }), []);
          if (rounds === 0) writing.push(acquire(store, [{ item: item!.id }]).then(() => (written = true)));
          rounds += 1;
          // Gives the unit time to commit; where reads hold writes up, it never does, which is as good.
          if (!written && rounds < 100) return [{ kind: 'entry', user: 'nobody', id: 1_000_000 + rounds }];
          const need = { kind: 'latest', ...of } as const;
          latest = loaded.get<'latest'>(need);
          return latest === undefined ? [need] : [];
        },
      });
      assert.equal(latest, null, 'the entry was not there when the question was asked');
      await Promise.all(writing);
      assert.deepEqual(idsOf(await ask(store, { kind: 'open', ...of })).length, 1);
    },
  },
];

/** Runs something again and again until it is stopped. */
const watch = (look: () => Promise<void>) => {
  let watching = true;
  const done = (async () => {
    do await look();
    while (watching);
    await look();
  })();
  return {
    stop: async (): Promise<void> => {
      watching = false;
      await done;
    },
  };
};
