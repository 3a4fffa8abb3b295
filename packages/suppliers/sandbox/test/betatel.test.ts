import { betatelInventory, startBetatel, type BetatelOptions } from '@holdall/suppliers-sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';

const started = async (options: BetatelOptions) => {
  const sandbox = await startBetatel(options);
  onTestFinished(() => sandbox.close());
  const { url, apiKey, userId } = sandbox;
  const get = async (query: string, headers: Record<string, string> = { 'x-api-key': apiKey, 'x-user-id': userId }) => {
    const response = await fetch(`${url}/inventories${query}`, { headers });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: (type.includes('json') ? JSON.parse(text) : text) as unknown };
  };
  return { sandbox, get };
};
const inventories = [1, 2, 3].map((id) => betatelInventory(id));

/** The vendor's own example, word for word. */
const example = {
  id: 51_952,
  name: 'Betatel LTD Inventory 1',
  created_date: 1_761_330_317_000,
  modified_date: 1_761_330_317_000,
  company: 72_571,
  parent_inventory: 1,
  status: 'Active',
  wallet: 99_612_820,
  whitelist: 11_599,
};

describe("Betatel's inventories", () => {
  it("are as in the vendor's example", async () => {
    const { get } = await started({ inventories: [example] });
    expect((await get('?offset=0&count=20')).body).toEqual({ total: 1, offset: 0, count: 1, inventories: [example] });
    expect(betatelInventory(51_952, { name: example.name })).toEqual(example);
  });

  it.each([
    ['', { total: 3, offset: 0, count: 3 }],
    ['?offset=1&count=1', { total: 3, offset: 1, count: 1 }],
    ['?offset=3', { total: 3, offset: 3, count: 0 }],
    ['?offset=99&count=5', { total: 3, offset: 99, count: 0 }],
    ['?count=0', { total: 3, offset: 0, count: 0 }],
    ['?company=72571&count=1', { total: 3, offset: 0, count: 1 }],
    ['?company=1', { total: 0, offset: 0, count: 0 }],
  ])('%s has the counts %j', async (query, counts) => {
    const { get } = await started({ inventories });
    expect(await get(query)).toMatchObject({ status: 200, body: counts });
  });

  it.each(['?offset=-1', '?count=x', '?offset=1.5', '?count='])('%s is refused with 400', async (query) => {
    const { get } = await started({ inventories });
    expect(await get(query)).toMatchObject({ status: 400, body: { statusCode: 400 } });
  });

  it.each([
    ['no credentials', {}],
    ['a wrong key', { 'x-api-key': 'x', 'x-user-id': 'sandbox-betatel-user' }],
    ['no user', { 'x-api-key': 'sandbox-betatel-key' }],
  ])('are refused with 401 to whoever has %s', async (_who, headers) => {
    const { get } = await started({ inventories });
    expect((await get('', headers as Record<string, string>)).status).toBe(401);
  });

  it.each([
    ['json', /json/],
    ['html', /html/],
    ['empty', /^$/],
  ] as const)('are refused in %s, where the settings say so', async (errorBody, type) => {
    const { get } = await started({ settings: { errorBody } });
    expect(await get('?count=x')).toMatchObject({ status: 400, type: expect.stringMatching(type) as string });
  });

  it('fail as they are told, each fault once, in line', async () => {
    const { sandbox, get } = await started({ inventories });
    sandbox.faults.add({ kind: 'status', status: 418, body: 'tea', type: 'text/plain' }, { skip: 1 });
    sandbox.faults.add({ kind: 'drop' });
    const outcomes: unknown[] = [];
    for (let nth = 0; nth < 4; nth += 1)
      outcomes.push(
        await get('').then(
          ({ status }) => status,
          () => 'dropped',
        ),
      );
    expect(outcomes).toEqual([200, 418, 'dropped', 200]);
  });
});
