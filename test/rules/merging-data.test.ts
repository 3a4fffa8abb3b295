import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';

const held = async () => {
  const test = await createTestEngine();
  const { engine } = test;
  const behaviors = [{ type_hint: 'consumable', max_use: 10 }];
  await engine.createItem({ item: { name: 'Pass', unique_key: 'pass', behaviors } });
  await engine.grant({ user: 'ann', item: 'pass', maxUse: 5 });
  return { ...test, mine: { user: 'ann', entry: 1, merge: true } };
};

describe('setBehaviorData with a merge patch', () => {
  it('leaves what it does not name, at the moment of the commit', async () => {
    const { engine, mine } = await held();
    await engine.setBehaviorData({ ...mine, data: { own: { colour: 'red', size: 1 } } });
    // The use is decided before the patch, in the same batch: a whole new data would undo it.
    const [, patched] = await Promise.all([
      engine.use({ user: 'ann', item: 'pass', quantity: 2 }),
      engine.setBehaviorData({ ...mine, data: { consumable: { max_use: 8 }, own: { size: null } } }),
    ]);
    expect(patched.entry.data).toEqual({ consumable: { used: 2, max_use: 8 }, own: { colour: 'red' } });
    expect(patched.entry.remaining).toBe(6);
    expect(await engine.ledger({ user: 'ann', entry: 1 })).toMatchObject({ granted: 5, used: 2, adjusted: 3 });
  });

  it('takes a key away with null, and writes nothing where nothing changes', async () => {
    const { engine, mine } = await held();
    await engine.setBehaviorData({ ...mine, data: { own: [1, null] } });
    const before = await engine.log({ user: 'ann', entry: 1 });
    await engine.setBehaviorData({ ...mine, data: { own: [1, null], other: null } });
    expect((await engine.log({ user: 'ann', entry: 1 })).total).toBe(before.total);
    const { entry } = await engine.setBehaviorData({ ...mine, data: { own: null } });
    expect(entry.data).toEqual({ consumable: { max_use: 5 } });
  });

  it.each([
    [{ consumable: { max_use: 0 } }, ['data.consumable.max_use']],
    [{ consumable: 7 }, ['data.consumable']],
    [JSON.parse('{"__proto__":{"x":1}}'), ['data.__proto__']],
  ] as [Record<string, unknown>, string[]][])('refuses %j as the whole data is refused', async (data, paths) => {
    const { engine, mine } = await held();
    const error = await engine.setBehaviorData({ ...mine, data }).catch((it: unknown) => it);
    expect(error).toMatchObject({ code: 'invalid_input', details: { faults: paths.map((path) => ({ path })) } });
    const { entry } = await engine.setBehaviorData({ ...mine, data: {} });
    expect(entry.data).toEqual({ consumable: { max_use: 5 } });
  });

  it('is another command than the whole data under the same key', async () => {
    const { engine, mine } = await held();
    const data = { own: 1 };
    await engine.setBehaviorData({ ...mine, data, key: 'k' });
    await expect(engine.setBehaviorData({ ...mine, merge: false, data, key: 'k' })).rejects.toMatchObject({
      details: { reason: 'idempotency_key_reused', differences: ['merge'] },
    });
  });
});
