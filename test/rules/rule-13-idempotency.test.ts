import { MemoryStore, StorageError, type Writes } from '@holdall/core';
import { createTestEngine, get, given, granted, item, later, setStatus, step, use, used } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { consumable, owned, usesPer } from './settings.js';

const key = 'order-7';

describe('rule 13: the same key and the same command give the first result again', () => {
  it('of a success, though it would be refused by now', () =>
    given(granted('gift', { uses: 1 }))
      .when(use(1, { key }))
      .then(used('gift', 1))
      .when(later({ days: 3 }), use(1, { key }))
      .thenReplayed()
      .thenAlso(({ clock }, outcome) => {
        expect(clock.time).toEqual(new Date('2026-01-04T00:00:00Z'));
        expect(outcome).toEqual({
          ok: true,
          result: {
            use: 1,
            item: 1,
            quantity: 1,
            takes: [{ entry: 1, quantity: 1, status: 'inactive', remaining: 0 }],
            remaining: 0,
            replayed: true,
          },
        });
      }));

  it('as it was then, though what it made has expired since', async () => {
    const { engine, clock } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    const order = { user: 'ann', item: 'a', expires: new Date('2026-01-02T00:00:00Z'), key };
    const first = await engine.grant(order);
    clock.advance({ days: 5 });
    expect(await engine.grant(order)).toEqual({ ...first, replayed: true });
  });

  it('of a denial, with its reasons and its moment, though it would be allowed by now', () =>
    given(item('shot', [usesPer(1, 1, 'hour')]), get('a'), use())
      .when(use(1, { key }))
      .thenDenied('use_limit_reached', { limit: 1, used: 1, requested: 1 }, { retryAt: '2026-01-01T01:00:00Z' })
      .when(later({ days: 1 }), use(1, { key }))
      .thenReplayed()
      .thenDenied('use_limit_reached', { limit: 1, used: 1, requested: 1 }, { retryAt: '2026-01-01T01:00:00Z' })
      .when(use(1, { key: 'a new attempt' }))
      .then(used('a', 1)));

  it.each<[string, (engine: Awaited<ReturnType<typeof createTestEngine>>['engine']) => Promise<unknown>]>([
    ['a conflict', (engine) => engine.revoke({ user: 'ann', entry: 1, key })],
    ['something that is not found', (engine) => engine.revoke({ user: 'ann', entry: 99, key })],
    ['what the catalogue does not allow', (engine) => engine.createItem({ item: { name: 'B', unique_key: 'a' }, key })],
  ])('of %s', async (_what, order) => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    await engine.grant({ user: 'ann', item: 'a' });
    await engine.revoke({ user: 'ann', entry: 1 });
    const told = () =>
      order(engine).catch(({ code, message, details, replayed }: Error & Record<string, unknown>) => {
        return { code, message, details, replayed };
      });
    const first = (await told()) as object;
    expect(first).toMatchObject({ replayed: false });
    expect(await told()).toEqual({ ...first, replayed: true });
  });

  it('of two that come together, too', () =>
    given(granted('gift', { uses: 5 }))
      .when(
        step(({ engine }) => {
          const order = { user: 'ann', item: 'thing', key };
          return Promise.all([engine.use(order), engine.use(order)]);
        }),
      )
      .then(used('gift', 1))
      .thenAlso((_world, { ok, ...outcome }) => {
        const [first, second] = (outcome as { result: { use: number; replayed: boolean }[] }).result;
        expect(ok).toBe(true);
        expect([first!.replayed, second!.replayed]).toEqual([false, true]);
        expect({ ...second!, replayed: false }).toEqual(first);
      }));

  it('and the same command in other words is the same command', () =>
    given(item('gift', [consumable()]), get('a', { key, overrides: ['spendable', 'consumable'] }))
      .when(get('b', { key, overrides: ['consumable', 'spendable', 'consumable'], info: null }))
      .thenReplayed());
});

