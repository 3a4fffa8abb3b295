import { sawEverything } from '@holdall/suppliers';
import { betatelInventory } from '@holdall/suppliers-sandbox';
import { describe, expect, it } from 'vitest';
import { idsOf, range, until } from '../walked.js';
import { useBetatel } from './sandboxed.js';

const betatel = useBetatel();

describe('a walk over Betatel', () => {
  it.each([
    ['nothing', 0, ['0+10']],
    ['less than a page', 7, ['0+10']],
    ['exactly one page', 10, ['0+10']],
    ['a last page that is exactly full', 20, ['0+10', '10+10']],
    ['a last page with one', 21, ['0+10', '10+10', '20+10']],
  ])('of %s', async (_what, count, asked) => {
    betatel.has(count);
    const walk = betatel.supplier().list();
    expect(await idsOf(walk)).toEqual(range(1, count));
    expect(betatel.asked()).toEqual(asked);
    expect(walk.progress).toEqual({
      cursor: null,
      records: count,
      pages: asked.length,
      complete: true,
      resumed: false,
      doubts: [],
    });
    expect(sawEverything(walk.progress)).toBe(true);
  });

  it.each([20, 100] as const)('does not depend on what an absent count means (%i)', async (defaultCount) => {
    betatel.has(250);
    betatel.sandbox.settings = { ...betatel.sandbox.settings, defaultCount };
    expect(await idsOf(betatel.supplier({ pageSize: 60 }).list())).toEqual(range(1, 250));
    expect(betatel.sandbox.requests.every((query) => query.get('count') === '60')).toBe(true);
    // That it has a meaning is the sandbox's own word.
    const { url, apiKey, userId } = betatel.sandbox;
    const bare = await fetch(`${url}/inventories`, { headers: { 'x-api-key': apiKey, 'x-user-id': userId } });
    expect(((await bare.json()) as { count: number }).count).toBe(defaultCount);
  });

  it('goes on behind what came, where the supplier gives less than was asked for', async () => {
    betatel.has(10);
    betatel.sandbox.settings = { ...betatel.sandbox.settings, mostCount: 4 };
    const walk = betatel.supplier().list();
    expect(await idsOf(walk)).toEqual(range(1, 10));
    expect(betatel.asked()).toEqual(['0+10', '4+10', '8+10']);
    expect(sawEverything(walk.progress)).toBe(true);
  });

  it('says so where the list grows meanwhile, and goes to its end', async () => {
    betatel.has(20);
    betatel.sandbox.before = (nth) => {
      if (nth === 2) betatel.has(23);
    };
    const walk = betatel.supplier().list();
    expect(await idsOf(walk)).toEqual(range(1, 23));
    expect(walk.progress).toMatchObject({ complete: true, doubts: ['the total changed'] });
    expect(sawEverything(walk.progress)).toBe(false);
  });

  it('says so where the list shrinks meanwhile: one was skipped', async () => {
    betatel.has(30);
    betatel.sandbox.before = (nth) => {
      if (nth === 2) betatel.sandbox.inventories = betatel.sandbox.inventories.slice(1);
    };
    const walk = betatel.supplier().list();
    const ids = await idsOf(walk);
    expect(ids).toEqual([...range(1, 10), ...range(12, 30)]);
    expect(walk.progress).toMatchObject({ complete: true, doubts: ['the total changed'] });
  });

  it('hands a record out once that was pushed onto the next page, though the total is the same', async () => {
    betatel.has(20);
    betatel.sandbox.before = (nth) => {
      if (nth !== 2) return;
      betatel.sandbox.inventories = [betatelInventory(99), ...betatel.sandbox.inventories.slice(0, -1)];
    };
    const walk = betatel.supplier().list();
    expect(await idsOf(walk)).toEqual([...range(1, 19)]);
    expect(walk.progress).toMatchObject({ records: 19, complete: true, doubts: ['a record came twice'] });
  });

  it('notices that one went and one came, which neither total nor ids show', async () => {
    betatel.has(30);
    betatel.sandbox.before = (nth) => {
      if (nth !== 2) return;
      betatel.sandbox.inventories = [...betatel.sandbox.inventories.slice(1), betatelInventory(99)];
    };
    const walk = betatel.supplier({ verify: true }).list();
    const ids = await idsOf(walk);
    expect(ids).not.toContain('11');
    expect(betatel.asked()).toEqual(['0+10', '10+10', '9+1', '20+10', '19+1']);
    expect(walk.progress).toMatchObject({ complete: true, doubts: ['the list moved under the walk'] });
  });

  it('finds nothing wrong with a list that stays as it is, also across a cursor', async () => {
    betatel.has(30);
    const first = betatel.supplier({ verify: true }).list(null, { maxPages: 1 });
    await idsOf(first);
    const second = betatel.supplier({ verify: true }).list(null, { resumeFrom: first.progress.cursor });
    expect(await idsOf(second)).toEqual(range(11, 30));
    expect(second.progress).toMatchObject({ complete: true, doubts: [] });
    expect(betatel.asked()).toEqual(['0+10', '10+10', '9+1', '20+10', '19+1']);
  });

  it('ends, in doubt, where an empty page comes before the end', async () => {
    betatel.has(20);
    betatel.sandbox.rewrite = (page) => (page.offset === 10 ? { ...page, count: 0, inventories: [] } : page);
    const walk = betatel.supplier().list();
    expect(await idsOf(walk)).toEqual(range(1, 10));
    expect(betatel.asked()).toEqual(['0+10', '10+10']);
    expect(walk.progress).toMatchObject({ complete: true, doubts: ['a page was empty before the end'] });
    expect(sawEverything(walk.progress)).toBe(false);
  });

  it('says so where a page begins elsewhere than was asked', async () => {
    betatel.has(20);
    betatel.sandbox.rewrite = (page) => ({ ...page, offset: 0 });
    const walk = betatel.supplier().list();
    await idsOf(walk);
    expect(walk.progress.doubts).toEqual(['a page began elsewhere than was asked']);
  });

  it('asks for a page only when its first record is wanted, and for no more than it is let', async () => {
    betatel.has(100);
    const walk = betatel.supplier().list(null, { maxItems: 15 });
    expect(betatel.asked()).toEqual([]);
    expect(await idsOf(walk)).toEqual(range(1, 15));
    expect(betatel.asked()).toEqual(['0+10', '10+10']);
    expect(walk.progress).toMatchObject({ complete: false, records: 15 });
    const pages = betatel.supplier().list(null, { maxPages: 3 });
    expect(await idsOf(pages)).toEqual(range(1, 30));
    expect(pages.progress).toMatchObject({ complete: false, pages: 3 });
  });

  it.each([{ maxItems: 0 }, { maxItems: 1.5 }, { maxPages: -1 }])('refuses %j at once', (options) => {
    expect(() => betatel.supplier().list(null, options)).toThrow(expect.objectContaining({ code: 'invalid_input' }));
  });
});

