import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { InvalidInputError } from '@holdall/core';
import { usageProductInventory } from '@holdall/suppliers-sandbox';
import { describe, expect, it } from 'vitest';
import { AbsentError, sawEverything, SamePageError, WalkInterruptedError, wholeList } from '@holdall/suppliers';
import { all, idsOf } from '../walked.js';
import { products, scene, upTo } from './sandboxed.js';

describe('pages', () => {
  it('are none of an empty list', async () => {
    const { supplier, sandbox } = await scene();
    const walk = supplier.list();
    expect(await idsOf(walk)).toEqual([]);
    expect(walk.progress).toMatchObject({ complete: true, cursor: null, doubts: [] });
    expect(sandbox.requests.map(String)).toEqual(['page=1&pageSize=500&sort=id']);
  });

  it.each([
    ['one that is not full', 2, 'empty', 1],
    ['one that is full', 3, 'empty', 2],
    ['one that is full, with 404 behind it', 3, 'not_found', 2],
    ['three, the last one not full', 7, 'not_found', 3],
    ['three that are full', 9, 'empty', 4],
    ['three that are full, with 404 behind them', 9, 'not_found', 4],
  ] as const)('are %s', async (_name, count, beyondEnd, requests) => {
    const { supplier, sandbox } = await scene({
      products: products(count),
      settings: { beyondEnd },
      options: { pageSize: 3 },
    });
    const walk = supplier.list();
    expect(await idsOf(walk)).toEqual(upTo(count));
    expect(sandbox.requests).toHaveLength(requests);
    expect(sawEverything(walk.progress)).toBe(true);
  });

  it('are not over where the first is not found', async () => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status: 404 });
    const walk = supplier.list();
    await expect(all(walk)).rejects.toMatchObject({ cause: expect.any(AbsentError) });
    expect(walk.progress.complete).toBe(false);
  });

  it.each([
    [0, '1'],
    [1, '1'],
    [1000, '1000'],
    [1001, '1000'],
    [NaN, '1'],
  ])('of %d are asked for as %s', async (pageSize, sent) => {
    const { supplier, sandbox } = await scene({ options: { pageSize } });
    await all(supplier.list());
    expect(sandbox.requests.map((query) => query.get('pageSize'))).toEqual([sent]);
  });

  it('are required to be asked for: the sandbox refuses a request without', async () => {
    const { sandbox } = await scene();
    const headers = { authorization: `Bearer ${sandbox.issue()}` };
    const statuses = ['', '?page=1', '?page=1&pageSize=0', '?page=1&pageSize=1001', '?page=0&pageSize=1'].map(
      async (query) => (await fetch(`${sandbox.url}/usage-product-inventories${query}`, { headers })).status,
    );
    expect(await Promise.all(statuses)).toEqual([400, 400, 400, 400, 400]);
  });

  it('that are all the same end with an error, not never', async () => {
    const { supplier, sandbox } = await scene({ products: products(4), options: { pageSize: 2 } });
    sandbox.before = (nth) => sandbox.requests[nth - 1]!.set('page', '1');
    await expect(all(supplier.list())).rejects.toMatchObject({ cause: expect.any(SamePageError) });
    expect(sandbox.requests).toHaveLength(2);
  });
});

