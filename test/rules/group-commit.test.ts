import { allow, MemoryStore, StorageError, type Behavior, type UnitOfWork } from '@holdall/core';
import { createTestEngine, type TestEngineOptions } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, owned } from './settings.js';

interface Refused {
  readonly code: string;
  readonly reason?: string;
  readonly details: { readonly reason?: string };
}
const reasonOf = ({ code, details }: Refused) => details.reason ?? code;

/** A store that waits before it commits until it is let through, counts its batches, and fails when told to. */
class Gate extends MemoryStore {
  readonly batches: number[] = [];
  failure: Error | null = null;
  #waiting: (() => void)[] = [];
  #shut = false;

  shut(): void {
    this.#shut = true;
  }

  open_(): void {
    this.#shut = false;
    for (const through of this.#waiting.splice(0)) through();
  }

  /** Resolves when a batch stands at the gate. */
  async arrived(): Promise<void> {
    while (this.#waiting.length === 0) await Promise.resolve();
  }

  override async write(unit: UnitOfWork): Promise<void> {
    if (this.#shut) await new Promise<void>((through) => this.#waiting.push(through));
    const { failure } = this;
    this.failure = null;
    const before = (await super.audit(0)).records;
    await super.write({
      needs: (catalogue) => unit.needs(catalogue),
      decide: (catalogue, loaded) => {
        const decided = unit.decide(catalogue, loaded);
        if (failure !== null && decided.kind === 'decided') throw failure;
        return decided;
      },
    });
    this.batches.push((await super.audit(0)).records - before);
  }
}

const order = (user: string, item = 'a') => ({ user, item });

const world = async (options: Omit<TestEngineOptions, 'store'> = {}) => {
  const store = new Gate();
  const { engine } = await createTestEngine({ ...options, store });
  await engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [consumable(3)] } });
  await engine.createItem({ item: { name: 'One', unique_key: 'one', behaviors: [owned(1)] } });
  store.batches.length = 0;
  return { engine, store };
};
const outcomes = async (promises: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(promises)).map((ended) =>
    ended.status === 'fulfilled' ? 'done' : reasonOf(ended.reason as Refused),
  );