describe('going on', () => {
  it.each([1, 9, 10, 11, 25])('after a walk that was stopped after %i, without a gap', async (maxItems) => {
    betatel.has(30);
    const first = betatel.supplier().list(null, { maxItems });
    const before = await idsOf(first);
    const second = betatel.supplier().list(null, { resumeFrom: first.progress.cursor });
    expect([...before, ...(await idsOf(second))]).toEqual(range(1, 30));
    expect(second.progress).toMatchObject({ complete: true, resumed: true, cursor: null });
    // It did not see what came before.
    expect(sawEverything(second.progress)).toBe(false);
  });

  it('after a failure in mid-walk, which carries the cursor and how far it came', async () => {
    betatel.has(30);
    betatel.sandbox.faults.add({ kind: 'status', status: 500 }, { skip: 1, times: 2 });
    const { ids, error } = await until(betatel.supplier({ attempts: 2 }).list());
    expect(ids).toEqual(range(1, 10));
    expect(error).toMatchObject({
      code: 'supplier_walk_interrupted',
      transient: true,
      details: { because: 'supplier_unavailable', records: 10, pages: 1, complete: false },
      cause: { details: { status: 500, attempts: 2, parameters: { offset: '10', count: '10' } } },
    });
    const { cursor } = (error as { progress: { cursor: string } }).progress;
    expect(await idsOf(betatel.supplier().list(null, { resumeFrom: cursor }))).toEqual(range(11, 30));
  });

  it('from the record that was being worked on when the walk was left', async () => {
    betatel.has(30);
    const walk = betatel.supplier().list();
    for await (const { id } of walk) if (id === '12') break;
    const rest = betatel.supplier().list(null, { resumeFrom: walk.progress.cursor });
    expect(await idsOf(rest)).toEqual(range(12, 30));
  });

  it('keeps the doubts of the part before', async () => {
    betatel.has(30);
    betatel.sandbox.before = (nth) => {
      if (nth === 2) betatel.has(29);
    };
    const first = betatel.supplier().list(null, { maxPages: 2 });
    await idsOf(first);
    const second = betatel.supplier().list(null, { resumeFrom: first.progress.cursor });
    await idsOf(second);
    expect(second.progress).toMatchObject({ complete: true, doubts: ['the total changed'] });
  });

  it('notices that the total changed between the two', async () => {
    betatel.has(30);
    const first = betatel.supplier().list(null, { maxPages: 1 });
    await idsOf(first);
    betatel.has(31);
    const second = betatel.supplier().list(null, { resumeFrom: first.progress.cursor });
    await idsOf(second);
    expect(second.progress.doubts).toEqual(['the total changed']);
  });

  it('is refused with a cursor that is none, or of another list', async () => {
    betatel.has(30);
    const walk = betatel.supplier().list(null, { maxItems: 1 });
    await idsOf(walk);
    const { cursor } = walk.progress;
    const filters = [{ field: 'company', type: 'id', op: 'eq', value: '1' }] as const;
    const invalid = expect.objectContaining({ code: 'invalid_input' });
    expect(() => betatel.supplier().list({ filters }, { resumeFrom: cursor })).toThrow(invalid);
    expect(() => betatel.supplier({ name: 'other' }).list(null, { resumeFrom: cursor })).toThrow(invalid);
    for (const resumeFrom of [
      '',
      'x',
      'W10',
      Buffer.from('[1,"betatel",{"filters":[]},{"offset":-1},0,[]]').toString('base64url'),
    ]) {
      expect(() => betatel.supplier().list(null, { resumeFrom })).toThrow(invalid);
    }
  });
});

