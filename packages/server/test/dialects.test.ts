import {
  betatelSupplier,
  ParameterNotImplementedError,
  sawEverything,
  usageProductsSupplier,
} from '@holdall/suppliers';
import {
  entriesInputFrom,
  knetikDialect,
  knetikInventoryFilters,
  offsetCountDialect,
  usageProductsDialect,
} from '@holdall/suppliers/query';
import { describe, expect, it } from 'vitest';
import { detailsOf, faultsOf } from './harness/faults.js';
import { people } from './harness/people.js';
import { startServer, type TestServer } from './harness/server.js';

const second = 1000;
const day = 86_400 * second;
const start = Date.UTC(2026, 0, 31, 22);

/** Seven entries: of 7 (1, 4), 8 (2, 5, 7) and a guest without a number (3, 6), eight hours apart. */
const furnished = async (options: Parameters<typeof startServer>[0] = {}): Promise<TestServer> => {
  const server = await startServer(options);
  const { engine, clock } = server;
  await engine.createItem({
    item: { name: 'Potion', unique_key: 'potion', behaviors: [{ type_hint: 'consumable', max_use: 3 }] },
  });
  await engine.createItem({ item: { name: 'Sword', behaviors: [] } });
  clock.advance({ milliseconds: start - clock.now() });
  for (const [user, item] of [
    ['7', 1],
    ['8', 1],
    ['0190-guest', 2],
    ['7', 2],
    ['8', 2],
    ['0190-guest', 1],
    ['8', 1],
  ] as const) {
    await engine.grant({ user, item });
    clock.advance({ milliseconds: day / 3 });
  }
  return server;
};

const idsIn = (json: unknown): readonly number[] => (json as readonly { id: number }[]).map(({ id }) => id);
const products = async ({ send }: TestServer, query: string) =>
  send(`GET /usage-product-inventories?page=1&pageSize=100&${query}`);

