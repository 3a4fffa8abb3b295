import { ESIMsApi, OrdersApi } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';

const sandbox = useSandbox();
const portal = () => configured(sandbox.url, { apiKey: sandbox.apiKey });
const anna = { user: 'anna', item: france, key: 'cart 1' };

/** A bridge with one sale that is held, and nothing that differs. */
const withOne = async () => {
  const made = await bridged(sandbox);
  await sandbox.stock(france, 5);
  const sale = await made.bridge.sell(anna);
  expect(await made.bridge.differences()).toEqual({ esims: 1, differences: [], failed: [] });
  return { ...made, sale, iccid: sale.iccid!, assignment: sale.assignment!, id: sale.id };
};

describe('what the vendor and we see differently is told, and nothing is written', () => {
  it('an assignment on an eSIM of ours that no sale knows, and what it took from the stock', async () => {
    const { bridge, iccid } = await withOne();
    await new ESIMsApi(portal()).esimsApplyPost({ name: france, iccid });
    const [, theirs] = (await sandbox.state()).esims[iccid]!.assignments;
    const report = await bridge.differences();
    expect(report.differences).toEqual([
      { kind: 'unknown_assignment', iccid, assignment: theirs!.id, bundle: france, state: 'queued' },
      { kind: 'stock', bundle: france, theirs: 3, ours: 4 },
    ]);
    expect(await bridge.differences()).toEqual(report);
  });

  it('an assignment that is gone, and an eSIM that is', async () => {
    const { bridge, iccid, assignment, id } = await withOne();
    await sandbox.settings({ shapes: { revoked: 'hidden' } });
    await sandbox.control('PATCH', `/esims/${iccid}`, { profileStatus: 'Installed' });
    await new ESIMsApi(portal()).esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, france, assignment);
    const lost = { kind: 'lost_assignment', sale: id, iccid, assignment };
    expect((await bridge.differences()).differences).toEqual([
      { ...lost, esim: 'there' },
      { kind: 'stock', bundle: france, theirs: 5, ours: 4 },
    ]);
    const { iccid: other } = await bridge.sell({ ...anna, key: 'cart 2' });
    const held = (await sandbox.state()).esims[other!]!.assignments[0]!;
    await new ESIMsApi(portal()).esimsIccidBundlesNameAssignmentsAssignmentIdDelete(other!, france, held.id);
    const gone = (await bridge.differences()).differences.filter(({ kind }) => kind === 'lost_assignment');
    expect(gone).toHaveLength(2);
    expect(gone).toContainEqual(expect.objectContaining({ iccid: other, esim: 'gone' }));
  });

  it('states and quantities', async () => {
    const { bridge, iccid, assignment, id } = await withOne();
    await sandbox.traffic(iccid, 300_000_000);
    const amount = { initial: 1_000_000_000 };
    expect((await bridge.differences()).differences).toEqual([
      { kind: 'state', sale: id, assignment, theirs: 'active', ours: 'queued' },
      {
        kind: 'quantity',
        sale: id,
        assignment,
        theirs: { ...amount, used: 300_000_000 },
        ours: { ...amount, used: 0 },
      },
    ]);
    await sandbox.control('PATCH', `/assignments/${assignment}`, { reportedState: 'On Hold' });
    expect((await bridge.differences()).differences[0]).toMatchObject({ kind: 'state', theirs: 'on hold' });
  });

  it('an entry that was switched off while its bundle is on', async () => {
    const { bridge, engine, sale } = await withOne();
    await engine.setStatus({ user: 'anna', entry: sale.entry!, status: 'inactive' });
    expect((await bridge.differences()).differences).toEqual([
      { kind: 'entry', sale: sale.id, user: 'anna', entry: sale.entry, stage: 'held', status: 'inactive' },
    ]);
  });

  it('orders that no operation knows, and lots that came of them; not ours, not applies, not what is too long ago', async () => {
    const { bridge, clock } = await withOne();
    await bridge.sell({ ...anna, key: 'cart 2' });
    const { reference } = await bridge.stock({ bundle: france, quantity: 2, key: 'week 5' });
    expect(reference).not.toBeNull();
    expect((await bridge.differences()).differences).toEqual([]);
    const order = [{ type: 'bundle', quantity: 3, item: france }] as const;
    const { data } = await new OrdersApi(portal()).ordersPost({ type: 'transaction', assign: false, order });
    expect((await bridge.differences()).differences).toEqual([
      {
        kind: 'unknown_order',
        reference: data.orderReference,
        items: [{ bundle: france, quantity: 3 }],
        total: { amount: 3 * 185, currency: 'USD' },
        createdAt: data.createdDate,
      },
      { kind: 'stock', bundle: france, theirs: 8, ours: 5 },
    ]);
    clock.advance({ days: 8 });
    expect((await bridge.differences()).differences).toMatchObject([{ kind: 'stock' }]);
    const since = Date.parse('2026-01-31T00:00:00Z');
    expect((await bridge.differences({ since })).differences).toHaveLength(2);
  });

  it('tells the others where one eSIM cannot be read now', async () => {
    const { bridge, iccid } = await withOne();
    const two = await bridge.sell({ ...anna, key: 'cart 2' });
    await sandbox.traffic(iccid, 1);
    await sandbox.traffic(two.iccid!, 1);
    await sandbox.fault({ operation: 'esimsIccidBundlesGet', outcome: { kind: 'status', status: 500 }, times: 5 });
    const { esims, differences, failed } = await bridge.differences();
    expect(esims).toBe(2);
    const [first] = [iccid, two.iccid].filter((one) => one === failed[0]?.id);
    expect(failed).toEqual([{ id: first, code: 'esim_go_unavailable' }]);
    expect(differences.map(({ kind }) => kind)).toEqual(['state', 'quantity']);
  });

  it('says nothing of a stock of which it cannot be told what ought to be left', async () => {
    const { bridge } = await withOne();
    await sandbox.fault({ operation: 'esimsApplyPost', effect: 'done', outcome: { kind: 'drop' } });
    await bridge.sell({ ...anna, key: 'cart 2' });
    expect((await bridge.differences()).differences).toEqual([]);
    await bridge.reconcile();
    expect((await bridge.differences()).differences).toEqual([]);
  });
});