describe('group commit', () => {
  it('what comes while a batch is under way forms the next one; a lone caller waits for nobody', async () => {
    const { engine, store } = await world();
    store.shut();
    const first = engine.grant(order('ann'));
    await store.arrived();
    const others = ['ben', 'cem', 'dan'].map((user) => engine.grant(order(user)));
    expect(engine.waiting).toBe(3);
    store.open_();
    await Promise.all([first, ...others]);
    expect(store.batches).toEqual([1, 3]);
    await engine.grant(order('eve'));
    expect(store.batches).toEqual([1, 3, 1]);
  });

  it('each command sees what the ones before it changed, and one that is denied spoils nothing', async () => {
    const { engine, store } = await world();
    const ended = await outcomes([
      engine.grant(order('ann')),
      engine.use({ ...order('ann'), quantity: 2 }),
      engine.use({ ...order('ann'), quantity: 2 }),
      engine.use(order('ann')),
      engine.use(order('ann')),
      engine.grant(order('ann', 'one')),
      engine.grant(order('ann', 'one')),
      engine.grant(order('ben', 'one')),
      engine.grant(order('ben', 'nothing')),
    ]);
    const denied = ['insufficient_uses', 'used_up', 'limit_reached'];
    expect(ended).toEqual(['done', 'done', denied[0], 'done', denied[1], 'done', denied[2], 'done', 'not_found']);
    // Three grants and two uses, in one transaction.
    expect(store.batches).toEqual([5]);
    expect((await engine.audit()).unbalanced).toEqual([]);
  });

  it('as they would one after another, also over what was there before', async () => {
    const { engine, store } = await world();
    await engine.grant(order('ann'));
    const [used] = await Promise.all([engine.use(order('ann')), engine.grant(order('ben'))]);
    const batches = store.batches.length;
    const ended = await outcomes([
      engine.use({ ...order('ann'), quantity: 2 }),
      engine.use(order('ann')),
      engine.reverseUse({ user: 'ann', use: used.use }),
      engine.reverseUse({ user: 'ann', use: used.use }),
      engine.use(order('ann')),
      engine.setStatus({ user: 'ann', entry: 1, status: 'pending' }),
      engine.use(order('ann')),
    ]);
    expect(ended).toEqual(['done', 'used_up', 'done', 'already_reversed', 'done', 'done', 'pending']);
    expect(store.batches).toHaveLength(batches + 1);
    expect((await engine.audit()).unbalanced).toEqual([]);
  });

  it.each<[string, Partial<Behavior>]>([
    ['deciding', { atGet: () => JSON.parse('{') as never }],
    ['saying what it needs', { needsAtGet: () => JSON.parse('{') as never, atGet: () => JSON.parse('{') as never }],
    ['changing the entry', { whenActivated: () => JSON.parse('{') as never }],
  ])('a behavior of the host that throws while %s fails its own command and leaves nothing', async (_when, part) => {
    const broken: Behavior = {
      typeHint: 'broken',
      description: 'Throws.',
      fields: [],
      validate: () => ({ type_hint: 'broken' }),
      ...part,
    };
    const { engine, store } = await world({ behaviors: [broken] });
    await engine.createItem({ item: { name: 'B', unique_key: 'b', behaviors: [{ type_hint: 'broken' }] } });
    const key = 'k';
    const all = () => [
      engine.grant(order('ann')),
      engine.grant({ ...order('ann', 'b'), key }),
      engine.grant(order('ann')),
    ];
    expect(await outcomes(all())).toEqual(['done', 'internal', 'done']);
    expect(store.batches.at(-1)).toBe(2);
    expect(await engine.audit()).toEqual({ entries: 2, records: 2, unbalanced: [] });
    // It is no decision, so it is not remembered: with the behavior mended the same key succeeds.
    Object.assign(broken, { atGet: () => allow(), needsAtGet: () => [], whenActivated: () => ({}) });
    expect((await engine.grant({ ...order('ann', 'b'), key })).replayed).toBe(false);
  });

  it.each<[string, Error, object]>([
    [
      'as a store does',
      new StorageError('The disk is full.', { transient: true, code: 'storage_full' }),
      { code: 'storage_full', transient: true },
    ],
    ['as nobody foresaw', new TypeError('undefined is not a function'), { code: 'internal', transient: false }],
  ])(
    'a store that fails, %s, fails exactly the commands of that batch, and none was half done',
    async (_how, failure, told) => {
      const { engine, store } = await world();
      store.failure = failure;
      store.shut();
      const first = engine.grant(order('ann'));
      await store.arrived();
      store.open_();
      const failing = [first, engine.use(order('ann'))];
      const ended = await Promise.allSettled([first]);
      expect(ended).toMatchObject([{ status: 'rejected', reason: told }]);
      expect(await outcomes(failing)).toEqual([(told as { code: string }).code, 'not_held']);
      expect(await engine.audit()).toMatchObject({ entries: 0, records: 0 });
      expect(await outcomes([engine.grant(order('ann')), engine.use(order('ann'))])).toEqual(['done', 'done']);
    },
  );

  it('all commands of a batch that fails are told so, and a question beside it is answered', async () => {
    const { engine, store } = await world();
    store.failure = new StorageError('The disk is full.', { transient: true });
    const together = [engine.grant(order('ann')), engine.grant(order('ben')), engine.grant(order('ann', 'nothing'))];
    const asked = engine.check({ ...order('ann'), action: 'get' });
    expect(await outcomes(together)).toEqual(['storage_failed', 'storage_failed', 'storage_failed']);
    expect(await asked).toEqual({ allowed: true });
  });

  it('keeps the order in which commands come, also between the catalogue and inventories', async () => {
    const { engine, store } = await world();
    const done: string[] = [];
    const noting = (name: string, work: Promise<unknown>) => work.then(() => done.push(name));
    await Promise.all([
      noting('ann', engine.grant(order('ann'))),
      noting('ben', engine.grant(order('ben'))),
      noting('new item', engine.createItem({ item: { name: 'B', unique_key: 'b' } })),
      noting('of the new item', engine.grant(order('ann', 'b'))),
      noting('archived', engine.deleteItem({ id: 'b' })),
      noting('cem', engine.grant(order('cem'))),
    ]);
    expect(done).toEqual(['ann', 'ben', 'new item', 'of the new item', 'archived', 'cem']);
    expect(store.batches).toEqual([2, 0, 1, 0, 1]);
    await expect(engine.grant(order('ann', 'b'))).rejects.toMatchObject({ reason: 'item_archived' });
  });

  it('takes so many together and lets so many wait; more are refused and nothing is done', async () => {
    const { engine, store } = await world({ mostTogether: 2, mostWaiting: 3 });
    store.shut();
    const first = engine.grant(order('ann'));
    await store.arrived();
    const waiting = ['b', 'c', 'd'].map((user) => engine.grant(order(user)));
    const refused = engine.grant(order('e'));
    await expect(refused).rejects.toMatchObject({ code: 'overloaded', transient: true, details: { waiting: 3 } });
    store.open_();
    await Promise.all([first, ...waiting]);
    expect(store.batches).toEqual([1, 2, 1]);
    expect((await engine.entries()).total).toBe(4);
  });
});

