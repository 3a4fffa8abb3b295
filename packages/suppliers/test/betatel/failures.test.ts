import { inspect } from 'node:util';
import { betatelSupplier, SupplierError, type SupplierInventory } from '@holdall/suppliers';
import type { Fault } from '@holdall/suppliers-sandbox';
import { describe, expect, it } from 'vitest';
import { idsOf, range, until } from '../walked.js';
import { useBetatel } from './sandboxed.js';

const betatel = useBetatel();

/** What a walk of one page fails with. */
const failure = async (supplier: SupplierInventory): Promise<SupplierError> => {
  const { error } = await until(supplier.list());
  const { cause } = error as { cause: unknown };
  expect(error).toMatchObject({ code: 'supplier_walk_interrupted' });
  expect(cause).toBeInstanceOf(SupplierError);
  return cause as SupplierError;
};

describe('what is final', () => {
  it.each([
    [400, 'supplier_bad_request'],
    [401, 'supplier_bad_credentials'],
    [403, 'supplier_forbidden'],
    [404, 'supplier_absent'],
    [412, 'supplier_precondition_failed'],
    [501, 'supplier_not_implemented'],
    [409, 'supplier_refused'],
    [302, 'supplier_refused'],
  ])('%i is told as %s, and sent once', async (status, code) => {
    betatel.has(3);
    betatel.sandbox.faults.add({ kind: 'status', status, body: '{"message":"No","statusCode":1}' });
    const error = await failure(betatel.supplier());
    expect(error).toMatchObject({
      code,
      transient: false,
      details: {
        supplier: 'betatel',
        operation: 'GET /inventories',
        parameters: { offset: '0', count: '10' },
        status,
        supplierMessage: 'No',
        attempts: 1,
        ambiguous: false,
      },
    });
    expect(betatel.asked()).toHaveLength(1);
  });

  it.each(['apiKey', 'userId'])('a wrong %s is a matter of credentials', async (field) => {
    betatel.has(3);
    const supplier = betatel.supplier({ [field]: 'wrong' });
    expect(await failure(supplier)).toMatchObject({ code: 'supplier_bad_credentials' });
    expect(betatel.asked()).toHaveLength(1);
  });
});

describe('what passes', () => {
  it.each<[string, Fault, string]>([
    ['429', { kind: 'status', status: 429 }, 'supplier_throttled'],
    ['500', { kind: 'status', status: 500 }, 'supplier_unavailable'],
    ['502', { kind: 'status', status: 502, body: '<html>Bad</html>', type: 'text/html' }, 'supplier_unavailable'],
    ['503', { kind: 'status', status: 503 }, 'supplier_busy'],
    ['504', { kind: 'status', status: 504, body: '' }, 'supplier_unavailable'],
    ['408', { kind: 'status', status: 408 }, 'supplier_unavailable'],
    ['a lost connection', { kind: 'drop' }, 'supplier_unavailable'],
    ['an answer cut off', { kind: 'cut' }, 'supplier_unavailable'],
    ['an answer that is not JSON', { kind: 'status', status: 200, body: '{"total":' }, 'supplier_not_understood'],
    ['an empty success', { kind: 'status', status: 200, body: '' }, 'supplier_not_understood'],
  ])('%s is asked again, and told as what it is where it stays', async (_what, fault, code) => {
    betatel.has(13);
    betatel.sandbox.faults.add(fault, { times: 3 });
    expect(await idsOf(betatel.supplier().list())).toEqual(range(1, 13));
    expect(betatel.asked()).toEqual(['0+10', '0+10', '0+10', '0+10', '10+10']);
    betatel.sandbox.faults.add(fault, { times: 4 });
    expect(await failure(betatel.supplier())).toMatchObject({ code, transient: true, details: { attempts: 4 } });
  });

  it('waits as long as it is told, or longer each time', async () => {
    betatel.has(3);
    const told = betatel.supplier();
    betatel.sandbox.faults.add({ kind: 'status', status: 429, retryAfterSeconds: 7 });
    await idsOf(told.list());
    expect(told.hurry.waited()).toBe(7000);
    const left = betatel.supplier();
    betatel.sandbox.faults.add({ kind: 'status', status: 500 }, { times: 3 });
    await idsOf(left.list());
    // 500, 1,000 and 2,000, each up to a quarter less: here an eighth.
    expect(left.hurry.waited()).toBe(3500 * 0.875);
  });

  it('does not wait for longer than its patience', async () => {
    const supplier = betatel.supplier({ patience: 5000 });
    betatel.sandbox.faults.add({ kind: 'status', status: 503, retryAfterSeconds: 6 });
    expect(await failure(supplier)).toMatchObject({
      code: 'supplier_busy',
      details: { retryAfter: 6000, attempts: 1 },
    });
    expect(supplier.hurry.waited()).toBe(0);
  });

  it('is a timeout where nothing comes', async () => {
    betatel.sandbox.faults.add({ kind: 'hang' });
    expect(await failure(betatel.supplier({ timeout: 50, attempts: 1 }))).toMatchObject({
      code: 'supplier_unavailable',
      details: { status: null },
      cause: { message: 'no answer within 50 ms' },
    });
  });
});