describe('a walk', () => {
  it('keeps its order where the supplier has none: nothing is missed, nothing comes twice', async () => {
    const world = { products: products(20), settings: { unsorted: 'turning' }, options: { pageSize: 3 } } as const;
    const { supplier, sandbox } = await scene(world);
    expect(await idsOf(supplier.list())).toEqual(upTo(20));
    // The proof that the sandbox would lose some: without the sort they are others.
    const headers = { authorization: `Bearer ${sandbox.issue()}` };
    const page = async (number: number) => {
      const response = await fetch(`${sandbox.url}/usage-product-inventories?page=${number}&pageSize=10`, { headers });
      return ((await response.json()) as { id: number }[]).map(({ id }) => id);
    };
    expect(new Set([...(await page(1)), ...(await page(2))]).size).toBeLessThan(20);
  });

  it('sees what is added behind it, and says when the list became shorter under it', async () => {
    const { supplier, sandbox } = await scene({ products: products(7), options: { pageSize: 3, verify: true } });
    const grown = supplier.list();
    sandbox.before = (nth) => {
      if (nth === 2) sandbox.products = products(8);
    };
    expect(await idsOf(grown)).toEqual(upTo(8));
    expect(sawEverything(grown.progress)).toBe(true);

    const start = sandbox.requests.length;
    sandbox.before = (nth) => {
      if (nth === start + 2) sandbox.products = products(8).slice(1);
    };
    const shrunk = supplier.list();
    expect(await idsOf(shrunk)).toEqual(['1', '2', '3', '5', '6', '7', '8']);
    expect(shrunk.progress.complete).toBe(true);
    expect(sawEverything(shrunk.progress)).toBe(false);
  });

  it('says when a short page was not the last', async () => {
    const { supplier, sandbox } = await scene({ products: products(5), options: { pageSize: 3, verify: true } });
    sandbox.faults.add({ kind: 'status', status: 200, body: JSON.stringify(products(2)) });
    const walk = supplier.list();
    expect(await idsOf(walk)).toEqual(['1', '2']);
    expect(walk.progress.doubts).toEqual([expect.stringContaining('more behind it')]);
  });

  it('notices a record that comes twice', async () => {
    const { supplier, sandbox } = await scene({ products: products(4), options: { pageSize: 2 } });
    sandbox.before = (nth) => {
      if (nth === 2) sandbox.products = [usageProductInventory(0), ...products(4)];
    };
    const walk = supplier.list();
    expect(await idsOf(walk)).toEqual(['1', '2', '3', '4']);
    expect(sawEverything(walk.progress)).toBe(false);
  });

  it('that fails in the middle goes on where it was, and misses nothing', async () => {
    const { supplier, sandbox } = await scene({ products: products(8), options: { pageSize: 3 } });
    sandbox.faults.add({ kind: 'status', status: 412 }, { skip: 1 });
    const walk = supplier.list();
    const got: string[] = [];
    const failed = (async () => {
      for await (const { id } of walk) got.push(id);
    })();
    await expect(failed).rejects.toBeInstanceOf(WalkInterruptedError);
    expect(got).toEqual(['1', '2', '3']);
    expect(walk.progress).toMatchObject({ complete: false, records: 3 });
    const rest = supplier.list(null, { resumeFrom: walk.progress.cursor });
    expect(await idsOf(rest)).toEqual(['4', '5', '6', '7', '8']);
    const other = { ...wholeList, sort: [{ field: 'startDate', direction: 'asc' }] } as const;
    expect(() => supplier.list(other, { resumeFrom: walk.progress.cursor })).toThrow(InvalidInputError);
  });

  it('asks for a page when its first record is wanted, and for no more', async () => {
    const { supplier, sandbox } = await scene({ products: products(9), options: { pageSize: 3 } });
    const walk = supplier.list();
    expect(sandbox.requests).toHaveLength(0);
    for await (const { id } of walk) if (id === '4') break;
    expect(sandbox.requests).toHaveLength(2);
    expect(await idsOf(supplier.list(null, { maxItems: 2 }))).toEqual(['1', '2']);
    expect(await idsOf(supplier.list(null, { maxPages: 1 }))).toEqual(['1', '2', '3']);
    expect(sandbox.requests).toHaveLength(4);
  });

  it('ends with the reason of its signal', async () => {
    const { supplier } = await scene({ products: products(9), options: { pageSize: 3 } });
    const leaving = new AbortController();
    const reason = new Error('enough');
    const walk = supplier.list(null, { signal: leaving.signal });
    const seen: string[] = [];
    const left = (async () => {
      for await (const { id } of walk) {
        seen.push(id);
        if (id === '3') leaving.abort(reason);
      }
    })();
    await expect(left).rejects.toBe(reason);
    expect(seen).toEqual(['1', '2', '3']);
  });

  it('of 100,000 records holds none of them', async () => {
    const count = 100_000;
    // A supplier that keeps nothing.
    const fetch: typeof globalThis.fetch = async (input) => {
      const page = Number(new URL(new Request(input).url).searchParams.get('page'));
      const ids = Array.from({ length: page > 100 ? 0 : 1000 }, (_, index) => (page - 1) * 1000 + index + 1);
      return Response.json(ids.map((id) => ({ id, startDate: '2026-01-01' })));
    };
    const { supplier } = await scene({ options: { pageSize: 1000, fetch } });
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const used: number[] = [];
    let seen = 0;
    for await (const { id } of supplier.list()) {
      seen += 1;
      if (id !== `${seen}`) throw new Error(`${id} came as number ${seen}`);
      if (seen % 40_000 !== 20_000 && seen !== count) continue;
      collect();
      used.push(process.memoryUsage().heapUsed);
    }
    expect(seen).toBe(count);
    // A record that is kept has more than 300 bytes, and 80,000 lie between the two.
    expect(used.at(-1)! - used[0]!).toBeLessThan(8_000_000);
  }, 60_000);
});
