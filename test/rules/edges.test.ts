import { createEngine, InvalidInputError, MemoryStore, type InvalidInputError as Invalid } from '@holdall/core';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';

const consumable = { type_hint: 'consumable', max_use: 3 };
const day = { type_hint: 'expirable', time_length: 1, unit_of_time: 'day' };

/** Every fault of a refused input, by its path. */
const faultsOf = async (order: Promise<unknown>): Promise<readonly string[]> => {
  const error: unknown = await order.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInputError);
  return (error as Invalid).details.faults.map(({ path }) => path);
};

describe('an engine', () => {
  it('closes although a subscriber never comes to an end', async () => {
    const { engine } = await createTestEngine();
    engine.subscribe(() => new Promise(() => undefined));
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    await engine.grant({ user: 'ada', item: 'a' });
    await engine.close();
    await expect(engine.check({ user: 'ada', item: 'a' })).rejects.toMatchObject({ code: 'storage_closed' });
  });

  it('fails the commands of a batch when the clock fails, and goes on', async () => {
    let broken = false;
    const clock = {
      now: () => {
        if (broken) throw new Error('no time');
        return Date.UTC(2026, 0, 1);
      },
    };
    const engine = await createEngine({ store: new MemoryStore(), clock });
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    broken = true;
    await expect(engine.grant({ user: 'ada', item: 'a' })).rejects.toMatchObject({ code: 'internal' });
    await expect(engine.check({ user: 'ada', item: 'a' })).rejects.toThrow('no time');
    broken = false;
    await engine.grant({ user: 'ada', item: 'a' });
    expect(await engine.check({ user: 'ada', item: 'a' })).toEqual({ allowed: true });
  });

  it('refuses a command that does not exist, and to be made without a store', async () => {
    const { engine } = await createTestEngine();
    expect(await faultsOf(engine.execute('constructor' as 'use', { user: 'ada', item: 1 }))).toEqual(['type']);
    expect(await faultsOf(createEngine({} as never))).toEqual(['store']);
  });

  it('names the faults of a document together with those of its other fields', async () => {
    const { engine } = await createTestEngine();
    expect(await faultsOf(engine.createItem({ item: { name: '' }, key: '' }))).toEqual(['key', 'item.name']);
    expect(await faultsOf(engine.grant({ user: '', item: 1, overrides: ['nope'] }))).toEqual(['user', 'overrides[0]']);
    expect(await faultsOf(engine.createItem({ item: 'Sword' as never }))).toEqual(['item']);
  });

  it('takes an expiry or data that were left out for a mistake, and null for a wish', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [day] } });
    await engine.grant({ user: 'ada', item: 'a' });
    const mine = { user: 'ada', entry: 1 };
    expect(await faultsOf(engine.setExpiry(mine as never))).toEqual(['expires']);
    expect(await faultsOf(engine.setBehaviorData(mine as never))).toEqual(['data']);
    expect((await engine.setExpiry({ ...mine, expires: null })).entry.expires).toBeNull();
    expect((await engine.setBehaviorData({ ...mine, data: null })).entry.data).toEqual({});
  });
});

describe('sums beyond 2^53', () => {
  it('are told as 2^53 - 1 and never booked', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'Data', unique_key: 'data', unit: 'byte', behaviors: [consumable] } });
    await engine.grant({ user: 'ada', item: 'data', quantity: 2, maxUse: Number.MAX_SAFE_INTEGER });
    expect((await engine.balance({ user: 'ada', item: 'data' })).remaining).toBe(Number.MAX_SAFE_INTEGER);
    await engine.use({ user: 'ada', item: 'data', quantity: Number.MAX_SAFE_INTEGER });
    await engine.createItem({ item: { name: 'Free', unique_key: 'free' } });
    await engine.grant({ user: 'ada', item: 'free' });
    const all = { user: 'ada', item: 'free', quantity: Number.MAX_SAFE_INTEGER };
    await engine.use(all);
    await expect(engine.use(all)).rejects.toMatchObject({ code: 'internal' });
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });
});

