import { Configuration, InventoryApi } from '@holdall/esim-go';
import { startSandbox, type RunningSandbox } from '@holdall/esim-go-sandbox';
import { esimGoSupplier } from '@holdall/suppliers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { all, idsOf, until } from '../walked.js';

const france = 'esim_1GB_7D_FR_V2';
let running: RunningSandbox;
beforeAll(async () => {
  running = await startSandbox({ seed: 7, settings: { rateLimit: { enabled: false } } });
});
afterAll(() => running.close());

const control = async <T>(path: string, body: object): Promise<T> => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(running.controlUrl + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
const stock = async (quantity: number): Promise<string> =>
  `${(await control<{ id: number }>('/lots', { bundle: france, quantity })).id}`;
beforeEach(() => control('/reset', { now: '2026-01-31T10:00:00.000Z', settings: { rateLimit: { enabled: false } } }));

const supplier = (apiKey = running.apiKey) =>
  esimGoSupplier({ inventory: new InventoryApi(new Configuration({ basePath: running.url, apiKey, attempts: 1 })) });

describe('a lot of eSIM Go', () => {
  it('is a record like any other', async () => {
    const [first, second] = [await stock(10), await stock(5)];
    const walk = supplier().list();
    const records = await all(walk);
    expect(records).toMatchObject([
      {
        supplier: 'esim-go',
        kind: 'lot',
        id: first,
        name: france,
        status: { normalised: 'active', raw: null },
        quantity: { total: 10, remaining: 10, unit: 'bundle' },
        validTo: '2027-01-31',
        attributes: { id: Number(first), bundle: { name: france } },
      },
      { id: second, quantity: { total: 5 } },
    ]);
    expect(walk.progress).toEqual({ cursor: null, records: 2, pages: 1, complete: true, resumed: false, doubts: [] });
    expect(await supplier().get(second)).toEqual(records[1]);
    expect(await supplier().get('123456')).toBeNull();
  });

  it('tells what is left of it, and takes bundles back for money', async () => {
    const id = await stock(10);
    await supplier().refund(id, 4);
    expect(await supplier().consumption(id)).toMatchObject({ remaining: 6, unit: 'bundle' });
    await supplier().refund(id, 6);
    const gone = await supplier().get(id);
    expect(gone?.status.normalised ?? 'ended').toBe('ended');
  });

  it.each(['', '0', '-1', '1.5', 'x', '9'.repeat(20)])('is not refunded by what is no id of one: %j', async (id) => {
    await expect(supplier().refund(id, 1)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('is not refunded in no or in broken quantities', async () => {
    const id = await stock(3);
    for (const quantity of [0, -1, 1.5]) {
      await expect(supplier().refund(id, quantity)).rejects.toMatchObject({ code: 'invalid_input' });
    }
    expect(await supplier().consumption(id)).toMatchObject({ remaining: 3 });
  });

  it('is walked in parts, and from where a walk stopped', async () => {
    const ids = [await stock(1), await stock(2), await stock(3)];
    const first = supplier().list(null, { maxItems: 2 });
    expect(await idsOf(first)).toEqual(ids.slice(0, 2));
    expect(await idsOf(supplier().list(null, { resumeFrom: first.progress.cursor }))).toEqual(ids.slice(2));
  });

  it('cannot be sorted, filtered, projected or revoked: that is refused before anything is sent', async () => {
    const unsupported = expect.objectContaining({ code: 'unsupported_query' });
    const sort = [{ field: 'id', direction: 'asc' }] as const;
    const filters = [{ field: 'name', type: 'text', op: 'eq', value: france }] as const;
    for (const asked of [{ sort }, { filters }, { fields: ['id'] }]) {
      expect(() => supplier().list(asked)).toThrow(unsupported);
    }
    await expect(supplier().revoke('1')).rejects.toMatchObject({ code: 'supplier_not_supported' });
    const { sort: sorts, filter, project, revoke } = supplier().capabilities;
    expect({ sorts, filter, project, revoke }).toEqual({ sorts: false, filter: [], project: false, revoke: false });
  });

  it('is not there for a wrong key, and the client says why', async () => {
    expect((await until(supplier('wrong').list())).error).toMatchObject({
      code: 'supplier_walk_interrupted',
      details: { because: 'esim_go_bad_key' },
    });
  });
});