describe('rule 13: the same key and another command is a conflict that names what differs', () => {
  const gift = [granted('gift', { uses: 9 }), granted('other', { uses: 9 }), use(1, { key, info: 'first' })] as const;

  it.each([
    ['another quantity', use(2, { key, info: 'first' }), ['quantity']],
    ['other words and another actor', use(1, { key, info: 'again', actor: 'bot' }), ['actor', 'info']],
    [
      'another kind of command',
      setStatus('gift', 'inactive', { key }),
      ['entry', 'guest', 'info', 'item', 'quantity', 'sku', 'status', 'type'],
    ],
  ])('%s', (_what, order, differences) =>
    given(...gift)
      .when(order)
      .thenConflict('idempotency_key_reused', { differences }),
  );

  it('also when the first was refused', () =>
    given(granted('gift', { uses: 1 }))
      .when(use(2, { key }))
      .thenDenied('insufficient_uses')
      .when(use(1, { key }))
      .thenConflict('idempotency_key_reused', { differences: ['quantity'] }));

  it('but another user has keys of their own', () =>
    given(...gift)
      .when(get('hers', { user: 'ben', key }))
      .then(granted('hers')));

  it('and so has the catalogue', async () => {
    const { engine } = await createTestEngine();
    const order = { item: { name: 'A' }, key };
    const first = await engine.createItem(order);
    expect(await engine.createItem(order)).toEqual({ ...first, replayed: true });
    await expect(engine.createItem({ item: { name: 'B' }, key })).rejects.toMatchObject({
      details: { reason: 'idempotency_key_reused', differences: ['item'] },
    });
    expect((await engine.items()).total).toBe(1);
    await expect(engine.grant({ user: 'ann', item: 1, key })).resolves.toMatchObject({ replayed: false });
  });
});

describe('rule 13: an answer is kept for 30 days', () => {
  const last = new Date('2026-01-30T23:59:59.999Z');
  const over = new Date('2026-01-31T00:00:00Z');

  it.each([
    ['one millisecond before that is over', last, false],
    ['when it is over', over, true],
  ])('%s', async (_when, moment, again) => {
    const spec = given(
      granted('gift', { uses: 5 }),
      use(1, { key }),
      step(async ({ clock }) => clock.set(moment)),
    );
    if (again) await spec.when(use(1, { key })).then(used('gift', 1)).thenLeft(3);
    else await spec.when(use(1, { key })).thenReplayed().thenLeft(4);
  });

  it('a sweep forgets what is over, and not what was given again in its stead', async () => {
    const { engine, clock } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    const order = { user: 'ann', item: 'a' };
    await engine.grant({ ...order, key: 'one' });
    await engine.grant({ ...order, key: 'two' });
    clock.set(last);
    expect(await engine.sweepExpired()).toMatchObject({ forgotten: 0 });
    clock.set(over);
    const [again, swept] = await Promise.all([engine.grant({ ...order, key: 'one' }), engine.sweepExpired()]);
    expect([again.replayed, swept.forgotten]).toEqual([false, 1]);
    expect((await engine.grant({ ...order, key: 'one' })).replayed).toBe(true);
    expect((await engine.grant({ ...order, key: 'two' })).replayed).toBe(false);
  });

  it('and a host may say another time', async () => {
    const { engine, clock } = await createTestEngine({ rememberFor: 1000 });
    const order = { item: { name: 'A' }, key };
    await engine.createItem(order);
    clock.advance({ milliseconds: 999 });
    expect((await engine.createItem(order)).replayed).toBe(true);
    clock.advance({ milliseconds: 1 });
    expect((await engine.createItem(order)).replayed).toBe(false);
  });
});

describe('rule 13: failures are never remembered', () => {
  /** Fails while it is told to: after deciding, as a commit does. */
  class FailingStore extends MemoryStore {
    failing = false;
    override async write(unit: Parameters<MemoryStore['write']>[0]): Promise<void> {
      const { failing } = this;
      return super.write({
        ...unit,
        needs: (catalogue) => unit.needs(catalogue),
        decide: (catalogue, loaded) => {
          const decided = unit.decide(catalogue, loaded);
          const writes: Writes | null = decided.kind === 'decided' ? decided.writes : null;
          if (failing && writes !== null) throw new StorageError('The disk is full.', { transient: true });
          return decided;
        },
      });
    }
  }

  it('neither of the store', async () => {
    const store = new FailingStore();
    const { engine } = await createTestEngine({ store });
    store.failing = true;
    const order = { item: { name: 'A' }, key };
    await expect(engine.createItem(order)).rejects.toMatchObject({ code: 'storage_failed', transient: true });
    store.failing = false;
    expect((await engine.createItem(order)).replayed).toBe(false);
  });

  it('nor of an input that cannot be read', () =>
    given(granted('gift', { uses: 5 }))
      .when(use(0, { key }))
      .thenInvalid('quantity')
      .when(use(1, { key }))
      .then(used('gift', 1)));
});

it('rule 13: a replay is not an attempt: limits and windows do not see it', () =>
  given(item('sword', [consumable(), owned(2), usesPer(2, 1, 'day')]), get('a', { key: 'k1' }))
    .when(get('again', { key: 'k1' }), get('b'), use(1, { key: 'k2' }), use(1, { key: 'k2' }), use(1))
    .then(granted('b'), used('a', 1), used('a', 1)));