describe('a SKU', () => {
  it('grants at most 1,000 entries together, and that many at once', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    const sku = (quantity: number) => ({
      sku: 'many',
      currency_code: 'EUR',
      price: 0,
      items: [
        { unique_key: 'a', quantity: 1 },
        { unique_key: 'a', quantity },
      ],
    });
    expect(await faultsOf(engine.createSku({ sku: sku(1000) }))).toEqual(['sku.items']);
    await engine.createSku({ sku: sku(999) });
    const { entries } = await engine.addBySku({ user: 'ada', sku: 'many', skipInvoice: true });
    expect(entries.at(-1)).toMatchObject({ id: 1000, nth: 1000 });
  });

  it('says of a denial when all of it could be added, or that it never could', async () => {
    const limited = { type_hint: 'limited_gettable', group: { owned_limit: 1, active_only: true } };
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'Pass', unique_key: 'pass', behaviors: [day, limited] } });
    const sku = { currency_code: 'EUR', price: 0 };
    await engine.createSku({ sku: { ...sku, sku: 'one', items: [{ unique_key: 'pass' }] } });
    await engine.createSku({ sku: { ...sku, sku: 'two', items: [{ unique_key: 'pass' }, { unique_key: 'pass' }] } });
    await engine.grant({ user: 'ada', item: 'pass' });
    const add = (code: string) => engine.addBySku({ user: 'ada', sku: code, skipInvoice: true });
    await expect(add('one')).rejects.toMatchObject({ retryAt: new Date('2026-01-02T00:00:00Z') });
    await expect(add('two')).rejects.toMatchObject({ retryAt: null });
  });

  it('is checked for its price like the order itself', async () => {
    const { engine } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a' } });
    await engine.createSku({ sku: { sku: 'a', currency_code: 'EUR', price: 5, items: [{ unique_key: 'a' }] } });
    const reason = 'price_not_overridable';
    expect(await engine.check({ user: 'ada', item: 'a', action: 'get', price: 4 })).toMatchObject({ reason });
    await expect(engine.addBySku({ user: 'ada', sku: 'a', price: 4 })).rejects.toMatchObject({ reason });
  });
});

describe('what is over', () => {
  it('takes nothing back that could be spent: a use given back to an entry switched off and past its expiry', async () => {
    const { engine, clock } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [consumable, day] } });
    await engine.grant({ user: 'ada', item: 'a' });
    const { use } = await engine.use({ user: 'ada', item: 'a' });
    await engine.setStatus({ user: 'ada', entry: 1, status: 'inactive' });
    clock.advance({ days: 1 });
    const { returns } = await engine.reverseUse({ user: 'ada', use });
    expect(returns).toEqual([{ entry: 1, quantity: 1, status: 'inactive', spendable: false }]);
    expect(await engine.ledger({ user: 'ada', entry: 1 })).toMatchObject({
      granted: 3,
      used: 0,
      expired: 3,
      remaining: 0,
    });
  });

  it('has nothing left, whatever its counter says', async () => {
    const { engine, clock } = await createTestEngine();
    await engine.createItem({ item: { name: 'A', unique_key: 'a', behaviors: [consumable, day] } });
    await engine.grant({ user: 'ada', item: 'a', quantity: 3 });
    await engine.revoke({ user: 'ada', entry: 1 });
    const off = await engine.setStatus({ user: 'ada', entry: 2, status: 'inactive' });
    expect(off.entry.remaining).toBe(3);
    clock.advance({ days: 1 });
    const { content } = await engine.entries({ user: 'ada', inactive: true });
    expect(content.map(({ ended, remaining }) => [ended, remaining])).toEqual([
      ['revoked', 0],
      ['deactivated', 3],
      ['expired', 0],
    ]);
  });
});

describe('a remembered answer', () => {
  it('stays as it was, though the item has another name and another maximum since', async () => {
    const { engine } = await createTestEngine();
    const item = { name: 'Potion', unique_key: 'potion', behaviors: [consumable] };
    await engine.createItem({ item });
    const order = { user: 'ada', item: 'potion', key: 'once' };
    const first = await engine.grant(order);
    await engine.updateItem({ id: 'potion', item: { ...item, name: 'Elixir', behaviors: [] } });
    expect(await engine.grant(order)).toEqual({ ...first, replayed: true });
  });
});

describe('a group', () => {
  it('is not held to what an archived member says', async () => {
    const { engine } = await createTestEngine();
    const limited = (owned_limit: number) => ({
      type_hint: 'limited_gettable',
      group: { name: 'g', owned_limit, active_only: false },
    });
    await engine.createItem({ item: { name: 'Old', unique_key: 'old', behaviors: [limited(1)] } });
    await engine.deleteItem({ id: 'old' });
    const items = [{ name: 'New', unique_key: 'new', behaviors: [limited(2)] }];
    expect(await engine.importCatalogue({ catalogue: { items } })).toMatchObject({ written: 1 });
  });
});
