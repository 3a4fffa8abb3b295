import { startUsageProducts, usageProductInventory, type UsageProductsOptions } from '@holdall/suppliers-sandbox';
import { describe, expect, it, onTestFinished } from 'vitest';

const started = async (options: UsageProductsOptions = {}) => {
  const sandbox = await startUsageProducts(options);
  onTestFinished(() => sandbox.close());
  const token = sandbox.issue();
  const get = async (query: string, authorization = `Bearer ${token}`) => {
    const response = await fetch(`${sandbox.url}/usage-product-inventories${query}`, { headers: { authorization } });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return { status: response.status, type, body: (type.includes('json') ? JSON.parse(text) : text) as unknown };
  };
  return { sandbox, get };
};

/** The vendor's own example, word for word. */
const example = {
  id: 1,
  siteId: 1,
  usageProductId: 1,
  startDate: '2019-08-24',
  endDate: '2019-08-24',
  supplierAccountId: 0,
  billByServiceId: false,
  serviceId: 'string',
  billable: true,
  inFlightOrder: false,
  externalOrderReference: 'string',
  externalNetworkOrderReference: 'string',
  pendingEndDate: '2019-08-24',
  usageCapEnabled: false,
  defaultUsageCap: 0,
  applySurcharges: false,
  productReferences: [
    {
      id: 1,
      productReference: 'string',
      primary: true,
      label: 'string',
      startDate: '2019-08-24',
      endDate: '2019-08-24',
      userId: 'string',
      userEmail: 'string',
      costCentreCode: 'string',
      departmentCode: 'string',
      notes: 'string',
    },
  ],
};

describe('usage-product inventories', () => {
  it("are as in the vendor's example, bare", async () => {
    const { get } = await started({ products: [example] });
    expect(await get('?page=1&pageSize=100')).toMatchObject({ status: 200, body: [example] });
    const made = usageProductInventory(1);
    expect(Object.keys(made)).toEqual(Object.keys(example));
    expect(Object.keys(made.productReferences![0]!)).toEqual(Object.keys(example.productReferences[0]!));
  });

  it('want a token that has not run out by the own clock', async () => {
    const { get, sandbox } = await started();
    sandbox.now += 15 * 60_000 - 1;
    expect((await get('?page=1&pageSize=1')).status).toBe(200);
    sandbox.now += 1;
    expect((await get('?page=1&pageSize=1')).status).toBe(401);
    expect((await get('?page=1&pageSize=1', 'Bearer other')).status).toBe(401);
  });

  it.each([
    ['empty', 200],
    ['not_found', 404],
  ] as const)('beyond the end are %s, as it is set, and the first page is never', async (beyondEnd, status) => {
    const { get } = await started({ settings: { beyondEnd } });
    expect((await get('?page=1&pageSize=1')).status).toBe(200);
    expect((await get('?page=2&pageSize=1')).status).toBe(status);
  });

  it.each([
    ['json', 'application/json', { message: 'The parameter sort is not implemented yet' }],
    ['html', 'text/html', '<html><body>The parameter sort is not implemented yet</body></html>'],
    ['empty', '', ''],
  ] as const)('refuse with a body of %s', async (errorBody, type, body) => {
    const { get } = await started({ settings: { errorBody, notImplemented: ['sort'] } });
    const refused = await get('?page=1&pageSize=1&sort=id');
    expect(refused).toEqual({ status: 501, type: expect.stringContaining(type), body });
  });

  it.each(['sort=id:asc', 'sort=', 'sort=a:b', 'startDate=gte:2026-01-01', 'siteId=in:1,2', 'serviceId=lt:x'])(
    'do not understand %s',
    async (query) => {
      const { get } = await started();
      expect((await get(`?page=1&pageSize=1&${query}`)).status).toBe(400);
    },
  );
});
