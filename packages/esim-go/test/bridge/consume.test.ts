import { ESIMsApi, type Sale, type ThresholdReached } from '@holdall/esim-go';
import { readCallback } from '@holdall/esim-go/callbacks';
import { describe, expect, it } from 'vitest';
import { start as startAssignment } from '../../sandbox/src/rules/traffic.js';
import { configured } from '../client/hurry.js';
import { france } from '../sandboxed.js';
import { held, inProcess, type Vendor } from './in-process.js';
import { Death, Killed } from './killed.js';

const unlimited = 'esim_UL_7D_FR_V2';
const megabyte = 1_000_000;
const gigabyte = 1000 * megabyte;
const days = (count: number): number => count * 24 * 60 * 60 * 1000;

const begin = (vendor: Vendor, { iccid, assignment }: Sale): void =>
  vendor.change((world) => {
    startAssignment(
      world,
      world.esims[iccid!]!.assignments.find(({ id }) => id === assignment)!,
    );
  });

const reporting = (vendor: Vendor, { iccid, assignment }: Sale, reportedState: string | null): void =>
  vendor.change((world) => {
    Object.assign(
      world.esims[iccid!]!.assignments.find(({ id }) => id === assignment)!,
      { reportedState },
    );
  });

const revokedInPortal = (vendor: Vendor, { iccid, bundle, assignment }: Sale) =>
  new ESIMsApi(
    configured('http://vendor.example.com/v2.4', { fetch: vendor.fetch }),
  ).esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid!, bundle, assignment!);

/** A callback, as anybody may have written it. */
const callback = (body: object, { signed = true, receivedAt = 0 } = {}) =>
  readCallback(Buffer.from(JSON.stringify(body)), { receivedAt, signed });

const utilisation = ({ iccid, assignment, reference, bundle }: Sale, more: object, alertType = 'Utilisation') => ({
  alertType,
  iccid,
  bundle: {
    id: assignment,
    name: bundle,
    reference: `${reference}-0`,
    initialQuantity: gigabyte,
    unlimited: false,
    ...more,
  },
});

