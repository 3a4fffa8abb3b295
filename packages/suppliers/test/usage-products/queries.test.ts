import { usageProductInventory, type UsageProductsSettings } from '@holdall/suppliers-sandbox';
import { describe, expect, it } from 'vitest';
import { UnsupportedQueryError, wholeList, type Query } from '@holdall/suppliers';
import { all, idsOf } from '../walked.js';
import { by, only, scene } from './sandboxed.js';

/** Five, one of which has no end. */
const stock = [
  usageProductInventory(1, { siteId: 7, startDate: '2026-01-01', endDate: '2026-01-31', serviceId: 'alpha' }),
  usageProductInventory(2, { siteId: 7, startDate: '2026-01-15', endDate: null, serviceId: 'Alphabet' }),
  usageProductInventory(3, { siteId: 8, startDate: '2026-02-01', endDate: '2026-02-28', serviceId: 'be%ta' }),
  usageProductInventory(4, { usageProductId: 9, startDate: '2026-02-01', endDate: '2026-03-01', serviceId: '+44 20' }),
  usageProductInventory(5, { usageProductId: 9, startDate: '2026-03-01', endDate: '2026-02-28', serviceId: 'x&y=z' }),
];

const found = async (query: Query, settings: Partial<UsageProductsSettings> = {}, options = {}) => {
  const { supplier } = await scene({ products: stock, settings, options });
  return (await idsOf(supplier.list(query))).join('');
};

describe('filters', () => {
  it.each<[string, Query, string, Partial<UsageProductsSettings>?]>([
    ['an id', by('id', 'siteId', 'eq', '7'), '12'],
    ['another id', by('id', 'usageProductId', 'eq', '9'), '45'],
    ['a day', by('day', 'startDate', 'eq', '2026-02-01'), '34'],
    ['before', by('day', 'startDate', 'lt', '2026-02-01'), '12'],
    [
      'before, where that includes the day',
      by('day', 'startDate', 'lt', '2026-02-01'),
      '1234',
      { bounds: 'inclusive' },
    ],
    ['after', by('day', 'startDate', 'gt', '2026-02-01'), '5'],
    ['after, where that includes the day', by('day', 'startDate', 'gt', '2026-02-01'), '345', { bounds: 'inclusive' }],
    ['after, where there is no day', by('day', 'endDate', 'gt', '2026-02-28'), '4'],
    ['gtn as later or none', by('day', 'endDate', 'gtn', '2026-02-28'), '24'],
    ['gtn as later', by('day', 'endDate', 'gtn', '2026-02-28'), '4', { gtn: 'later' }],
    ['gtn as not later', by('day', 'endDate', 'gtn', '2026-02-28'), '135', { gtn: 'not_later' }],
    ['a text', by('text', 'serviceId', 'eq', 'alpha'), '1'],
    ['a text that a URL has to escape', by('text', 'serviceId', 'eq', '+44 20'), '4'],
    ['another one', by('text', 'serviceId', 'eq', 'x&y=z'), '5'],
    ['one of one', by('text', 'serviceId', 'in', ['be%ta']), '3'],
    ['one of some', by('text', 'serviceId', 'in', ['alpha', 'x&y=z', 'none']), '15'],
    ['like a part', by('text', 'serviceId', 'like', 'ALPHA'), '12'],
    ['like a part, in its case', by('text', 'serviceId', 'like', 'alpha'), '1', { likeCase: 'heeded' }],
    ['like a beginning', by('text', 'serviceId', 'like', 'be'), '23', { like: 'part' }],
    ['like a beginning alone', by('text', 'serviceId', 'like', 'be'), '3', { like: 'beginning' }],
    ['like with any text', by('text', 'serviceId', 'like', '%bet%'), '2', { like: 'percent' }],
    ['a reference', by('text', 'productReference', 'in', ['reference-2', 'reference-5']), '25'],
    [
      'all of several',
      only(...by('id', 'siteId', 'eq', '7').filters, ...by('day', 'startDate', 'gt', '2026-01-01').filters),
      '2',
    ],
  ])('go by %s', async (_name, query, ids, settings) => {
    expect(await found(query, settings)).toBe(ids);
  });

  it('ask nothing for what is among nothing', async () => {
    const { supplier, sandbox } = await scene({ products: stock });
    const walk = supplier.list(by('text', 'serviceId', 'in', []));
    expect(await all(walk)).toEqual([]);
    expect([sandbox.requests.length, walk.progress.complete]).toEqual([0, true]);
  });

  it('say "from this day on" only where the supplier is known to leave out the day', async () => {
    const from = by('day', 'startDate', 'gte', '2026-02-01');
    await expect(found(from)).rejects.toThrow(UnsupportedQueryError);
    expect(await found(from, {}, { exclusive: true })).toBe('345');
    expect(await found(by('day', 'startDate', 'lte', '2026-02-01'), {}, { exclusive: true })).toBe('1234');
  });

  it('that cannot be said are refused at once, before anything is sent', async () => {
    const { supplier, sandbox } = await scene({ products: stock });
    expect(() => supplier.list(by('text', 'serviceId', 'eq', 'like:x'))).toThrow(UnsupportedQueryError);
    expect(() => supplier.list(by('id', 'siteId', 'like', '7'))).toThrow('cannot ask siteId for like');
    expect([sandbox.requests.length, sandbox.issued]).toEqual([0, 0]);
  });

  it.each(['siteId=gt:1', 'startDate=in:2026-01-01', 'endDate=lte:2026-01-01', 'serviceId=gtn:x'])(
    'of the wrong type are refused by the sandbox, too: %s',
    async (query) => {
      const { sandbox } = await scene();
      const headers = { authorization: `Bearer ${sandbox.issue()}` };
      const url = `${sandbox.url}/usage-product-inventories?page=1&pageSize=1&${query}`;
      expect((await fetch(url, { headers })).status).toBe(400);
    },
  );
});

describe('order and fields', () => {
  it('go by two keys, one of them descending, and then by the id', async () => {
    const sort = [
      { field: 'startDate', direction: 'desc' },
      { field: 'siteId', direction: 'asc' },
    ] as const;
    expect(await found({ ...wholeList, sort })).toBe('54321');
    const { supplier, sandbox } = await scene();
    await all(supplier.list({ ...wholeList, sort }));
    await all(supplier.list({ ...wholeList, sort: [{ field: 'id', direction: 'desc' }] }));
    expect(sandbox.requests.map((query) => query.get('sort'))).toEqual(['startDate:desc,siteId,id', 'id:desc']);
  });

  it.each([
    ['first', '21354'],
    ['last', '13542'],
  ] as const)('have what has no end %s, as the supplier does', async (nulls, ids) => {
    expect(await found({ ...wholeList, sort: [{ field: 'endDate', direction: 'asc' }] }, { nulls })).toBe(ids);
  });

  it('always ask for the id, and tell what was not asked for from what is not there', async () => {
    const { supplier, sandbox } = await scene({ products: stock.slice(1, 2) });
    const [record] = await all(supplier.list({ ...wholeList, fields: ['endDate'] }));
    expect(sandbox.requests[0]!.get('fields')).toBe('id,endDate');
    expect(record).toMatchObject({ id: '2', name: null, validTo: null, attributes: { id: '2', endDate: null } });
    expect(Object.keys(record!)).not.toEqual(expect.arrayContaining(['validFrom']));
    expect(Object.keys(record!)).not.toEqual(expect.arrayContaining(['parentId']));
    expect(Object.keys(record!)).not.toEqual(expect.arrayContaining(['quantity']));
  });
});