describe('a question about a list', () => {
  it('is asked by company', async () => {
    betatel.has(30);
    betatel.sandbox.inventories = betatel.sandbox.inventories.map((one) => ({ ...one, company: one.id % 3 }));
    const filters = [{ field: 'company', type: 'id', op: 'eq', value: '2' }] as const;
    const ids = await idsOf(betatel.supplier({ pageSize: 4 }).list({ filters }));
    expect(ids).toEqual(range(1, 30).filter((id) => Number(id) % 3 === 2));
  });

  it.each([
    { sort: [{ field: 'id', direction: 'asc' }] },
    { fields: ['id'] },
    { filters: [{ field: 'status', type: 'text', op: 'eq', value: 'Active' }] },
    { filters: [{ field: 'company', type: 'id', op: 'like', value: '1' }] },
  ] as const)('is refused before anything is sent where Betatel cannot say it: %j', (asked) => {
    const supplier = betatel.supplier();
    expect(() => supplier.list(asked as never)).toThrow(expect.objectContaining({ code: 'unsupported_query' }));
    expect(betatel.asked()).toEqual([]);
  });

  it('is not asked again where the answer was 501: the capability is gone', async () => {
    betatel.has(3);
    const supplier = betatel.supplier();
    const filters = [{ field: 'company', type: 'id', op: 'eq', value: '1' }] as const;
    betatel.sandbox.faults.add({ kind: 'status', status: 501 });
    expect((await until(supplier.list({ filters }))).error).toMatchObject({
      transient: false,
      cause: { code: 'supplier_not_implemented', details: { parameters: { company: '1' }, attempts: 1 } },
    });
    expect(supplier.capabilities).toMatchObject({ list: true, filter: [] });
    expect(() => supplier.list({ filters })).toThrow(expect.objectContaining({ code: 'supplier_not_supported' }));
    expect(await idsOf(supplier.list())).toEqual(range(1, 3));
    betatel.sandbox.faults.add({ kind: 'status', status: 501 });
    await until(supplier.list());
    expect(supplier.capabilities.list).toBe(false);
    expect(() => supplier.list()).toThrow(expect.objectContaining({ code: 'supplier_not_supported' }));
  });

  it.each(['get', 'consumption', 'revoke', 'refund'] as const)('%s is refused at once', async (what) => {
    const call = betatel.supplier()[what] as (id: string, quantity: number) => Promise<unknown>;
    await expect(call('1', 1)).rejects.toMatchObject({ code: 'supplier_not_supported' });
    expect(betatel.asked()).toEqual([]);
  });
});