describe('the list of usage products', () => {
  it('has the shape of the vendor, bare', async () => {
    const server = await furnished();
    await server.engine.use({ user: '7', item: 1, quantity: 2 });
    const { json } = await products(server, 'serviceId=7');
    expect(json).toEqual([
      {
        id: 1,
        siteId: 1,
        usageProductId: 1,
        startDate: '2026-01-31',
        supplierAccountId: 0,
        billByServiceId: true,
        serviceId: '7',
        billable: false,
        inFlightOrder: false,
        externalOrderReference: '',
        externalNetworkOrderReference: '',
        usageCapEnabled: true,
        defaultUsageCap: 3,
        applySurcharges: false,
        productReferences: [
          { id: 1, productReference: 'potion', primary: true, label: 'Potion', startDate: '2026-01-31', userId: '7' },
        ],
      },
      expect.objectContaining({ id: 4, usageCapEnabled: false, defaultUsageCap: 0 }),
    ]);
  });

  it('ends on the last day on which an entry could be used', async () => {
    const server = await furnished();
    const { engine } = server;
    const ends = async () => (await products(server, 'fields=endDate')).json;
    await engine.setExpiry({ user: '7', entry: 1, expires: new Date('2026-03-01T00:00:00Z') });
    await engine.setExpiry({ user: '8', entry: 2, expires: new Date('2026-03-01T00:00:00.001Z') });
    await engine.revoke({ user: '0190-guest', entry: 3 });
    expect(await ends()).toEqual([
      { endDate: '2026-02-28' },
      { endDate: '2026-03-01' },
      { endDate: '2026-02-03' },
      {},
      {},
      {},
      {},
    ]);
    server.clock.advance({ milliseconds: 60 * day });
    expect(await ends()).toEqual([
      { endDate: '2026-02-28' },
      { endDate: '2026-03-01' },
      { endDate: '2026-02-03' },
      {},
      {},
      {},
      {},
    ]);
  });

  it('has what is asked for, in the order that is asked for', async () => {
    const server = await furnished();
    const cases: readonly (readonly [query: string, ids: readonly number[]])[] = [
      ['', [1, 2, 3, 4, 5, 6, 7]],
      ['usageProductId=1', [1, 2, 6, 7]],
      ['usageProductId=0', []],
      ['usageProductId=99', []],
      ['usageProductId=x', []],
      ['siteId=1&serviceId=8', [2, 5, 7]],
      ['siteId=2', []],
      ['serviceId=0190-guest', [3, 6]],
      ['productReference=potion', [1, 2, 6, 7]],
      ['productReference=nothing', []],
      // Granted at 22:00, then at 06:00, 14:00 and 22:00 of each day.
      ['startDate=2026-01-31', [1]],
      ['startDate=2026-02-01', [2, 3, 4]],
      ['startDate=gt:2026-02-01', [5, 6, 7]],
      ['startDate=gtn:2026-02-01', [5, 6, 7]],
      ['startDate=lt:2026-02-01', [1]],
      ['startDate=lt:2026-02-02&usageProductId=2', [3, 4]],
      ['sort=id:desc', [7, 6, 5, 4, 3, 2, 1]],
      ['sort=serviceId,id:desc', [6, 3, 4, 1, 7, 5, 2]],
      ['sort=usageProductId:desc,startDate:desc', [5, 4, 3, 7, 6, 2, 1]],
    ];
    for (const [query, ids] of cases) {
      expect([query, idsIn((await products(server, query)).json)]).toEqual([query, ids]);
    }
  });

  it('goes by pages, and nothing is behind the last', async () => {
    const { send } = await furnished();
    const page = async (number: number) =>
      idsIn((await send(`GET /usage-product-inventories?page=${number}&pageSize=3`)).json);
    expect(await Promise.all([1, 2, 3, 4].map(page))).toEqual([[1, 2, 3], [4, 5, 6], [7], []]);
  });

  it('has the fields that are asked for, and no other', async () => {
    const server = await furnished();
    const { json } = await products(server, 'serviceId=7&fields=id,usageProductId,endDate');
    expect(json).toEqual([
      { id: 1, usageProductId: 1 },
      { id: 4, usageProductId: 2 },
    ]);
  });

  it('is asked for some of several, for what a text begins with, and for two conditions on one thing', async () => {
    const server = await furnished();
    await server.engine.createItem({ item: { name: 'Poppy', unique_key: 'pop,py', behaviors: [] } });
    await server.engine.createItem({ item: { name: 'Pot', unique_key: 'pot', behaviors: [] } });
    await server.engine.grant({ user: '80', item: 'pot' });
    const cases: readonly (readonly [query: string, ids: readonly number[]])[] = [
      ['serviceId=in:7,0190-guest,nobody', [1, 3, 4, 6]],
      ['serviceId=in:nobody', []],
      ['serviceId=like:8', [2, 5, 7, 8]],
      ['serviceId=like:0190-G', []],
      ['serviceId=like:guest', []],
      ['productReference=in:potion,pot', [1, 2, 6, 7, 8]],
      ['productReference=in:potion,nothing', [1, 2, 6, 7]],
      ['productReference=like:pot', [1, 2, 6, 7, 8]],
      ['productReference=like:poti', [1, 2, 6, 7]],
      ['productReference=like:Pot', []],
      ['usageProductId=1&productReference=potion', [1, 2, 6, 7]],
      ['usageProductId=2&productReference=potion', []],
      ['usageProductId=1&productReference=in:pot,potion&serviceId=like:8', [2, 7]],
      ['sort=siteId:desc,id:desc&productReference=like:pot', [8, 7, 6, 2, 1]],
      ['sort=supplierAccountId', [1, 2, 3, 4, 5, 6, 7, 8]],
    ];
    for (const [query, ids] of cases) {
      expect([query, idsIn((await products(server, query)).json)]).toEqual([query, ids]);
    }
  });

  it('is asked by the end that it shows, whatever it was that ended it', async () => {
    const server = await furnished();
    const { engine } = server;
    await engine.setExpiry({ user: '7', entry: 1, expires: new Date('2026-03-01T00:00:00Z') });
    await engine.setExpiry({ user: '8', entry: 2, expires: new Date('2026-03-01T00:00:00.001Z') });
    await engine.revoke({ user: '0190-guest', entry: 3 });
    await engine.setExpiry({ user: '7', entry: 4, expires: new Date('2026-03-02T00:00:00Z') });
    const shown = (await products(server, '')).json as readonly { id: number; endDate?: string }[];
    expect(shown.map(({ endDate = null }) => endDate)).toEqual([
      '2026-02-28',
      '2026-03-01',
      '2026-02-03',
      '2026-03-01',
      null,
      null,
      null,
    ]);
    const days = ['2026-02-02', '2026-02-03', '2026-02-04', '2026-02-28', '2026-03-01', '2026-03-02', '9999-12-31'];
    const tests = {
      '': (end: string | undefined, day: string) => end === day,
      'lt:': (end: string | undefined, day: string) => end !== undefined && end < day,
      'gt:': (end: string | undefined, day: string) => end !== undefined && end > day,
      'gtn:': (end: string | undefined, day: string) => end === undefined || end > day,
    };
    for (const [op, holds] of Object.entries(tests)) {
      for (const day of ['0000-01-01', ...days]) {
        const expected = shown.filter(({ endDate }) => holds(endDate, day)).map(({ id }) => id);
        expect([op, day, idsIn((await products(server, `endDate=${op}${day}`)).json)]).toEqual([op, day, expected]);
      }
    }
    expect(idsIn((await products(server, 'endDate=gt:2026-02-03&serviceId=7&sort=id:desc')).json)).toEqual([4, 1]);
  });

  it('says 501 to what the engine cannot be asked, and which parameter it is, rather than show too much', async () => {
    const server = await startServer();
    const sorts = [
      'endDate:desc',
      'billable',
      'inFlightOrder',
      'externalOrderReference',
      'usageCapEnabled',
      'defaultUsageCap',
      'productReferences',
    ];
    for (const sort of sorts) {
      const { status, json } = await products(server, `sort=id,${sort}&serviceId=like:8`);
      const refusal = { code: 'not_implemented', parameters: ['sort'] };
      expect([sort, status, detailsOf(json)]).toEqual([sort, 501, refusal]);
    }
  });

  it('says 400 to what is no query, by the names of the parameters, of which two are required', async () => {
    const { send } = await startServer();
    const part = 'page=1&pageSize=1&';
    const cases: readonly (readonly [query: string, fields: readonly string[]])[] = [
      [`${part}startDate=2026-02-30`, ['startDate']],
      [`${part}siteId=gt:1`, ['siteId']],
      [`${part}serviceId=gt:1&sort=name&fields=id,price`, ['serviceId', 'sort', 'fields']],
      [`${part}serviceId=${'x'.repeat(65)}`, ['serviceId']],
      [`${part}serviceId=like:${'x'.repeat(65)}`, ['serviceId']],
      [`${part}serviceId=in:${Array.from({ length: 101 }, (_, index) => index).join(',')}`, ['serviceId']],
      [`${part}productReference=${'x'.repeat(101)}`, ['productReference']],
      ['', ['page', 'pageSize']],
      ['page=1', ['pageSize']],
      ['page=0&pageSize=1001', ['page', 'pageSize']],
    ];
    for (const [query, fields] of cases) {
      const { status, json } = await send(`GET /usage-product-inventories?${query}`);
      expect([query, status, faultsOf(json).toSorted()]).toEqual([query, 400, fields.toSorted()]);
    }
  });
});