describe('an error answer', () => {
  it.each(['json', 'html', 'empty'] as const)('may have any body: %s', async (errorBody) => {
    betatel.sandbox.settings = { ...betatel.sandbox.settings, errorBody };
    const error = await failure(betatel.supplier({ apiKey: 'wrong' }));
    expect(error.code).toBe('supplier_bad_credentials');
    expect(error.details.supplierMessage).toBe(
      errorBody === 'json' ? 'Unauthorized: invalid or missing API key' : null,
    );
  });

  it('shows no credentials, whatever it says', async () => {
    const { apiKey, userId } = betatel.sandbox;
    betatel.sandbox.faults.add({ kind: 'status', status: 400, body: `no ${apiKey} for ${userId} ${'x'.repeat(400)}` });
    const error = await failure(betatel.supplier());
    expect(error.details.supplierMessage).toMatch(/^no \[secret\] for \[secret\] x{270,}$/);
    expect(error.details.supplierMessage).toHaveLength(300);
    expect(inspect({ error, supplier: betatel.supplier() }, { depth: 10 })).not.toMatch(
      new RegExp(`${apiKey}|${userId}`),
    );
  });

  it('says where a page is of another shape, and not what stood there', async () => {
    betatel.has(3);
    betatel.sandbox.rewrite = (page) => ({ ...page, inventories: [{ id: { secret: 'hidden' } }] });
    const error = await failure(betatel.supplier());
    expect(error).toMatchObject({ code: 'supplier_not_understood', transient: false, details: { attempts: 1 } });
    expect(error.message).toContain('inventories.0.id');
    expect(inspect(error, { depth: 10 })).not.toContain('hidden');
  });
});

describe('a signal', () => {
  it('ends a walk with its own reason: before it, while it waits for an answer, between two tries, between two records', async () => {
    betatel.has(30);
    const reason = new Error('enough');
    const before = new AbortController();
    before.abort(reason);
    expect((await until(betatel.supplier().list(null, { signal: before.signal }))).error).toBe(reason);
    expect(betatel.asked()).toEqual([]);

    const hanging = new AbortController();
    betatel.sandbox.faults.add({ kind: 'hang' });
    betatel.sandbox.before = () => hanging.abort(reason);
    expect((await until(betatel.supplier().list(null, { signal: hanging.signal }))).error).toBe(reason);

    betatel.sandbox.before = () => undefined;
    const waiting = new AbortController();
    betatel.sandbox.faults.add({ kind: 'status', status: 500 });
    const timing = {
      now: () => 0,
      random: () => 0,
      after: () => (setImmediate(() => waiting.abort(reason)), () => undefined),
    };
    expect((await until(betatel.supplier({ timing }).list(null, { signal: waiting.signal }))).error).toBe(reason);

    const reading = new AbortController();
    const walk = betatel.supplier().list(null, { signal: reading.signal });
    const seen: string[] = [];
    const work = async (): Promise<void> => {
      for await (const { id } of walk) if (seen.push(id) === 3) reading.abort(reason);
    };
    await expect(work()).rejects.toBe(reason);
    expect(seen).toEqual(range(1, 3));
    expect(await idsOf(betatel.supplier().list(null, { resumeFrom: walk.progress.cursor }))).toEqual(range(4, 30));
  });
});

describe('settings that cannot work', () => {
  it.each([
    [{ apiKey: '' }, ['apiKey']],
    [{ apiKey: 'two\nlines', userId: 'ü' }, ['apiKey', 'userId']],
    [{ baseUrl: 'ftp://x' }, ['baseUrl']],
    [{ baseUrl: 'https://u:p@x' }, ['baseUrl']],
    [{ timeout: 0, attempts: 1.5, patience: -1 }, ['timeout', 'attempts', 'patience']],
    [{ pageSize: 1001 }, ['pageSize']],
  ])('are refused, without being quoted: %j', (over, paths) => {
    const make = () => betatelSupplier({ apiKey: 'k', userId: 'u', ...over });
    expect(make).toThrow(
      expect.objectContaining({
        code: 'invalid_input',
        details: { faults: paths.map((path) => expect.objectContaining({ path })) },
      }),
    );
  });
});
