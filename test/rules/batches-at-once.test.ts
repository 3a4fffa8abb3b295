import { MemoryStore, type UnitOfWork } from '@holdall/core';
import { createTestEngine, type TestEngineOptions } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { owned } from './settings.js';

/** A store that would rather have two batches at once, and holds each of them at its gate until it is let through. */
class TwoGates extends MemoryStore {
  readonly writesAtOnce = 2;
  /** How many commands were in each batch that came, in the order in which they came. */
  readonly came: number[] = [];
  #held: (() => void)[] | null = null;

  shut(): void {
    this.#held = [];
  }

  /** Lets the one through that has waited longest. */
  through(): void {
    this.#held!.shift()!();
  }

  open_(): void {
    const held = this.#held!;
    this.#held = null;
    for (const through of held) through();
  }

  get atGate(): number {
    return this.#held!.length;
  }

  override async write(unit: UnitOfWork): Promise<void> {
    this.came.push(unit.needs(await this.catalogue()).filter(({ kind }) => kind === 'gets').length);
    if (this.#held !== null) await new Promise<void>((through) => this.#held!.push(through));
    await super.write(unit);
  }
}

const grant = (user: string, item = 'a') => ({ user, item });

const world = async (options: Omit<TestEngineOptions, 'store'> = {}) => {
  const store = new TwoGates();
  const { engine } = await createTestEngine({ ...options, store });
  await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
  await engine.createItem({ item: { name: 'One', unique_key: 'one', behaviors: [owned(1)] } });
  store.came.length = 0;
  store.shut();
  const done: string[] = [];
  const noting = (name: string, work: Promise<unknown>) =>
    work.then(
      () => done.push(name),
      () => done.push(`${name}: refused`),
    );
  return { engine, store, done, noting };
};

/** All turns that can be taken are. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('a store that would rather have several batches at once', () => {
  it('gets them, of different users, and no more than it said', async () => {
    const { engine, store, done, noting } = await world();
    const all = [noting('ann', engine.grant(grant('ann')))];
    await settled();
    all.push(noting('ben', engine.grant(grant('ben'))));
    await settled();
    all.push(noting('cem', engine.grant(grant('cem'))));
    await settled();
    expect({ atGate: store.atGate, waiting: engine.waiting }).toEqual({ atGate: 2, waiting: 1 });
    store.open_();
    await Promise.all(all);
    expect(done).toEqual(['ann', 'ben', 'cem']);
  });

  it('never gets two of one user: those keep their order, and others go ahead of them', async () => {
    const { engine, store, done, noting } = await world();
    const all = [noting('ann 1', engine.grant(grant('ann', 'one')))];
    await settled();
    all.push(noting('ann 2', engine.grant(grant('ann', 'one'))));
    all.push(noting('ben', engine.grant(grant('ben', 'one'))));
    all.push(noting('ann 3', engine.grant(grant('ann'))));
    await settled();
    expect({ atGate: store.atGate, waiting: engine.waiting, came: store.came }).toEqual({
      atGate: 2,
      waiting: 2,
      came: [1, 1],
    });
    store.open_();
    await Promise.all(all);
    expect(done).toEqual(['ann 1', 'ben', 'ann 2: refused', 'ann 3']);
  });

  it('gets nothing beside a command on the catalogue, and nothing passes one', async () => {
    const { engine, store, done, noting } = await world();
    const all = [noting('ann', engine.grant(grant('ann')))];
    await settled();
    all.push(noting('archived', engine.deleteItem({ id: 'a' })));
    all.push(noting('ben', engine.grant(grant('ben'))));
    all.push(noting('cem', engine.grant(grant('cem', 'one'))));
    await settled();
    expect({ atGate: store.atGate, waiting: engine.waiting }).toEqual({ atGate: 1, waiting: 3 });
    store.through();
    await settled();
    expect({ atGate: store.atGate, waiting: engine.waiting, done }).toEqual({ atGate: 1, waiting: 2, done: ['ann'] });
    store.open_();
    await Promise.all(all);
    expect(done).toEqual(['ann', 'archived', 'ben: refused', 'cem']);
  });

  it('gets nothing beside what looks for work among everybody', async () => {
    const { engine, store, done, noting } = await world();
    const all = [noting('sweep', engine.sweepExpired())];
    await settled();
    all.push(noting('ann', engine.grant(grant('ann'))));
    await settled();
    expect({ atGate: store.atGate, waiting: engine.waiting }).toEqual({ atGate: 1, waiting: 1 });
    store.open_();
    await Promise.all(all);
    expect(done).toEqual(['sweep', 'ann']);
  });

  it('gets what waits in equal parts where it is much, and in one where it is little', async () => {
    const { engine, store } = await world();
    const of = (count: number) =>
      Promise.all(Array.from({ length: count }, (_, index) => engine.grant(grant(`user ${index}`))));
    store.open_();
    await of(300);
    expect(store.came).toEqual([150, 150]);
    store.came.length = 0;
    await of(64);
    expect(store.came).toEqual([64]);
  });

  it('hears of others while one user has more waiting than a batch takes', async () => {
    const { engine, store, done, noting } = await world({ mostTogether: 10 });
    const ann = Array.from({ length: 30 }, () => engine.grant(grant('ann')));
    const ben = noting('ben', engine.grant(grant('ben')));
    await settled();
    expect({ atGate: store.atGate, waiting: engine.waiting }).toEqual({ atGate: 2, waiting: 20 });
    store.through();
    store.through();
    await ben;
    store.open_();
    await Promise.all(ann);
    expect(done).toEqual(['ben']);
  });

  it('is idle, and closed, once all of them are over', async () => {
    const { engine, store, done, noting } = await world();
    void noting('ann', engine.grant(grant('ann')));
    await settled();
    void noting('ben', engine.grant(grant('ben')));
    await settled();
    const idle = noting('idle', engine.idle());
    store.through();
    await settled();
    expect(done).toEqual(['ann']);
    store.open_();
    await idle;
    expect(done).toEqual(['ann', 'ben', 'idle']);
  });
});
