import type { SupplierRecord } from '@holdall/suppliers';
import { betatelInventory, type BetatelInventory } from '@holdall/suppliers-sandbox';
import { describe, expect, it } from 'vitest';
import { all } from '../walked.js';
import { useBetatel } from './sandboxed.js';

const betatel = useBetatel();

const read = async (over: Partial<BetatelInventory>): Promise<SupplierRecord> => {
  betatel.sandbox.inventories = [betatelInventory(51_952, over)];
  return (await all(betatel.supplier().list()))[0]!;
};

describe('an inventory of Betatel', () => {
  it('is a container, as the vendor shows one', async () => {
    const record = await read({ name: 'Betatel LTD Inventory 1' });
    expect(record).toEqual({
      supplier: 'betatel',
      kind: 'container',
      id: '51952',
      name: 'Betatel LTD Inventory 1',
      status: { normalised: 'active', raw: 'Active' },
      parentId: '1',
      attributes: {
        id: '51952',
        name: 'Betatel LTD Inventory 1',
        created_date: 1_761_330_317_000,
        modified_date: 1_761_330_317_000,
        company: '72571',
        parent_inventory: '1',
        status: 'Active',
        wallet: '99612820',
        whitelist: '11599',
      },
    });
  });

  it.each([
    ['Active', 'active'],
    ['ACTIVE', 'active'],
    ['active', 'active'],
    ['NOT_ACTIVE', 'suspended'],
    ['Not Active', 'suspended'],
    ['not-active', 'suspended'],
    ['De-activated', 'ended'],
    ['Frozen', 'unknown'],
    ['constructor', 'unknown'],
  ])('has the status %s as %s, and as it came', async (raw, normalised) => {
    expect((await read({ status: raw })).status).toEqual({ normalised, raw });
  });

  it.each([[null], [''], [undefined]])('has an unknown status where it is %j', async (status) => {
    expect((await read({ status: status as string })).status).toEqual({ normalised: 'unknown', raw: null });
  });

  it('has ended where it was deleted, whatever its status', async () => {
    expect((await read({ deleted_date: 1_761_330_317_000 })).status).toEqual({ normalised: 'ended', raw: 'Active' });
    expect((await read({ deleted_date: 0 })).status.normalised).toBe('active');
  });

  it.each([
    ['milliseconds', 1_761_330_317_000, new Date(1_761_330_317_000)],
    ['seconds', 1_761_330_317, new Date(1_761_330_317_000)],
    ['the last number of seconds', 1e11 - 1, new Date((1e11 - 1) * 1000)],
    ['the first of milliseconds', 1e11, new Date(1e11)],
    ['0: never', 0, null],
    ['null', null, null],
    ['digits', '1761330317000', new Date(1_761_330_317_000)],
  ])('reads moments in %s', async (_what, deactivated_date, validTo) => {
    expect((await read({ deactivated_date })).validTo).toEqual(validTo);
  });

  it('tells what was not said from what there is not', async () => {
    const bare = await read({ parent_inventory: undefined as never, name: undefined as never });
    expect('validTo' in bare).toBe(false);
    expect('parentId' in bare).toBe(false);
    expect(bare.name).toBeNull();
    for (const parent_inventory of [0, null]) expect((await read({ parent_inventory })).parentId).toBeNull();
  });

  it('keeps what nobody knows yet, and the digits of what JavaScript would round', async () => {
    betatel.sandbox.rewrite = (page) => page;
    const record = await read({ note: 'new', imsi: 234_150_999_999_999, nested: { a: [1, null] } });
    expect(record.attributes).toMatchObject({ note: 'new', imsi: 234_150_999_999_999, nested: { a: [1, null] } });
    betatel.sandbox.faults.add({
      kind: 'status',
      status: 200,
      body: '{"total":1,"inventories":[{"id":9007199254740993,"iccid":8944123456789012345}]}',
    });
    const [big] = await all(betatel.supplier().list());
    expect(big).toMatchObject({ id: '9007199254740993', attributes: { iccid: '8944123456789012345' } });
  });

  it('is the same in both spellings and both units of time', async () => {
    const before = await read({ status: 'Not Active', deactivated_date: 1_761_330_317_000 });
    betatel.sandbox.settings = { ...betatel.sandbox.settings, spelling: 'ACTIVE', epoch: 's' };
    const after = await read({ status: 'Not Active', deactivated_date: 1_761_330_317 });
    expect(after.status).toEqual({ normalised: 'suspended', raw: 'NOT_ACTIVE' });
    expect({ ...after, attributes: {}, status: {} }).toEqual({ ...before, attributes: {}, status: {} });
  });
});