describe('what is seen by polling', () => {
  it('is booked: how much, and with the first byte the time begins to run', async () => {
    const { bridge, vendor, engine, sold, later, clock } = await inProcess();
    const sale = await sold(france);
    expect(await bridge.poll()).toEqual({ asked: 1, failed: [] });
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ expires: null });
    later({ hours: 5 });
    vendor.traffic(sale.iccid!, 300 * megabyte);
    await bridge.poll();
    const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(entry).toMatchObject({ status: 'active', remaining: 700 * megabyte });
    expect(entry.expires!.getTime()).toBe(clock.now() + days(7));
    vendor.traffic(sale.iccid!, 100 * megabyte);
    later({ hours: 1 });
    await bridge.poll();
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({
      remaining: 600 * megabyte,
      expires: entry.expires,
    });
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });

  it('is asked once per eSIM, with used ones, in the lane that waits for sales', async () => {
    const asked: string[] = [];
    const { bridge, vendor, sold } = await inProcess();
    const first = await sold(france);
    await sold(france, 'ben', first.iccid!);
    await sold(unlimited, 'cleo', first.iccid!);
    vendor.calls.length = 0;
    expect(await bridge.poll()).toEqual({ asked: 1, failed: [] });
    asked.push(...vendor.calls.map(({ operation }) => operation));
    expect(asked).toEqual(['esimsIccidBundlesGet']);
  });

  it('of a bundle that has started, and of which no byte is used: its time runs', async () => {
    const { bridge, vendor, engine, sold, later, clock } = await inProcess();
    const sales = [await sold(france), await sold(unlimited, 'ben')];
    later({ minutes: 3 });
    for (const sale of sales) begin(vendor, sale);
    await bridge.poll();
    const expires = clock.now() + days(7);
    later({ minutes: 3 });
    await bridge.poll();
    for (const { user, entry } of sales) {
      const view = await engine.entry({ user, entry: entry! });
      expect(view).toMatchObject({ status: 'active', remaining: user === 'anna' ? gigabyte : null });
      expect(view.expires!.getTime()).toBe(expires);
      // Not a byte that nobody used.
      expect(await engine.ledger({ user, entry: entry! })).toMatchObject({ used: 0 });
    }
  });

  it('of an unlimited bundle: no quantity means anything, whatever is said', async () => {
    const { bridge, vendor, engine, sold } = await inProcess();
    const sale = await sold(unlimited);
    vendor.traffic(sale.iccid!, 30 * gigabyte);
    await bridge.poll();
    vendor.change((world) => void (world.settings.shapes.omit = ['unlimited']));
    await bridge.poll();
    expect((await bridge.sale('anna', sale.entry!))!.meter).toMatchObject({ initial: null, used: 0, state: 'active' });
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({
      status: 'active',
      remaining: null,
    });
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ announced: 0, problem: null });
  });

  it.each(['lower', 'upper', 'title'] as const)(
    'used up: the entry is used up (states in %s case)',
    async (bundleState) => {
      const { bridge, vendor, engine, sold, later } = await inProcess({ settings: { shapes: { bundleState } } });
      const sale = await sold(france);
      vendor.traffic(sale.iccid!, gigabyte);
      await bridge.poll();
      expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ stage: 'ended', problem: null, announced: 100 });
      const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
      expect(entry).toMatchObject({ status: 'inactive', ended: 'used_up', remaining: 0 });
      expect(entry.data).toMatchObject({
        esim_go: { state: 'depleted', iccid: sale.iccid, assignment: sale.assignment },
      });
      // Never asked for again.
      vendor.calls.length = 0;
      later({ days: 30 });
      expect(await bridge.poll()).toEqual({ asked: 0, failed: [] });
      expect(vendor.calls).toEqual([]);
    },
  );

  it('expired, earlier than the engine would have known: ended then', async () => {
    const { bridge, vendor, engine, sold, later, clock } = await inProcess();
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, 300 * megabyte);
    later({ days: 2 });
    await bridge.poll();
    expect((await engine.entry({ user: 'anna', entry: sale.entry! })).expires!.getTime()).toBe(clock.now() + days(7));
    later({ days: 5 });
    await bridge.poll();
    const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(entry).toMatchObject({ status: 'inactive', ended: 'expired', data: { esim_go: { state: 'expired' } } });
    expect(entry.expires!.getTime()).toBe(clock.now());
    expect(await engine.ledger({ user: 'anna', entry: sale.entry! })).toMatchObject({
      used: 300 * megabyte,
      expired: 700 * megabyte,
    });
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });

  it('lapsed: expired without ever having been used', async () => {
    const { bridge, engine, sold, later, clock } = await inProcess();
    const sale = await sold(france);
    later({ months: 12 });
    await bridge.poll();
    const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(entry).toMatchObject({ status: 'inactive', ended: 'expired', data: { esim_go: { state: 'lapsed' } } });
    expect(entry.expires!.getTime()).toBe(clock.now());
    const { content } = await engine.log({ user: 'anna', entry: sale.entry! });
    expect(content.map(({ info }) => info)).toContain('lapsed at eSIM Go');
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ stage: 'ended' });
  });

  it('revoked by somebody else: revoked here, and what was used before is booked', async () => {
    const { bridge, vendor, engine, sold } = await inProcess();
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, 300 * megabyte);
    await sold(france, 'ben', sale.iccid!);
    await revokedInPortal(vendor, sale);
    await bridge.poll();
    const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(entry).toMatchObject({ status: 'inactive', ended: 'revoked', data: { esim_go: { state: 'revoked' } } });
    expect(await engine.ledger({ user: 'anna', entry: sale.entry! })).toMatchObject({
      used: 300 * megabyte,
      revoked: 700 * megabyte,
    });
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ stage: 'ended' });
    expect((await bridge.sales({ user: 'ben', limit: 9 })).map(({ stage }) => stage)).toEqual(['held']);
  });

  it('in a state that nobody knows: kept as it is, for somebody to look at, until it is clear again', async () => {
    const { bridge, vendor, engine, sold } = await inProcess();
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, 300 * megabyte);
    reporting(vendor, sale, 'Suspended');
    await bridge.poll();
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({
      stage: 'held',
      meter: { state: 'suspended', used: 300 * megabyte },
      problem: { code: 'esim_go_unknown_state' },
    });
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({
      status: 'active',
      remaining: 700 * megabyte,
    });
    // It cannot have become unused.
    reporting(vendor, sale, 'queued');
    await bridge.poll();
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ meter: { state: 'active' }, problem: null });
  });

  it('missing from the list, or without quantities: proves nothing', async () => {
    const { bridge, vendor, engine, sold } = await inProcess();
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, 300 * megabyte);
    await bridge.poll();
    const before = await bridge.sale('anna', sale.entry!);
    for (const omit of [['assignments'], ['id'], ['bundleState'], ['initialQuantity'], ['remainingQuantity']]) {
      vendor.change((world) => void (world.settings.shapes.omit = omit));
      await bridge.poll();
      expect(await bridge.sale('anna', sale.entry!), omit[0]).toEqual(before);
    }
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ remaining: 700 * megabyte });
  });

  it('of an eSIM that is no longer shown: for somebody to look at, and nothing is booked', async () => {
    const { bridge, vendor, engine, sold } = await inProcess();
    const sale = await sold(france);
    const holder = (who: 'organisation' | 'somebody_else'): void =>
      vendor.change((world) => void (world.esims[sale.iccid!]!.holder = who));
    holder('somebody_else');
    expect(await bridge.poll()).toEqual({ asked: 1, failed: [] });
    const looked = await bridge.sale('anna', sale.entry!);
    expect(looked).toMatchObject({ stage: 'held', problem: { code: 'esim_go_not_accessible' } });
    await bridge.poll();
    expect(await bridge.sale('anna', sale.entry!)).toEqual(looked);
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ status: 'active' });
    holder('organisation');
    await bridge.poll();
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ problem: null });
  });

  it('not at all, because the vendor cannot be reached: told, and nothing is changed', async () => {
    const { bridge, vendor, sold } = await inProcess();
    const sale = await sold(france);
    vendor.down = true;
    expect(await bridge.poll()).toEqual({
      asked: 1,
      failed: [{ iccid: sale.iccid, code: 'esim_go_unavailable' }],
    });
    expect(await bridge.sale('anna', sale.entry!)).toEqual(sale);
  });
});

