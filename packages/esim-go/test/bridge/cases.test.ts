import { ESIMsApi, OrdersApi, type Bridge } from '@holdall/esim-go';
import { beforeEach, describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { bridged } from './bridged.js';

const sandbox = useSandbox();
const anna = { user: 'anna', item: france, key: 'cart 1' };
const onEsims = async () => Object.values((await sandbox.state()).esims).flatMap(({ assignments }) => assignments);

/** Of two applies, or orders, it cannot be told which is ours, if any. The first is. */
const undecided = async (kind: 'apply' | 'order') => {
  const { bridge, clock, engine } = await bridged(sandbox, { source: kind === 'apply' ? 'inventory' : 'order' });
  const operation = kind === 'apply' ? 'esimsApplyPost' : 'ordersPost';
  await sandbox.fault({ operation, effect: 'done', outcome: { kind: 'drop' }, skip: kind === 'apply' ? 0 : 1 });
  await sandbox.stock(france, 5);
  const { id } = await bridge.sell(anna);
  const portal = configured(sandbox.url, { apiKey: sandbox.apiKey });
  if (kind === 'apply') await new ESIMsApi(portal).esimsApplyPost({ name: france });
  else {
    const order = [{ type: 'bundle', quantity: 1, item: france }] as const;
    await new OrdersApi(portal).ordersPost({ type: 'transaction', assign: true, order });
  }
  await bridge.reconcile();
  clock.advance({ minutes: 10 });
  await bridge.reconcile();
  const [one] = await bridge.cases();
  const candidates = one!.findings!['candidates'] as { reference: string; iccid: string }[];
  return { bridge, engine, clock, one: one!, candidates, sale: id };
};

const sends = async (bridge: Bridge) => {
  await bridge.reconcile();
  const { requests } = await sandbox.control<{ requests: { operation: string; body: string }[] }>('GET', '/requests');
  return requests.filter(
    ({ operation, body }) =>
      operation === 'esimsApplyPost' || (operation === 'ordersPost' && JSON.stringify(body).includes('transaction')),
  ).length;
};

describe.each(['apply', 'order'] as const)('a case of an %s', (kind) => {
  let it_: Awaited<ReturnType<typeof undecided>>;
  beforeEach(async () => {
    it_ = await undecided(kind);
  });

  it('shows what was wanted, what was the case before, what was found, and whom it holds up', () => {
    const { one, candidates, sale } = it_;
    expect(one).toMatchObject({
      kind,
      state: 'case',
      args: { bundle: france },
      heldUp: { id: sale, stage: 'placing' },
    });
    expect(one.evidence).toMatchObject({ lots: [{ remaining: 5 }] });
    expect(candidates).toHaveLength(2);
  });

  it('is done, as the one that a human names: the sale is held with it', async () => {
    const { bridge, one, candidates, sale } = it_;
    const { reference, iccid } = candidates[1]!;
    const info = 'The first is on a phone in the office.';
    const resolved = await bridge.resolveCase({ operation: one.id, as: 'done', reference, info });
    expect(resolved).toMatchObject({
      sale: { id: sale, stage: 'held', reference, iccid },
      operation: { state: 'done', reference, findings: { candidates, resolved: { as: 'done', info } } },
    });
    expect(await bridge.cases()).toEqual([]);
    expect(await sends(bridge)).toBe(2);
    // Decided once.
    const again = bridge.resolveCase({ operation: one.id, as: 'again' });
    await expect(again).rejects.toMatchObject({ code: 'esim_go_no_case' });
  });

  it("is not done by what is not there, does not fit, or is somebody else's", async () => {
    const { bridge, one } = it_;
    const other = await bridge.sell({ user: 'ben', item: france, key: 'cart 1' });
    const { data } = await new OrdersApi(configured(sandbox.url, { apiKey: sandbox.apiKey })).ordersPost({
      type: 'transaction',
      assign: true,
      order: [{ type: 'bundle', quantity: 1, item: 'esim_5GB_30D_EU_V2' }],
    });
    expect(other.stage).toBe('held');
    for (const reference of [other.reference!, data.orderReference!, 'nothing-of-ours', '', undefined]) {
      const given = reference === undefined ? {} : { reference };
      const refusal = await bridge
        .resolveCase({ operation: one.id, as: 'done', ...given })
        .catch((error: unknown) => error);
      expect(refusal, `${reference}`).toMatchObject({
        code: expect.stringMatching(/^(invalid_input|esim_go_not_accessible)$/) as string,
      });
    }
    expect(await bridge.cases()).toHaveLength(1);
  });

  it('is refused: the pending entry is closed with the reason, and nothing is sent', async () => {
    const { bridge, engine, one } = it_;
    const resolved = await bridge.resolveCase({ operation: one.id, as: 'refused', info: 'Both are others.' });
    expect(resolved.sale).toMatchObject({
      stage: 'cancelled',
      problem: { code: 'refused_by_hand', message: 'Both are others.' },
    });
    expect(await engine.entry({ user: 'anna', entry: resolved.sale!.entry! })).toMatchObject({ ended: 'revoked' });
    expect(await sends(bridge)).toBe(2);
    await expect(bridge.sell(anna)).rejects.toMatchObject({ details: { reason: 'refused_by_hand' } });
  });

  it('is sent again, once, where a human says so', async () => {
    const { bridge, one } = it_;
    const resolved = await bridge.resolveCase({ operation: one.id, as: 'again' });
    expect(resolved).toMatchObject({ sale: { stage: 'held' }, operation: { state: 'done', attempts: 2 } });
    expect(await sends(bridge)).toBe(3);
    expect(await onEsims()).toHaveLength(3);
  });
});

it('a case of the stock is sent again, or refused, without any sale', async () => {
  const { bridge, clock } = await bridged(sandbox);
  const two = { bundle: france, quantity: 2, key: 'week 5' };
  await sandbox.fault({ operation: 'ordersPost', effect: 'done', outcome: { kind: 'drop' }, skip: 1 });
  await bridge.stock(two);
  const order = [{ type: 'bundle', quantity: 2, item: france }] as const;
  const portal = new OrdersApi(configured(sandbox.url, { apiKey: sandbox.apiKey }));
  await portal.ordersPost({ type: 'transaction', assign: false, order });
  clock.advance({ minutes: 10 });
  await bridge.reconcile();
  expect(await bridge.stock(two)).toMatchObject({ state: 'case' });
  const [one] = await bridge.cases();
  expect(one).toMatchObject({ heldUp: null, sale: null });
  const resolved = await bridge.resolveCase({ operation: one!.id, as: 'again' });
  expect(resolved).toMatchObject({ sale: null, operation: { state: 'done' } });
  expect(await bridge.stock(two)).toMatchObject({ state: 'bought' });
  expect(await bridge.lots()).toMatchObject([{ remaining: 6 }]);
});