describe("Betatel's list", () => {
  it('has the shape of the vendor', async () => {
    const { send, engine } = await furnished();
    await engine.setStatus({ user: '0190-guest', entry: 3, status: 'inactive' });
    const { json } = await send('GET /betatel/inventories?offset=1&count=2');
    const moment = start + day / 3;
    const nothing = { parent_inventory: 0, wallet: 0, whitelist: 0 };
    expect(json).toEqual({
      total: 7,
      offset: 1,
      count: 2,
      inventories: [
        {
          id: 2,
          name: 'Potion',
          created_date: moment,
          modified_date: moment,
          company: 8,
          status: 'Active',
          ...nothing,
        },
        {
          id: 3,
          name: 'Sword',
          created_date: start + (2 * day) / 3,
          modified_date: start + (7 * day) / 3,
          company: 0,
          status: 'Not Active',
          ...nothing,
        },
      ],
    });
  });

  it('begins where it is asked to, also in the middle of a page, and counts what comes', async () => {
    const { send } = await furnished();
    const cases: readonly (readonly [query: string, ids: readonly number[]])[] = [
      ['', [1, 2, 3, 4, 5, 6, 7]],
      ['offset=0&count=3', [1, 2, 3]],
      ['offset=2&count=3', [3, 4, 5]],
      ['offset=5&count=3', [6, 7]],
      ['offset=6&count=4', [7]],
      ['offset=7&count=4', []],
      ['offset=999999&count=1', []],
      ['offset=1&count=2&company=8', [5, 7]],
      ['company=0190-guest', [3, 6]],
    ];
    for (const [query, ids] of cases) {
      const { json } = await send(`GET /betatel/inventories?${query}`);
      const { count, inventories } = json as { count: number; inventories: unknown };
      expect([query, count, idsIn(inventories)]).toEqual([query, ids.length, ids]);
    }
  });

  it('is below the prefix of the settings, and leaves /inventories to Knetik', async () => {
    const { app, send } = await furnished({ plugin: { betatelPrefix: '/partners/betatel' } });
    const headers = { authorization: 'Bearer admin' };
    const at = async (url: string) => (await app.inject({ url: `/api${url}`, headers })).statusCode;
    expect(await at('/partners/betatel/inventories')).toBe(200);
    expect(await at('/betatel/inventories')).toBe(404);
    expect((await send('GET /inventories')).json).toMatchObject({ total_elements: 7, number: 1 });
  });
});

