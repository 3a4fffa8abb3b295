import { usageProductInventory } from '@holdall/suppliers-sandbox';
import { describe, expect, it } from 'vitest';
import { NotSupportedError, NotUnderstoodError } from '@holdall/suppliers';
import { all } from '../walked.js';
import { products, scene } from './sandboxed.js';

/** The sandbox says that it is the 31st of January 2026. */
const recordOf = async (over: object, settings = {}) => {
  const { supplier } = await scene({ products: [usageProductInventory(1, over)], settings });
  return (await all(supplier.list()))[0]!;
};

describe('a record', () => {
  it('is an assignment to a site, with days that stay days', async () => {
    const record = await recordOf({ siteId: 7, startDate: '2026-01-31', endDate: '2026-12-31' });
    expect(record).toMatchObject({
      supplier: 'usage-products',
      kind: 'assignment',
      id: '1',
      name: 'Label 1',
      status: { normalised: 'active', raw: null },
      quantity: null,
      validFrom: '2026-01-31',
      validTo: '2026-12-31',
      parentId: '7',
    });
    expect(record.attributes).toMatchObject({ serviceId: 'service-1', productReferences: [{ userId: 'string' }] });
  });

  it.each([
    ['that is over', { startDate: '2026-01-01', endDate: '2026-01-30' }, 'ended'],
    ['on its last day', { startDate: '2026-01-01', endDate: '2026-01-31' }, 'active'],
    ['on its first day', { startDate: '2026-01-31', endDate: null }, 'active'],
    ['that is to come', { startDate: '2026-02-01', endDate: '' }, 'pending'],
    ['whose order is under way', { startDate: '2026-01-01', endDate: null, inFlightOrder: true }, 'pending'],
    ['without a first day', { startDate: null, endDate: null }, 'unknown'],
  ])('%s is %s', async (_name, over, status) => {
    expect((await recordOf(over)).status).toEqual({ normalised: status, raw: null });
  });

  it.each([
    ['null', { endDate: null, siteId: null, label: null }],
    ['an empty text, or 0', { endDate: '', siteId: 0 }],
  ])('takes %s for none', async (_name, over) => {
    expect(await recordOf(over)).toMatchObject({ validTo: null, parentId: null });
  });

  it('has its cap as a quantity, of which nobody knows what is left', async () => {
    const { quantity } = await recordOf({ usageCapEnabled: true, defaultUsageCap: 5000 });
    expect(quantity).toEqual({ total: 5000, remaining: null, unit: 'minor currency unit' });
    expect((await recordOf({ usageCapEnabled: false, defaultUsageCap: 5000 })).quantity).toBeNull();
  });

  it('keeps fields that nobody knows, and does without those that may be missing', async () => {
    expect((await recordOf({}, { extraField: true })).attributes).toMatchObject({ nobodyKnows: { this: ['yet'] } });
    const omit = Object.keys(usageProductInventory(1)).filter((name) => name !== 'id');
    const bare = await recordOf({}, { omit });
    expect(bare).toEqual({
      supplier: 'usage-products',
      kind: 'assignment',
      id: '1',
      name: null,
      status: { normalised: 'unknown', raw: null },
      attributes: { id: '1' },
    });
  });

  it('keeps the digits of an id that JavaScript would round', async () => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status: 200, body: '[{"id":9007199254740993,"siteId":1}]' });
    expect((await all(supplier.list()))[0]).toMatchObject({ id: '9007199254740993', parentId: '1' });
  });

  it.each([
    ['has no id', '[{"siteId":1}]'],
    ['ends on a day that does not exist', '[{"id":1,"endDate":"2026-02-30"}]'],
    ['ends at an instant', '[{"id":1,"endDate":"2026-02-28T00:00:00Z"}]'],
    ['is in an envelope', '{"items":[]}'],
  ])('is not understood when it %s', async (_name, body) => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status: 200, body });
    await expect(all(supplier.list())).rejects.toMatchObject({ cause: expect.any(NotUnderstoodError) });
  });
});

describe('what the supplier cannot do', () => {
  it.each([['get'], ['consumption'], ['revoke'], ['refund']] as const)('fails at once: %s', async (what) => {
    const { supplier, sandbox } = await scene({ products: products(1) });
    await expect(what === 'refund' ? supplier.refund('1', 1) : supplier[what]('1')).rejects.toThrow(NotSupportedError);
    expect(sandbox.requests).toHaveLength(0);
  });

  it('stands in its capabilities', async () => {
    const { supplier } = await scene();
    expect(supplier.capabilities).toEqual({
      list: true,
      get: false,
      filter: ['eq', 'lt', 'gt', 'gtn', 'in', 'like'],
      sort: true,
      project: true,
      consumeObserve: false,
      revoke: false,
      refund: false,
    });
  });
});
