import { describe, expect, it } from 'vitest';
import { facts, importWorld, inventory } from './world.js';

const users = Array.from({ length: 120 }, (_, index) => `user${index + 1}`);
const many = () => users.map((user, index) => inventory(index + 1, [user]));
const without = (...gone: number[]) => many().filter(({ id }) => !gone.includes(id));
const statuses = async (world: Awaited<ReturnType<typeof importWorld>>, ...ids: number[]) => {
  const entries = await world.entries();
  return ids.map((id) => facts(entries.find(({ user }) => user === `user${id}`)!).ended);
};

describe('what the supplier has no more', () => {
  it('is ended after a whole walk, and only marked where it had ended already', async () => {
    const world = await importWorld(many());
    await world.import();
    const [first] = await world.entries();
    await world.plain.setStatus({ user: 'user1', entry: first!.id, status: 'inactive' });
    world.sandbox.products = without(1, 77);
    world.commands.length = 0;
    expect(await world.import()).toMatchObject({ ended: 2, unchanged: 118, notEnded: null });
    expect(world.commands.toSorted()).toEqual(['revoke', 'setBehaviorData', 'setBehaviorData']);
    expect(await statuses(world, 1, 2, 77)).toEqual(['deactivated', null, 'revoked']);
    world.commands.length = 0;
    expect(await world.import()).toMatchObject({ ended: 0 });
    expect(world.commands).toEqual([]);
    expect(await world.plain.audit()).toMatchObject({ unbalanced: [] });
  });

  it('is active again when it comes back, with what was left', async () => {
    const cap = { usageCapEnabled: true, defaultUsageCap: 10 };
    const world = await importWorld([inventory(1, ['ada'], cap), inventory(2, ['bob'], cap)]);
    await world.import();
    await world.plain.use({ user: 'ada', item: 'calls', quantity: 3 });
    await world.plain.use({ user: 'bob', item: 'calls', quantity: 10 });
    world.sandbox.products = [];
    expect(await world.import()).toMatchObject({ ended: 2 });
    expect((await world.entries()).map(facts)).toMatchObject([{ ended: 'revoked' }, { ended: 'used_up' }]);
    world.sandbox.products = [inventory(1, ['ada'], cap), inventory(2, ['bob'], cap)];
    expect(await world.import()).toMatchObject({ created: 0, changed: 2 });
    // What was used up does not begin anew by that.
    expect((await world.entries()).map(facts)).toMatchObject([
      { status: 'active', remaining: 7 },
      { ended: 'used_up' },
    ]);
    expect(await world.plain.audit()).toMatchObject({ unbalanced: [] });
  });

  it('is left alone where somebody made it active since', async () => {
    const world = await importWorld(many());
    await world.import();
    world.sandbox.products = without(5);
    await world.import();
    const entry = (await world.entries()).find(({ user }) => user === 'user5')!;
    await world.plain.setStatus({ user: 'user5', entry: entry.id, status: 'active' });
    expect(await world.import()).toMatchObject({ ended: 0 });
    expect(await statuses(world, 5)).toEqual([null]);
  });

  it.each([
    ['the walk was only a part', { walk: { maxItems: 100 } }, 'not complete'],
    [
      'a part of the list was asked for',
      { filters: [{ field: 'siteId', type: 'id', op: 'eq', value: '1' }] },
      'a part only',
    ],
  ] as const)('is not ended where %s', async (_what, over, notEnded) => {
    const world = await importWorld(many());
    await world.import();
    world.sandbox.products = without(3, 50, 110);
    expect(await world.import(over as never)).toMatchObject({ ended: 0, notEnded });
    expect(await statuses(world, 3, 50, 110)).toEqual([null, null, null]);
  });

  it('is not ended by the end of a walk that began in its middle', async () => {
    const world = await importWorld(many());
    const { walk } = await world.import({ walk: { maxItems: 70 } });
    expect(await world.entries()).toHaveLength(70);
    expect(await world.import({ walk: { resumeFrom: walk.cursor } })).toMatchObject({
      created: 50,
      ended: 0,
      notEnded: 'a part only',
    });
    expect(await world.entries()).toHaveLength(120);
  });

  it('is not ended where the walk fails; what came before stands, and its cursor goes on', async () => {
    const world = await importWorld(many());
    world.sandbox.faults.add({ kind: 'status', status: 500 }, { skip: 3 });
    const error: unknown = await world.import().catch((it: unknown) => it);
    expect(error).toMatchObject({ code: 'supplier_walk_interrupted', transient: true });
    const { cursor, records } = (error as { progress: { cursor: string; records: number } }).progress;
    expect(await world.entries()).toHaveLength(records);
    expect(records).toBeGreaterThan(0);
    expect(await world.import({ walk: { resumeFrom: cursor } })).toMatchObject({ created: 120 - records });
    world.sandbox.products = without(2);
    world.sandbox.faults.add({ kind: 'status', status: 500 }, { skip: 3 });
    await world.import().catch(() => undefined);
    expect(await statuses(world, 2)).toEqual([null]);
  });

  it('is not ended where the list moved under the walk, which then is in doubt', async () => {
    const world = await importWorld(many());
    await world.import();
    const before = world.sandbox.requests.length;
    world.sandbox.before = (nth) => {
      // With the first gone, what was 51st is 50th: the second page begins behind it.
      if (nth === before + 2) world.sandbox.products = without(1);
    };
    expect(await world.import()).toMatchObject({ ended: 0, notEnded: 'in doubt' });
    expect(await statuses(world, 1, 51)).toEqual([null, null]);
    world.sandbox.before = () => undefined;
    expect(await world.import()).toMatchObject({ ended: 1 });
    expect(await statuses(world, 1, 51)).toEqual(['revoked', null]);
  });

  it('is looked for a second time: what only the first walk missed is not gone', async () => {
    const world = await importWorld(many());
    await world.import();
    const before = world.sandbox.requests.length;
    const firstWalk: number[] = [];
    world.sandbox.products = without(1, 9);
    world.sandbox.before = (nth) => {
      if (
        world.sandbox.requests.at(-1)?.get('page') === '1' &&
        world.sandbox.requests.at(-1)?.get('pageSize') === '50'
      ) {
        firstWalk.push(nth - before);
      }
      // Back before the second walk begins.
      if (firstWalk.length === 2) world.sandbox.products = without(1);
    };
    expect(await world.import()).toMatchObject({ ended: 1, notEnded: null });
    expect(firstWalk).toHaveLength(2);
    expect(await statuses(world, 1, 9)).toEqual(['revoked', null]);
  });

  it('is not ended where some records are not understood, for these name nobody', async () => {
    const world = await importWorld(many());
    await world.import();
    world.sandbox.products = [
      ...without(1, 2),
      inventory(2, ['user2'], { usageCapEnabled: true, defaultUsageCap: null }),
    ];
    expect(await world.import()).toMatchObject({ ended: 0, refused: 1, notEnded: 'not understood' });
    expect(await statuses(world, 1, 2)).toEqual([null, null]);
  });

  it('is not confused with what another supplier, or nobody, brought', async () => {
    const world = await importWorld([inventory(1, ['ada'])]);
    await world.import();
    await world.plain.grant({ user: 'eve', item: 'calls' });
    await world.plain.grant({ user: 'eve', item: 'calls' });
    const [, , theirs] = await world.entries();
    const data = { supplier: { name: 'another', key: '1/1/eve', status: 'active', expires: null, max_use: null } };
    await world.plain.setBehaviorData({ user: 'eve', entry: theirs!.id, data });
    world.sandbox.products = [];
    expect(await world.import()).toMatchObject({ ended: 1 });
    expect((await world.entries()).map(facts)).toMatchObject([
      { ended: 'revoked' },
      { status: 'active' },
      { status: 'active' },
    ]);
  });
});
