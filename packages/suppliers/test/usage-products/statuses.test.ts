import { describe, expect, it } from 'vitest';
import {
  BadRequestError,
  BusyError,
  NotImplementedError,
  NotSupportedError,
  NotUnderstoodError,
  ParameterNotImplementedError,
  PreconditionFailedError,
  sawEverything,
  ThrottledError,
  UnavailableError,
  UnsupportedQueryError,
  wholeList,
  type SupplierError,
  type WalkInterruptedError,
} from '@holdall/suppliers';
import { all, idsOf } from '../walked.js';
import { by, only, products, scene, upTo } from './sandboxed.js';

/** Why a walk ended. */
const causeOf = async (walk: Promise<unknown>): Promise<SupplierError> => {
  const error = await walk.then(
    () => expect.unreachable('it should have failed'),
    (reason: unknown) => reason,
  );
  return (error as WalkInterruptedError).cause as SupplierError;
};

describe('statuses', () => {
  it.each([
    [400, BadRequestError, 1],
    [412, PreconditionFailedError, 1],
    [429, ThrottledError, 4],
    [500, UnavailableError, 4],
    [502, UnavailableError, 4],
    [503, BusyError, 4],
  ] as const)('%i is an error of its own, after as many tries as make sense', async (status, kind, tries) => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status }, { times: 10 });
    const cause = await causeOf(all(supplier.list(by('id', 'siteId', 'eq', '7'))));
    expect(cause).toBeInstanceOf(kind);
    expect(cause.details).toMatchObject({ status, parameters: { siteId: '7', page: '1' } });
    expect(sandbox.requests).toHaveLength(tries);
  });

  it.each([
    ['HTML', { body: '<html><h1>Error</h1></html>', type: 'text/html' }],
    ['nothing', { body: '' }],
    ['text', { body: 'no JSON', type: 'text/plain' }],
    ['JSON of another kind', { body: '["what", 1]' }],
  ])('are told apart with a body of %s', async (_name, answer) => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status: 412, ...answer });
    expect(await causeOf(all(supplier.list()))).toBeInstanceOf(PreconditionFailedError);
  });

  it.each([
    ['HTML', '<html></html>'],
    ['empty', ''],
    ['cut off', '[{"id": 1'],
  ])('a success that is %s is not understood, and no end of the list', async (_name, body) => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status: 200, body }, { times: 10 });
    expect(await causeOf(all(supplier.list()))).toBeInstanceOf(NotUnderstoodError);
  });

  it.each(['drop', 'cut'] as const)('a connection that ends early is tried again: %s', async (kind) => {
    const { supplier, sandbox } = await scene({ products: products(5), options: { pageSize: 2 } });
    sandbox.faults.add({ kind }, { skip: 1 });
    expect(await idsOf(supplier.list())).toEqual(upTo(5));
  });
});

describe('501', () => {
  it.each([
    ['that names the parameter', true, 1],
    // One question for each parameter, up to the one that it is.
    ['that names none', false, 4],
  ])('%s switches it off, and nothing else', async (_name, namesParameter, requests) => {
    const settings = { notImplemented: ['endDate'], namesParameter, errorBody: 'html' } as const;
    const shown = namesParameter ? { ...settings, errorBody: 'json' as const } : settings;
    const { supplier, sandbox } = await scene({ products: products(3), settings: shown });
    const asked = only(...by('id', 'siteId', 'eq', '1').filters, ...by('day', 'endDate', 'gtn', '2019-01-01').filters);
    const cause = await causeOf(all(supplier.list(asked)));
    expect(cause).toBeInstanceOf(ParameterNotImplementedError);
    expect(cause).toMatchObject({ transient: false, details: { parameter: 'endDate', status: 501 } });
    expect(sandbox.requests).toHaveLength(requests);
    expect(() => supplier.list(asked)).toThrow(UnsupportedQueryError);
    expect(sandbox.requests).toHaveLength(requests);
    expect(await idsOf(supplier.list(by('id', 'siteId', 'eq', '1')))).toEqual(upTo(3));
    expect(supplier.capabilities.filter).toEqual(['eq', 'lt', 'gt', 'gtn', 'in', 'like']);
  });

  it('to all filters of a kind takes their operators from the capabilities', async () => {
    const settings = { notImplemented: ['startDate', 'endDate'] };
    const { supplier } = await scene({ settings });
    for (const field of settings.notImplemented) {
      await causeOf(all(supplier.list(by('day', field, 'gt', '2026-01-01'))));
    }
    expect(supplier.capabilities.filter).toEqual(['eq', 'in', 'like']);
  });

  it('to the order that nobody asked for makes a walk go on without, and say so', async () => {
    const { supplier } = await scene({
      products: products(5),
      settings: { notImplemented: ['sort'] },
      options: { pageSize: 2 },
    });
    const walk = supplier.list();
    expect(await idsOf(walk)).toEqual(upTo(5));
    expect([sawEverything(walk.progress), supplier.capabilities.sort]).toEqual([false, false]);
    const sort = [{ field: 'id', direction: 'desc' }] as const;
    expect(() => supplier.list({ ...wholeList, sort })).toThrow(UnsupportedQueryError);
  });

  it('to the order or the fields that were asked for is an error', async () => {
    const { supplier } = await scene({ settings: { notImplemented: ['sort', 'fields'] } });
    const sort = [{ field: 'startDate', direction: 'desc' }] as const;
    const causes = [
      await causeOf(all(supplier.list({ ...wholeList, sort }))),
      await causeOf(all(supplier.list({ ...wholeList, fields: ['siteId'] }))),
    ];
    expect(causes.map(({ details }) => details['parameter'])).toEqual(['sort', 'fields']);
    expect(supplier.capabilities).toMatchObject({ sort: false, project: false, list: true });
  });

  it('to everything switches off the list', async () => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status: 501 }, { times: 10 });
    expect(await causeOf(all(supplier.list()))).toBeInstanceOf(NotImplementedError);
    expect(() => supplier.list()).toThrow(NotSupportedError);
  });
});