describe('whoever watches the engine', () => {
  it('hears of every batch as it begins and when it is over, also when it failed, until they leave', async () => {
    const { engine, store } = await world();
    const seen: string[] = [];
    const leave = engine.observe(({ of, size }) => {
      seen.push(`${size} ${of}`);
      return () => void seen.push('over');
    });
    store.shut();
    const first = engine.grant(order('ann'));
    await store.arrived();
    expect(seen).toEqual(['1 commands']);
    const others = ['ben', 'cem'].map((user) => engine.grant(order(user)));
    store.open_();
    await Promise.all([first, ...others]);
    expect(seen).toEqual(['1 commands', 'over', '2 commands', 'over']);
    await Promise.all([engine.check(order('ann')), engine.balance(order('ann'))]);
    await engine.idle();
    expect(seen.splice(4)).toEqual(['2 questions', 'over']);
    store.failure = new StorageError('The disk is full.', { transient: true });
    expect(await outcomes([engine.grant(order('ann'))])).toEqual(['storage_failed']);
    await engine.idle();
    expect(seen.splice(4)).toEqual(['1 commands', 'over']);
    leave();
    await engine.grant(order('ann'));
    expect(seen).toHaveLength(4);
  });

  it('cannot fail a command', async () => {
    const { engine } = await world();
    engine.observe(() => JSON.parse('{') as never);
    engine.observe(() => () => JSON.parse('{') as never);
    expect(await outcomes([engine.grant(order('ann')), engine.check(order('ann'))])).toEqual(['done', 'done']);
  });
});

describe('closing', () => {
  it('finishes what was accepted, tells subscribers, and takes no more', async () => {
    const { engine, store } = await world();
    const heard: string[] = [];
    engine.subscribe(({ user }) => void heard.push(user));
    store.shut();
    const first = engine.grant(order('ann'));
    await store.arrived();
    const second = engine.grant(order('ben'));
    const closing = engine.close();
    const late = outcomes([
      engine.grant(order('cem')),
      engine.check(order('ann')),
      engine.entries(),
      engine.log({ user: 'ann' }),
      engine.item('a'),
      engine.audit(),
    ]);
    store.open_();
    expect((await Promise.all([first, second])).map(({ replayed }) => replayed)).toEqual([false, false]);
    await closing;
    expect(heard).toEqual(['ann', 'ben']);
    expect(await late).toEqual(Array.from({ length: 6 }, () => 'storage_closed'));
    await expect(engine.close()).resolves.toBeUndefined();
    await expect(store.catalogue()).rejects.toMatchObject({ code: 'storage_closed' });
  });
});
