import { systemTimers } from '@holdall/core';
import { createBridge, ESIMsApi, SaleRefusedError } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { storeOn, temporaryFile } from '../stores/places.js';
import { bridged } from './bridged.js';
import { Killed } from './killed.js';

const sandbox = useSandbox();

const onEsims = async () => Object.values((await sandbox.state()).esims).flatMap(({ assignments }) => assignments);

describe('a bundle of the inventory is sold', () => {
  it('on a new eSIM: active, with what is needed to install it, and its own amount as the maximum', async () => {
    const { engine, bridge } = await bridged(sandbox);
    await sandbox.stock(france, 2);
    const sale = await bridge.sell({ user: 'anna', item: france, key: 'cart 1' });
    const [assignment] = await onEsims();
    const esim = Object.values((await sandbox.state()).esims)[0]!;
    expect(sale).toMatchObject({ stage: 'held', iccid: esim.iccid, assignment: assignment!.id, problem: null });
    const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(entry).toMatchObject({ status: 'active', expires: null, remaining: 1_000_000_000, itemKey: france });
    expect(entry.data).toMatchObject({
      consumable: { max_use: 1_000_000_000 },
      expirable: { awaits: 'first_use' },
      esim_go: {
        iccid: esim.iccid,
        assignment: assignment!.id,
        reference: assignment!.reference.replace(/-0$/, ''),
        install: {
          matching_id: esim.matchingId,
          activation_code: expect.stringContaining(`$${esim.matchingId}`) as string,
        },
      },
    });
  });

  it('on the eSIM that was named', async () => {
    const { bridge } = await bridged(sandbox);
    await sandbox.stock(france, 1);
    const iccid = await sandbox.esim(1);
    const sale = await bridge.sell({ user: 'anna', item: france, iccid, key: 'cart 1' });
    expect(sale).toMatchObject({ stage: 'held', iccid });
    const { assignments } = (await sandbox.state()).esims[iccid]!;
    expect(assignments.map(({ id }) => id)).toEqual([
      expect.not.stringMatching(`^${sale.assignment}$`),
      sale.assignment,
    ]);
  });

  it('once per key, however often and by however many it is asked for', async () => {
    const { bridge, another } = await bridged(sandbox);
    await sandbox.stock(france, 5);
    const order = { user: 'anna', item: france, key: 'cart 1' };
    const [one, two] = await Promise.all([bridge.sell(order), bridge.sell(order)]);
    expect(two).toEqual(one);
    expect(await (await another()).sell(order)).toEqual(one);
    expect(await onEsims()).toHaveLength(1);
    await expect(bridge.sell({ ...order, item: 'esim_5GB_30D_EU_V2' })).rejects.toMatchObject({ code: 'conflict' });
  });

  it('one after another, so that what each has changed can be told apart', async () => {
    const { bridge } = await bridged(sandbox);
    await sandbox.stock(france, 2);
    await Promise.all(['anna', 'ben'].map((user) => bridge.sell({ user, item: france, key: 'cart 1' })));
    const { requests } = await sandbox.control<{ requests: { operation: string }[] }>('GET', '/requests');
    const calls = requests.map(({ operation }) => operation);
    expect(calls.filter((one) => one === 'inventoryGet' || one === 'esimsApplyPost')).toEqual([
      'inventoryGet',
      'esimsApplyPost',
      'inventoryGet',
      'esimsApplyPost',
    ]);
  });

  it('by two processes that share nothing but a file: in turns, and once per key', async () => {
    const database = temporaryFile();
    const { engine, clock, bridge } = await bridged(sandbox, {
      store: await storeOn({ type: 'better-sqlite3', database }),
      timers: systemTimers,
    });
    const other = await createBridge({
      engine,
      clock,
      timers: systemTimers,
      store: await storeOn({ type: 'better-sqlite3', database }),
      configuration: configured(sandbox.url, { apiKey: sandbox.apiKey }),
    });
    await sandbox.stock(france, 5);
    const cart = { user: 'anna', item: france, key: 'cart 1' };
    const sold = await Promise.all([
      bridge.sell({ user: 'ben', item: france, key: 'cart 1' }),
      other.sell(cart),
      other.sell({ user: 'carl', item: france, key: 'cart 1' }),
    ]);
    expect(sold.map(({ stage }) => stage)).toEqual(['held', 'held', 'held']);
    expect(await bridge.sell(cart)).toEqual(sold[1]);
    expect(new Set((await onEsims()).map(({ id }) => id))).toEqual(new Set(sold.map(({ assignment }) => assignment)));
    const { requests } = await sandbox.control<{ requests: { operation: string }[] }>('GET', '/requests');
    const calls = requests.map(({ operation }) => operation);
    const turns = calls.filter((one) => one === 'inventoryGet' || one === 'esimsApplyPost');
    expect(turns).toEqual([1, 2, 3].flatMap(() => ['inventoryGet', 'esimsApplyPost']));
  });

  it('for an entry that waits already', async () => {
    const { engine, bridge } = await bridged(sandbox);
    await sandbox.stock(france, 2);
    const { entries } = await engine.grant({ user: 'anna', item: france });
    expect(entries[0]!.status).toBe('pending');
    const order = { user: 'anna', entry: entries[0]!.id };
    const sale = await bridge.fulfil(order);
    expect(await bridge.fulfil(order)).toEqual(sale);
    expect(await engine.entry(order)).toMatchObject({ status: 'active' });
    expect(await onEsims()).toHaveLength(1);
  });

  it('once, also for the entry of a sale that was killed before it knew of it', async () => {
    const { engine, store, clock, bridge } = await bridged(sandbox);
    await sandbox.stock(france, 2);
    const dying = new Proxy(engine, {
      get: (_engine, name) => {
        const member: unknown = Reflect.get(engine, name, engine);
        if (name !== 'grant') return typeof member === 'function' ? (member.bind(engine) as unknown) : member;
        return async (order: Parameters<typeof engine.grant>[0]) => {
          await engine.grant(order);
          throw new Killed();
        };
      },
    });
    const configuration = configured(sandbox.url, { apiKey: sandbox.apiKey });
    const dead = await createBridge({ engine: dying, store, clock, timers: clock, configuration });
    const cart = { user: 'anna', item: france, key: 'cart 1' };
    await expect(dead.sell(cart)).rejects.toThrow(Killed);
    const { content } = await engine.entries({ user: 'anna' });
    const sale = await bridge.fulfil({ user: 'anna', entry: content[0]!.id });
    expect(await bridge.sell(cart)).toEqual(sale);
    expect(await onEsims()).toHaveLength(1);
  });
});