describe('thresholds', () => {
  const listening = (percents: ThresholdReached[]) => (event: ThresholdReached) => void percents.push(event);
  const percents = (events: readonly ThresholdReached[]) => events.map(({ percent }) => percent);

  it('are announced once each, also those that were leapt over, also after a restart', async () => {
    const { bridge, another, vendor, sold } = await inProcess();
    const sale = await sold(france);
    const heard: ThresholdReached[] = [];
    bridge.subscribe(() => {
      throw new Error('a subscriber of no use');
    });
    const end = bridge.subscribe(listening(heard));
    const use = async (bytes: number, by = bridge) => {
      vendor.traffic(sale.iccid!, bytes);
      await by.poll();
      return percents(heard);
    };
    expect(await use(500 * megabyte - 1)).toEqual([]);
    expect(await use(1)).toEqual([50]);
    expect(await use(10)).toEqual([50]);
    const restarted = await another();
    restarted.subscribe(listening(heard));
    end();
    expect(await use(10, restarted)).toEqual([50]);
    expect(await use(500 * megabyte, restarted)).toEqual([50, 80, 100]);
    expect(heard[0]!.sale).toMatchObject({ id: sale.id, user: 'anna', entry: sale.entry, announced: 50 });
    await restarted.poll();
    expect(percents(heard)).toEqual([50, 80, 100]);
  });
});

