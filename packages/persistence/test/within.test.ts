import { createEngine, MemoryStore, type Engine, type UnitOfWork } from '@holdall/core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createStore, TypeOrmStore } from '../src/index.js';
import {
  begun,
  cancelled,
  clock,
  committed,
  engineOf,
  held,
  hostOn,
  later,
  openShop,
  order,
  orders,
  type Shop,
} from './host.js';
import {
  entryOf,
  meetingPoint,
  nothing,
  recordOf,
  sharedPlaces,
  temporaryDatabase,
  withCommit,
  writing,
} from './worlds.js';

const day = 86_400_000;
const notUsable = { code: 'transaction_not_usable', transient: false };

/** Whether it is still under way after everything had time to happen. */
const stillWaiting = async (work: Promise<unknown>): Promise<boolean> => {
  const late = new Promise<true>((resolve) => setTimeout(() => resolve(true), 150));
  return Promise.race([
    work.then(
      () => false,
      () => false,
    ),
    late,
  ]);
};

describe.each(sharedPlaces)("the host's transaction on %s", (_name, place) => {
  const open = async (): Promise<Shop> => openShop(await place());

  it('keeps an order, a grant and its log together: all committed, or none', async () => {
    const shop = await open();
    await committed(shop, async (inside, manager) => {
      await order(manager, 1);
      await inside.grant({ user: 'ann', item: 'key' });
    });
    await cancelled(shop, async (inside, manager) => {
      await order(manager, 2);
      await inside.grant({ user: 'bob', item: 'key' });
    });
    expect(await orders(shop.dataSource)).toEqual([1]);
    expect(await held(shop.engine)).toEqual(['ann Key']);
    expect((await shop.engine.log({ user: 'ann' })).content.map(({ type }) => type)).toEqual(['granted']);
    expect((await shop.engine.log({ user: 'bob' })).total).toBe(0);
    expect(await shop.engine.audit()).toMatchObject({ entries: 1, records: 1, unbalanced: [] });
  });

  it('shows nothing to anybody before the commit, and everything to itself', async () => {
    const { engine, dataSource } = await open();
    const runner = await begun(dataSource);
    const inside = engine.within(runner);
    const { entries } = await inside.grant({ user: 'ann', item: 'potion' });
    const entry = entries[0]!.id;
    await inside.use({ user: 'ann', item: 'potion', quantity: 2 });
    expect(await inside.balance({ user: 'ann', item: 'potion' })).toMatchObject({ remaining: 1 });
    expect(await inside.entry({ user: 'ann', entry })).toMatchObject({ id: entry, status: 'active' });
    expect(await inside.check({ user: 'ann', item: 'potion', quantity: 2 })).toMatchObject({ allowed: false });
    expect((await inside.explain({ user: 'ann', item: 'potion' })).use).toMatchObject({ decision: { allowed: true } });
    expect(await held(engine)).toEqual([]);
    expect(await engine.check({ user: 'ann', item: 'potion' })).toMatchObject({ allowed: false });
    await runner.commitTransaction();
    expect(await engine.balance({ user: 'ann', item: 'potion' })).toMatchObject({ remaining: 1 });
  });

  it.each([
    ['commitTransaction', { code: 'denied', reason: 'limit_reached' }],
    ['rollbackTransaction', { entries: [{ user: 'ann', itemName: 'Crown' }] }],
  ] as const)('holds up a grant of the engine for the same limit until its %s', async (end, expected) => {
    const { engine, dataSource } = await open();
    const runner = await begun(dataSource);
    await engine.within(runner).grant({ user: 'ann', item: 'crown' });
    const second = engine.grant({ user: 'ann', item: 'crown' });
    expect(await stillWaiting(second)).toBe(true);
    await runner[end]();
    const ending = await second.catch((error: unknown) => error);
    expect(ending).toMatchObject(expected);
    expect(await held(engine)).toEqual(['ann Crown']);
  });

  it('waits for a batch of the engine that has not committed, and decides over what it left', async () => {
    const shared = await place();
    const { engine } = await openShop(shared);
    const dataSource = await hostOn(shared);
    const meeting = meetingPoint();
    let holding = false;
    const slow = await createEngine({
      clock,
      store: new TypeOrmStore(
        withCommit(shared, async (commit) => {
          if (holding) await meeting.pass();
          await commit();
        }),
        {},
        dataSource,
      ),
    });
    onTestFinished(() => slow.close());
    holding = true;
    const first = slow.grant({ user: 'ann', item: 'crown' });
    await meeting.reached;
    const second = dataSource.transaction((manager) => slow.within(manager).grant({ user: 'ann', item: 'crown' }));
    expect(await stillWaiting(second)).toBe(true);
    meeting.open();
    await first;
    await expect(second).rejects.toMatchObject({ code: 'denied', reason: 'limit_reached' });
    expect(await held(engine)).toEqual(['ann Crown']);
  });

  it('lets what a question answered hold until it ends', async () => {
    const { engine, dataSource } = await open();
    const runner = await begun(dataSource);
    const inside = engine.within(runner);
    expect(await inside.check({ user: 'ann', item: 'crown', action: 'get' })).toMatchObject({ allowed: true });
    const other = engine.grant({ user: 'ann', item: 'crown' });
    expect(await stillWaiting(other)).toBe(true);
    await inside.grant({ user: 'ann', item: 'crown' });
    await runner.commitTransaction();
    await expect(other).rejects.toMatchObject({ code: 'denied' });
  });

  it('goes on after a denial, of which nothing is written but the answer to its key', async () => {
    const shop = await open();
    await committed(shop, async (inside, manager) => {
      await inside.grant({ user: 'ann', item: 'crown' });
      const denied = inside.grant({ user: 'ann', item: 'crown', key: 'again' });
      await expect(denied).rejects.toMatchObject({ code: 'denied', reason: 'limit_reached', replayed: false });
      await expect(inside.use({ user: 'ann', item: 'nothing' })).rejects.toMatchObject({ code: 'not_found' });
      await expect(inside.use({ user: 'ann', item: 'key', quantity: -1 })).rejects.toMatchObject({
        code: 'invalid_input',
      });
      await order(manager, 1);
      await inside.grant({ user: 'ann', item: 'key' });
    });
    expect(await held(shop.engine)).toEqual(['ann Crown', 'ann Key']);
    expect(await orders(shop.dataSource)).toEqual([1]);
    const repeated = shop.engine.grant({ user: 'ann', item: 'crown', key: 'again' });
    await expect(repeated).rejects.toMatchObject({ code: 'denied', replayed: true });
  });

  it('answers a repeated key within, and afterwards only if it was committed', async () => {
    const shop = await open();
    const input = { user: 'ann', item: 'key', key: 'order-1' };
    await cancelled(shop, async (inside) => {
      const first = await inside.grant(input);
      expect(await inside.grant(input)).toEqual({ ...first, replayed: true });
    });
    const first = await committed(shop, (inside) => inside.grant(input));
    expect(first.replayed).toBe(false);
    expect(await shop.engine.grant(input)).toEqual({ ...first, replayed: true });
    expect(await committed(shop, (inside) => inside.grant(input))).toEqual({ ...first, replayed: true });
    const other = committed(shop, (inside) => inside.grant({ ...input, item: 'crown' }));
    await expect(other).rejects.toMatchObject({ code: 'conflict', details: { reason: 'idempotency_key_reused' } });
    expect(await held(shop.engine)).toEqual(['ann Key']);
  });

  it('leaves nothing of a unit of work that the database refused, and goes on', async () => {
    const dataSource = await hostOn(await place());
    const store = createStore({ dataSource });
    await store.open();
    onTestFinished(() => store.close());
    const entry = entryOf('ann', 1);
    await dataSource.transaction(async (manager) => {
      const transaction = store.within(manager);
      const write = (unit: UnitOfWork) => transaction.write(unit, () => undefined);
      const bad = writing({ created: [entry], log: [recordOf(entry, 1), recordOf(entry, 2)] });
      await expect(write(bad)).rejects.toMatchObject({ code: 'storage_failed', transient: false });
      await write(writing({ created: [entry], log: [recordOf(entry, 1)] }));
      await order(manager, 1);
    });
    expect((await store.audit(10)).records).toBe(1);
    expect(await orders(dataSource)).toEqual([1]);
  });

  it('runs its commands one after another, also those of several within the same transaction', async () => {
    const shop = await open();
    await shop.engine.grant({ user: 'ann', item: 'potion' });
    const { engine, dataSource } = shop;
    const runner = await begun(dataSource);
    const [one, other] = [engine.within(runner), engine.within(runner.manager)];
    const uses = Array.from({ length: 6 }, (_, n) => (n % 2 === 0 ? one : other).use({ user: 'ann', item: 'potion' }));
    const settled = await Promise.allSettled(uses);
    expect(settled.map(({ status }) => status === 'fulfilled')).toEqual([true, true, true, false, false, false]);
    await runner.commitTransaction();
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });

  it('takes back with a savepoint of the host what came after it, and nothing else', async () => {
    const shop = await open();
    await committed(shop, async (inside, manager) => {
      await inside.grant({ user: 'ann', item: 'crown' });
      const undone = manager.transaction(async (nested) => {
        await shop.engine.within(nested).grant({ user: 'bob', item: 'crown' });
        await inside.grant({ user: 'cid', item: 'crown' });
        throw new RangeError('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      await manager.transaction((nested) => shop.engine.within(nested).grant({ user: 'dan', item: 'crown' }));
      await inside.grant({ user: 'bob', item: 'crown' });
    });
    expect(await held(shop.engine)).toEqual(['ann Crown', 'bob Crown', 'dan Crown']);
    await shop.engine.idle();
    expect(shop.told).toEqual(['granted ann', 'granted dan', 'granted bob']);
    expect(await shop.engine.audit()).toMatchObject({ entries: 3, unbalanced: [] });
  });

  it('sees its own changes of the catalogue; others see them after the commit, or never', async () => {
    const shop = await open();
    const item = (unique_key: string) => ({ item: { name: unique_key, unique_key } });
    await cancelled(shop, async (inside) => {
      await inside.createItem(item('ring'));
      await inside.grant({ user: 'ann', item: 'ring' });
    });
    await expect(shop.engine.item('ring')).rejects.toMatchObject({ code: 'not_found' });
    await committed(shop, async (inside, manager) => {
      const undone = manager.transaction(async () => {
        await inside.createItem(item('sword'));
        await inside.grant({ user: 'ann', item: 'sword' });
        throw new RangeError('undone');
      });
      await expect(undone).rejects.toThrow('undone');
      // Under the version that the sword had: it must not be taken for it.
      await shop.engine.within(manager).createItem(item('cup'));
      await expect(inside.grant({ user: 'ann', item: 'sword' })).rejects.toMatchObject({ code: 'not_found' });
      await inside.grant({ user: 'ann', item: 'cup' });
      await expect(shop.engine.item('cup')).rejects.toMatchObject({ code: 'not_found' });
    });
    expect((await shop.engine.item('cup')).name).toBe('cup');
    expect((await shop.engine.grant({ user: 'bob', item: 'cup' })).entries).toHaveLength(1);
    expect(await held(shop.engine)).toEqual(['ann cup', 'bob cup']);
  });

  it('gives no id out twice, whatever was rolled back, to a savepoint or as a whole', async () => {
    const shared = await place();
    const shop = await openShop(shared);
    const second = await engineOf(shared);
    for (const round of ['a', 'b', 'c']) {
      await cancelled(shop, (inside) => inside.grant({ user: `gone ${round}`, item: 'key' }));
      await shop.engine.grant({ user: `engine ${round}`, item: 'key', quantity: 10 });
      await committed(shop, async (inside, manager) => {
        const undone = manager.transaction(async () => {
          await inside.grant({ user: `gone ${round}`, item: 'key' });
          throw new RangeError('undone');
        });
        await expect(undone).rejects.toThrow('undone');
        await inside.grant({ user: `within ${round}`, item: 'key', quantity: 20 });
      });
      await second.grant({ user: `second ${round}`, item: 'key', quantity: 3 });
      await committed(shop, (inside) => inside.grant({ user: `again ${round}`, item: 'key' }));
    }
    const { content } = await second.entries({ size: 1000 });
    expect([content.length, new Set(content.map(({ id }) => id)).size]).toEqual([102, 102]);
    const users = [...new Set(content.map(({ user }) => user))];
    const logs = await Promise.all(users.map((user) => second.log({ user, size: 100 })));
    const records = logs.flatMap((log) => log.content.map(({ id }) => id));
    expect([records.length, new Set(records).size]).toEqual([102, 102]);
  });

  it('sweeps, fulfils and sells as the engine does', async () => {
    const shop = await open();
    const { engine } = shop;
    const behaviors = [{ type_hint: 'expirable', unit_of_time: 'day', time_length: 1 }];
    await engine.createItem({ item: { name: 'Day', unique_key: 'day', behaviors } });
    await engine.createSku({ sku: { sku: 's', currency_code: 'EUR', price: 1, items: [{ unique_key: 'day' }] } });
    for (const user of ['zoe', 'ann', 'mia']) await engine.grant({ user, item: 'day' });
    later(2 * day);
    const [swept, fulfilled] = await committed(shop, async (inside) => {
      await inside.addBySku({ user: 'zoe', sku: 's' });
      await inside.addBySku({ user: 'ann', sku: 's' });
      return [await inside.sweepExpired({}), await inside.fulfilOutstanding({})];
    });
    expect(swept).toMatchObject({ expired: 3 });
    expect(fulfilled).toMatchObject({ invoices: 2, activated: 2 });
    const { content } = await engine.entries({});
    expect(content.filter(({ status }) => status === 'active').map(({ user }) => user)).toEqual(['zoe', 'ann']);
  });
});

describe.each(sharedPlaces)("what subscribers hear of the host's transaction on %s", (_name, place) => {
  it('comes after the commit and in order, and never after a rollback', async () => {
    const shop = await openShop(await place());
    await cancelled(shop, (inside) => inside.grant({ user: 'gone', item: 'key' }));
    await committed(shop, async (inside) => {
      await inside.grant({ user: 'ann', item: 'potion' });
      await inside.use({ user: 'ann', item: 'potion', quantity: 3 });
      await inside.grant({ user: 'bob', item: 'key' });
      await shop.engine.idle();
      expect(shop.told).toEqual([]);
    });
    await shop.engine.grant({ user: 'cid', item: 'key' });
    await shop.engine.idle();
    expect(shop.told).toEqual(['granted ann', 'used ann', 'used_up ann', 'granted bob', 'granted cid']);
  });

  it.each([
    ['commit', ['granted ann']],
    ['COMMIT TRANSACTION', ['granted ann']],
    ['/* done */ end;', ['granted ann']],
    ['rollback', []],
    ['savepoint a; rollback to savepoint A; commit', []],
    ['savepoint a; release a; commit', ['granted ann']],
    ['savepoint "b"; rollback transaction to b; release b; rollback', []],
  ])('follows statements of the host: %s', async (statements, expected) => {
    const shop = await openShop(await place());
    const { engine, dataSource } = shop;
    const runner = await begun(dataSource);
    const [before, ...after] = statements.split('; ');
    if (after.length > 0) await runner.query(before!);
    await engine.within(runner).grant({ user: 'ann', item: 'key' });
    for (const statement of after.length > 0 ? after : [before!]) await runner.query(statement);
    await engine.idle();
    expect(shop.told).toEqual(expected);
    expect(await held(engine)).toEqual(expected.map(() => 'ann Key'));
    const again = () => engine.within(runner);
    expect(again).toThrow(expect.objectContaining(notUsable) as Error);
  });

  it('of one transaction does not go out with the next one on the same runner', async () => {
    const shop = await openShop(await place());
    const runner = await begun(shop.dataSource);
    const inside = shop.engine.within(runner);
    await inside.grant({ user: 'gone', item: 'key' });
    await runner.rollbackTransaction();
    await runner.startTransaction();
    await expect(inside.grant({ user: 'late', item: 'key' })).rejects.toMatchObject(notUsable);
    await shop.engine.within(runner).grant({ user: 'ann', item: 'key' });
    await runner.commitTransaction();
    await expect(inside.grant({ user: 'late', item: 'key' })).rejects.toMatchObject(notUsable);
    await shop.engine.idle();
    expect([shop.told, await held(shop.engine)]).toEqual([['granted ann'], ['ann Key']]);
  });

  it("is heard through one subscriber on the host's DataSource, gone when the engine is closed", async () => {
    const shop = await openShop(await place());
    const { dataSource, engine } = shop;
    expect(dataSource.subscribers).toHaveLength(0);
    for (const user of ['ann', 'bob']) await committed(shop, (inside) => inside.grant({ user, item: 'key' }));
    expect(dataSource.subscribers).toHaveLength(1);
    await dataSource.destroy();
    await dataSource.initialize();
    await committed(shop, (inside) => inside.grant({ user: 'cid', item: 'key' }));
    await engine.idle();
    expect(shop.told).toEqual(['granted ann', 'granted bob', 'granted cid']);
    await engine.close();
    expect(dataSource.subscribers).toHaveLength(0);
    expect(dataSource.isInitialized).toBe(true);
  });
});

describe.each(sharedPlaces)('within is refused on %s', (_name, place) => {
  it('without an open transaction, and for something else than a handle', async () => {
    const { engine, dataSource } = await openShop(await place());
    const runner = dataSource.createQueryRunner();
    expect(() => engine.within(runner)).toThrow(expect.objectContaining(notUsable) as Error);
    await runner.release();
    for (const handle of [null, undefined, 7, 'manager', {}, dataSource, dataSource.manager]) {
      const within = () => engine.within(handle);
      expect(within).toThrow(expect.objectContaining({ code: 'invalid_input' }) as Error);
    }
  });

  it('for the transaction of another database, or of another DataSource', async () => {
    const { engine } = await openShop(await place());
    const other = await hostOn(await place());
    await other.transaction(async (manager) => {
      expect(() => engine.within(manager)).toThrow(expect.objectContaining(notUsable) as Error);
      await order(manager, 1);
    });
    expect(await orders(other)).toEqual([1]);
  });

  it('by a store that knows no DataSource of the host', async () => {
    const shared = await place();
    const dataSource = await hostOn(shared);
    const engines: Engine[] = [await engineOf(shared), await createEngine({ store: new MemoryStore() })];
    await dataSource.transaction(async (manager) => {
      for (const engine of engines) {
        const within = () => engine.within(manager);
        expect(within).toThrow(expect.objectContaining({ code: 'transactions_not_supported' }) as Error);
      }
    });
  });

  it('by an engine that is closed, whose transaction the host can commit all the same', async () => {
    const shop = await openShop(await place());
    const { engine, dataSource } = shop;
    const runner = await begun(dataSource);
    const inside = engine.within(runner);
    const granted = inside.grant({ user: 'ann', item: 'key' });
    await engine.close();
    await granted;
    const closed = { code: 'storage_closed', transient: false };
    expect(() => engine.within(runner)).toThrow(expect.objectContaining(closed) as Error);
    await expect(inside.grant({ user: 'ann', item: 'key' })).rejects.toMatchObject(closed);
    await expect(inside.check({ user: 'ann', item: 'key' })).rejects.toMatchObject(closed);
    await runner.commitTransaction();
    const again = await engineOf({ dataSource });
    expect(await held(again)).toEqual(['ann Key']);
    expect(shop.told).toEqual([]);
  });
});

describe('within on PostgreSQL', () => {
  it.each(['REPEATABLE READ', 'SERIALIZABLE'] as const)('is refused at %s', async (level) => {
    const shop = await openShop(await temporaryDatabase());
    await shop.dataSource.transaction(level, async (manager) => {
      const granted = shop.engine.within(manager).grant({ user: 'ann', item: 'key' });
      await expect(granted).rejects.toMatchObject(notUsable);
      await expect(granted).rejects.toThrow(level.toLowerCase());
    });
  });

  it('is refused in a transaction that is read-only', async () => {
    const shop = await openShop(await temporaryDatabase());
    const runner = await begun(shop.dataSource);
    await runner.query('set transaction read only');
    await expect(shop.engine.within(runner).grant({ user: 'ann', item: 'key' })).rejects.toThrow('read-only');
  });

  it('is refused after a statement of the host has failed; its commit is a rollback, and nobody is told otherwise', async () => {
    const shop = await openShop(await temporaryDatabase());
    const runner = await begun(shop.dataSource);
    const inside = shop.engine.within(runner);
    await inside.grant({ user: 'ann', item: 'key' });
    await expect(runner.query('select nothing')).rejects.toThrow('nothing');
    await expect(inside.grant({ user: 'ann', item: 'key' })).rejects.toMatchObject(notUsable);
    await runner.commitTransaction();
    await shop.engine.idle();
    expect([shop.told, await held(shop.engine)]).toEqual([[], []]);
  });

  it('is over when its end was not seen and another begins: it is not taken for that one', async () => {
    const shop = await openShop(await temporaryDatabase());
    const runner = await begun(shop.dataSource);
    const inside = shop.engine.within(runner);
    await inside.grant({ user: 'ann', item: 'key' });
    await runner.query('select 1; commit');
    await runner.query('begin');
    await expect(inside.grant({ user: 'bob', item: 'key' })).rejects.toMatchObject(notUsable);
    await runner.query('commit');
    await shop.engine.idle();
    expect([shop.told, await held(shop.engine)]).toEqual([[], ['ann Key']]);
  });

  it('begins a unit of work again, with all of its locks, that needs a user whose turn in the order is over', async () => {
    const dataSource = await hostOn(await temporaryDatabase());
    const store = createStore({ dataSource });
    await store.open();
    onTestFinished(() => store.close());
    const runner = await begun(dataSource);
    const late = { kind: 'entry', user: 'ann', id: 2 } as const;
    const begunWith: boolean[] = [];
    await store.within(runner).write(
      {
        needs: () => [{ kind: 'entry', user: 'zoe', id: 1 }],
        decide: (_catalogue, loaded) => {
          const known = loaded.get<'entry'>(late) !== undefined;
          begunWith.push(known);
          return known ? { kind: 'decided', writes: nothing } : { kind: 'missing', needs: [late] };
        },
      },
      () => undefined,
    );
    expect(begunWith).toEqual([false, false, true]);
    // The users were locked by the second try only, in their order, and are still.
    const locked = await dataSource.query<unknown[]>('select 1 from holdall_user for update skip locked');
    expect(locked).toEqual([]);
  });

  it("leaves the host's settings alone, and finds its tables wherever the host looks for its own", async () => {
    const place = await temporaryDatabase();
    const shop = await openShop(place, { schema: 'things', tablePrefix: 'inventory_' });
    const runner = await begun(shop.dataSource);
    await runner.query("set local search_path = 'pg_catalog'");
    await runner.query('set local lock_timeout = 4321');
    const inside = shop.engine.within(runner);
    await inside.grant({ user: 'ann', item: 'potion', key: 'a' });
    await inside.use({ user: 'ann', item: 'potion' });
    await inside.createItem({ item: { name: 'Ring', unique_key: 'ring' } });
    await expect(inside.grant({ user: 'ann', item: 'potion', key: 'a' })).resolves.toMatchObject({ replayed: true });
    await inside.sweepExpired({});
    expect(await runner.query('show search_path')).toEqual([{ search_path: 'pg_catalog' }]);
    expect(await runner.query('show lock_timeout')).toEqual([{ lock_timeout: '4321ms' }]);
    await runner.commitTransaction();
    expect(await held(shop.engine)).toEqual(['ann Potion']);
  });

  it('is undone alone, and told as transient, when it waited for a lock in vain', async () => {
    const shop = await openShop(await temporaryDatabase());
    const [one, other] = [await begun(shop.dataSource), await begun(shop.dataSource)];
    await shop.engine.within(one).grant({ user: 'ann', item: 'key' });
    await other.query('set local lock_timeout = 50');
    const inside = shop.engine.within(other);
    await inside.grant({ user: 'bob', item: 'key' });
    const waiting = inside.grant({ user: 'ann', item: 'key' });
    await expect(waiting).rejects.toMatchObject({ code: 'storage_busy', transient: true });
    await expect(waiting).rejects.toThrow('begin it again');
    await inside.grant({ user: 'cid', item: 'key' });
    await other.commitTransaction();
    await one.rollbackTransaction();
    expect(await held(shop.engine)).toEqual(['bob Key', 'cid Key']);
  });

  it('that is in a circle with another transaction fails as transient, and the other one goes on', async () => {
    const shop = await openShop(await temporaryDatabase());
    const [one, other] = [await begun(shop.dataSource), await begun(shop.dataSource)];
    const [here, there] = [shop.engine.within(one), shop.engine.within(other)];
    await here.grant({ user: 'ann', item: 'key' });
    await there.grant({ user: 'bob', item: 'key' });
    const crossing = [
      here.grant({ user: 'bob', item: 'key' }).then(
        () => one.commitTransaction(),
        async (error: unknown) => (await one.rollbackTransaction(), Promise.reject(error as Error)),
      ),
      there.grant({ user: 'ann', item: 'key' }).then(
        () => other.commitTransaction(),
        async (error: unknown) => (await other.rollbackTransaction(), Promise.reject(error as Error)),
      ),
    ];
    const failed = (await Promise.allSettled(crossing)).filter((one_) => one_.status === 'rejected');
    expect(failed).toHaveLength(1);
    expect(failed[0]!.reason).toMatchObject({ code: 'storage_busy', transient: true });
    expect(await held(shop.engine)).toEqual(['ann Key', 'bob Key']);
  });
});