describe('the adapters of those vendors', () => {
  const begun = async <T>(walk: AsyncIterable<T>): Promise<T[]> => {
    const records: T[] = [];
    for await (const record of walk) records.push(record);
    return records;
  };

  it('walk over Holdall as over Elevate, and learn what it has not', async () => {
    const { port, engine } = await furnished();
    await engine.setExpiry({ user: '7', entry: 1, expires: new Date('2026-03-01T00:00:00Z') });
    const supplier = usageProductsSupplier({
      baseUrl: `http://127.0.0.1:${port}/api`,
      tokens: { issue: () => Promise.resolve({ token: 'admin' }) },
      pageSize: 3,
    });
    const walk = supplier.list();
    const records = await begun(walk);
    expect(records.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(sawEverything(walk.progress)).toBe(true);
    expect(records[0]).toMatchObject({ validFrom: '2026-01-31', validTo: '2026-02-28', quantity: { total: 3 } });
    await engine.revoke({ user: '8', entry: 2 });
    const filters = [{ field: 'endDate', type: 'day', op: 'gtn', value: '2026-02-27' }] as const;
    const ending = await begun(supplier.list({ filters }));
    expect(ending.map(({ id }) => id)).toEqual(['1', '3', '4', '5', '6', '7']);
    const sort = [{ field: 'billable', direction: 'asc' }] as const;
    const refused = await begun(supplier.list({ sort })).catch((error: unknown) => error);
    expect((refused as Error).cause).toBeInstanceOf(ParameterNotImplementedError);
    expect((refused as Error).cause).toMatchObject({ details: { parameter: 'sort' } });
  });

  it('walk over Holdall as over Betatel, where the host takes its two headers', async () => {
    const { port } = await furnished({
      plugin: {
        authenticate: ({ headers }) =>
          headers['x-api-key'] === 'key' && headers['x-user-id'] === 'boss' ? people.boss : null,
      },
    });
    const baseUrl = `http://127.0.0.1:${port}/api/betatel`;
    const supplier = betatelSupplier({ baseUrl, apiKey: 'key', userId: 'boss', pageSize: 3 });
    const walk = supplier.list();
    const records = await begun(walk);
    expect(records.map(({ id, status }) => [id, status.normalised])).toEqual(
      ['1', '2', '3', '4', '5', '6', '7'].map((id) => [id, 'active']),
    );
    expect(sawEverything(walk.progress)).toBe(true);
  });
});

it('is one question, in whichever dialect it is asked', async () => {
  const { engine } = await furnished();
  const dates = `GOE,${Date.UTC(2026, 1, 1) / second},LT,${Date.UTC(2026, 1, 2) / second}`;
  const sortable = ['id', 'createdAt'];
  const knetik = knetikDialect({ filters: knetikInventoryFilters, sortable });
  const usageProducts = usageProductsDialect({ filters: { createdOn: { type: 'day', name: 'startDate' } } });
  const offsetCount = offsetCountDialect({ filters: { user: { type: 'id', name: 'company' } } });
  const ids = async (query: Parameters<typeof entriesInputFrom>[0]) =>
    (await engine.entries({ ...entriesInputFrom(query) })).content.map(({ id }) => id);
  expect(await ids(knetik.read({ filter_date: dates, order: 'id:DESC', inactive: 'true' }))).toEqual([4, 3, 2]);
  const day = { page: '1', pageSize: '9', startDate: '2026-02-01', sort: 'id:desc' };
  expect(await ids(usageProducts.read(day))).toEqual([4, 3, 2]);
  expect(await ids(offsetCount.read({ company: '7' }))).toEqual([1, 4]);
  expect(await ids(knetik.read({ filter_item_name: 'Swo', order: 'createdAt:DESC' }))).toEqual([5, 4, 3]);
});