describe('a bundle that cannot be had', () => {
  it('is refused with the reason, and its entry is closed', async () => {
    const { engine, bridge } = await bridged(sandbox, { source: 'inventory' });
    const order = { user: 'anna', item: france, key: 'cart 1' };
    const refusal = await bridge.sell(order).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(SaleRefusedError);
    expect(refusal).toMatchObject({ details: { reason: 'esim_go_no_stock', bundle: france } });
    const { entry } = (refusal as SaleRefusedError).details;
    expect(await engine.entry({ user: 'anna', entry: entry! })).toMatchObject({ status: 'inactive', ended: 'revoked' });
    // The answer to that key stays the same, also when there is some again.
    await sandbox.stock(france, 1);
    await expect(bridge.sell(order)).rejects.toThrow(SaleRefusedError);
    expect(await onEsims()).toEqual([]);
  });
});

describe('an answer that is lost', () => {
  const lost = (effect: 'done' | 'none') =>
    sandbox.fault({ operation: 'esimsApplyPost', effect, outcome: { kind: 'drop' } });

  it.each([false, true])('of what was done: found, and held as the one that it is (named eSIM: %s)', async (named) => {
    const { engine, bridge, another } = await bridged(sandbox);
    await sandbox.stock(france, 5);
    // Put on an eSIM by somebody else, a moment ago: not to be taken for ours.
    const theirs = await sandbox.esim(1);
    await lost('done');
    const order = { user: 'anna', item: france, key: 'cart 1', iccid: named ? theirs : null };
    const open = await bridge.sell(order);
    expect(open).toMatchObject({ stage: 'placing', assignment: null });
    expect(await engine.entry({ user: 'anna', entry: open.entry! })).toMatchObject({ status: 'pending' });

    const report = await (await another()).reconcile();
    expect(report).toEqual({ looked: 1, finished: 1, failed: [] });
    const sale = (await bridge.sale('anna', open.entry!))!;
    const all = await onEsims();
    expect(all).toHaveLength(2);
    expect(sale).toMatchObject({ stage: 'held', assignment: all.at(-1)!.id });
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ status: 'active' });
    expect(await bridge.reconcile()).toEqual({ looked: 0, finished: 0, failed: [] });
  });

  it.each(['done', 'none'] as const)('with somebody else at work on the same account (%s)', async (effect) => {
    const { bridge, clock } = await bridged(sandbox);
    await sandbox.stock(france, 5);
    const portal = new ESIMsApi(configured(sandbox.url, { apiKey: sandbox.apiKey }));
    const { data } = await portal.esimsApplyPost({ name: france });
    await lost(effect);
    const { entry } = await bridge.sell({ user: 'anna', item: france, key: 'cart 1' });
    await bridge.reconcile();
    clock.advance({ minutes: 10 });
    await bridge.reconcile();
    const sale = (await bridge.sale('anna', entry!))!;
    expect(sale.stage).toBe('held');
    expect(sale.iccid).not.toBe(data.esims![0]!.iccid);
    expect(await onEsims()).toHaveLength(2);
  });

  it('of what cannot be told from what others did: waits for a human, with what was found, and is not sent again', async () => {
    const { bridge, clock } = await bridged(sandbox);
    await sandbox.stock(france, 5);
    await lost('done');
    const { id } = await bridge.sell({ user: 'anna', item: france, key: 'cart 1' });
    await new ESIMsApi(configured(sandbox.url, { apiKey: sandbox.apiKey })).esimsApplyPost({ name: france });
    await bridge.reconcile();
    expect(await bridge.cases()).toEqual([]);
    clock.advance({ minutes: 10 });
    await bridge.reconcile();
    const [one, ...more] = await bridge.cases();
    expect(more).toEqual([]);
    expect(one).toMatchObject({ kind: 'apply', sale: id, attempts: 1, problem: { code: 'undecided' } });
    const esims = Object.keys((await sandbox.state()).esims);
    expect(one!.findings).toMatchObject({ taken: 2, candidates: esims.map((iccid) => ({ iccid })) });
    await bridge.reconcile();
    expect(await onEsims()).toHaveLength(2);
  });

  it('of what was not done: sent again, but not before the settling time is over', async () => {
    const { bridge, clock } = await bridged(sandbox);
    await sandbox.stock(france, 5);
    await lost('none');
    const { entry } = await bridge.sell({ user: 'anna', item: france, key: 'cart 1' });
    clock.advance({ minutes: 10, milliseconds: -1 });
    await bridge.reconcile();
    expect(await onEsims()).toEqual([]);
    clock.advance({ milliseconds: 1 });
    await bridge.reconcile();
    expect(await bridge.sale('anna', entry!)).toMatchObject({ stage: 'held' });
    expect(await onEsims()).toHaveLength(1);
  });

  it('two, of which one was done: each is held by one, and none by two', async () => {
    const { bridge, clock } = await bridged(sandbox);
    await sandbox.stock(france, 5);
    await lost('none');
    const one = await bridge.sell({ user: 'anna', item: france, key: 'cart 1' });
    await lost('done');
    const two = await bridge.sell({ user: 'ben', item: france, key: 'cart 1' });
    await bridge.reconcile();
    clock.advance({ minutes: 10 });
    await bridge.reconcile();
    const sales = await Promise.all([bridge.sale('anna', one.entry!), bridge.sale('ben', two.entry!)]);
    expect(sales.map((sale) => sale!.stage)).toEqual(['held', 'held']);
    const all = await onEsims();
    expect(new Set(sales.map((sale) => sale!.assignment))).toEqual(new Set(all.map(({ id }) => id)));
    expect(all).toHaveLength(2);
    expect(await bridge.cases()).toEqual([]);
  });
});