describe('a callback', () => {
  it('is stored before it is answered, then handled: taken over, and the vendor is asked', async () => {
    const { bridge, store, vendor, engine, sold, clock } = await inProcess({ settings: held() });
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, 600 * megabyte);
    vendor.calls.length = 0;
    const sent = vendor.sent(clock.now());
    const answers = await Promise.all([...sent, ...sent].map(bridge.receive));
    expect(answers).toEqual([...sent.map(() => 'new'), ...sent.map(() => 'duplicate')]);
    await bridge.idle();
    // What is used since the last of them is known, too; and all of them together were one question.
    expect(vendor.calls).toHaveLength(1);
    const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(entry).toMatchObject({ remaining: 400 * megabyte });
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ announced: 50 });
    expect(await store.messages({ handled: false, limit: 9 })).toEqual([]);
    expect(await store.messages({ handled: true, limit: 9 })).toHaveLength(sent.length);
  });

  it('says when the bundle ends, which nothing else does', async () => {
    const { bridge, vendor, engine, sold, later, clock } = await inProcess({ settings: held() });
    const sales = [await sold(france), await sold(unlimited, 'ben')];
    later({ minutes: 3 });
    for (const { iccid } of sales) vendor.traffic(iccid!, megabyte);
    const ends = clock.now() + days(7);
    later({ hours: 9 });
    // Polled before the callback came: the time is counted from when it was seen.
    await bridge.poll();
    for (const { user, entry } of sales) {
      expect((await engine.entry({ user, entry: entry! })).expires!.getTime()).toBe(clock.now() + days(7));
    }
    for (const one of vendor.sent(clock.now())) await bridge.receive(one);
    await bridge.idle();
    for (const { user, entry } of sales) {
      expect((await engine.entry({ user, entry: entry! })).expires!.getTime()).toBe(ends);
    }
    later({ days: 6, hours: 15 });
    await bridge.poll();
    for (const { user, entry } of sales) {
      const view = await engine.entry({ user, entry: entry! });
      expect(view).toMatchObject({ status: 'inactive', ended: 'expired' });
      expect(view.expires!.getTime()).toBe(ends);
    }
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });

  it('that is signed is taken over although the vendor cannot be asked, and is handled when it can', async () => {
    const { bridge, store, vendor, engine, sold } = await inProcess();
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, 900 * megabyte);
    vendor.down = true;
    await bridge.receive(callback(utilisation(sale, { remainingQuantity: 500 * megabyte })));
    await bridge.idle();
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ remaining: 500 * megabyte });
    expect(await store.messages({ handled: false, limit: 9 })).toHaveLength(1);
    vendor.down = false;
    await bridge.poll();
    expect(await store.messages({ handled: false, limit: 9 })).toEqual([]);
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({ remaining: 100 * megabyte });
  });

  it('that is not signed books nothing: it is a reason to ask', async () => {
    const { bridge, vendor, engine, sold } = await inProcess();
    const sale = await sold(france);
    vendor.traffic(sale.iccid!, megabyte);
    vendor.calls.length = 0;
    const endTime = '2026-01-31T10:00:01.000Z';
    await bridge.receive(callback(utilisation(sale, { remainingQuantity: 0, endTime }), { signed: false }));
    await bridge.idle();
    expect(vendor.calls).toHaveLength(1);
    expect(await engine.entry({ user: 'anna', entry: sale.entry! })).toMatchObject({
      status: 'active',
      remaining: 999 * megabyte,
    });
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ announced: 0, meter: { endsAt: null } });
  });

  it.each(['depleted', 'expired', 'revoked'] as const)('that comes late does not revive what is %s', async (end) => {
    const { bridge, vendor, engine, sold, later } = await inProcess();
    const sale = await sold(france);
    await sold(france, 'ben', sale.iccid!);
    vendor.traffic(sale.iccid!, end === 'depleted' ? gigabyte : 400 * megabyte);
    if (end === 'revoked') await revokedInPortal(vendor, sale);
    if (end === 'expired') later({ days: 7 });
    await bridge.poll();
    const ended = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(ended).toMatchObject({ status: 'inactive', data: { esim_go: { state: end } } });
    const endTime = '2026-03-01T00:00:00.000Z';
    for (const remaining of [900, 600]) {
      await bridge.receive(callback(utilisation(sale, { remainingQuantity: remaining * megabyte, endTime })));
    }
    await bridge.receive(callback(utilisation(sale, { remainingQuantity: 999 * megabyte }, 'FirstUse')));
    await bridge.idle();
    const after = await engine.entry({ user: 'anna', entry: sale.entry! });
    expect(after).toMatchObject({ status: 'inactive', ended: ended.ended, remaining: 0 });
    expect(await bridge.sale('anna', sale.entry!)).toMatchObject({ stage: 'ended', meter: { state: end } });
    // What was used before its end and comes to light now is booked all the same.
    await bridge.receive(callback(utilisation(sale, { remainingQuantity: 500 * megabyte })));
    await bridge.idle();
    const used = end === 'depleted' ? gigabyte : 500 * megabyte;
    expect(await engine.ledger({ user: 'anna', entry: sale.entry! })).toMatchObject({ used });
    expect(await engine.audit()).toMatchObject({ unbalanced: [] });
  });

  it('of nothing that is held, of no eSIM, of a kind that nobody knows: stored and done with, and nobody is asked', async () => {
    const { bridge, store, vendor } = await inProcess();
    await bridge.receive(callback({ alertType: 'Topup', bundle: { oldAmount: 1, newAmount: 2 } }));
    await bridge.receive(callback({ alertType: 'esim.deleted', iccid: '8943108170000000017' }));
    await bridge.idle();
    expect(await store.messages({ handled: true, limit: 9 })).toHaveLength(2);
    expect(vendor.calls).toEqual([]);
  });

  it.each(['before', 'after'] as const)(
    'is handled by another bridge where its own is killed %s any call',
    async (when) => {
      let calls = Infinity;
      // The first is the opening; the next stores the callback.
      for (let nth = 2; nth <= calls; nth += 1) {
        const { bridge, another, engine, store, vendor, sold, clock } = await inProcess({ settings: held() });
        const sale = await sold(france);
        vendor.traffic(sale.iccid!, 600 * megabyte);
        const [, , , half] = vendor.sent(clock.now());
        const death = new Death(nth, when);
        const failures: unknown[] = [];
        const dying = await another({
          engine: death.wrap(engine),
          store: death.wrap(store),
          failed: (error) => failures.push(error),
        });
        await dying.receive(half!).catch((error: unknown) => failures.push(error));
        await dying.idle();
        expect(failures.filter((error) => !(error instanceof Killed))).toEqual([]);
        if (!death.dead) calls = death.calls;

        clock.advance({ minutes: 10 });
        // What was not answered comes again, perhaps; what was answered does not.
        if (nth === 2 && when === 'before') await bridge.receive(half!);
        await bridge.idle();
        await bridge.poll();
        expect(await store.messages({ handled: false, limit: 9 }), `call ${nth}`).toEqual([]);
        const entry = await engine.entry({ user: 'anna', entry: sale.entry! });
        expect(entry, `call ${nth}`).toMatchObject({ status: 'active', remaining: 400 * megabyte });
        expect(entry.expires!.getTime()).toBe(Date.parse('2026-01-31T10:00:00.000Z') + days(7));
        expect(await engine.ledger({ user: 'anna', entry: sale.entry! })).toMatchObject({ used: 600 * megabyte });
        expect(await bridge.sales({ unsettled: true, limit: 9 })).toEqual([]);
        expect(await engine.audit()).toMatchObject({ unbalanced: [] });
      }
      expect(calls).toBeGreaterThan(10);
    },
  );
});
