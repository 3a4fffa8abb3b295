import { InvalidInputError } from '@holdall/core';
import {
  betatelSupplier,
  NotUnderstoodError,
  SamePageError,
  WalkInterruptedError,
  type SupplierRecord,
  type Walk,
} from '@holdall/suppliers';
import { betatelInventory } from '@holdall/suppliers-sandbox';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parameters as all } from '../query/settings.js';
import { until } from '../walked.js';

/** A walk for each takes its time. */
const parameters = { ...all, numRuns: Math.ceil(all.numRuns / 4) };

/** A supplier that answers with this text. */
const answering = (text: string) =>
  betatelSupplier({
    apiKey: 'k',
    userId: 'u',
    baseUrl: 'http://supplier',
    attempts: 1,
    fetch: () => Promise.resolve(new Response(text)),
  });

const odd = fc.oneof(
  fc.constantFrom<unknown>(null, '', 0, -1, 1e21, 1.5, 2 ** 53, '0', 'Active', true, [], {}, '__proto__'),
  fc.jsonValue({ maxDepth: 2 }),
);
const fields = ['id', 'name', 'created_date', 'deactivated_date', 'deleted_date', 'parent_inventory', 'status', 'new'];
/** An inventory in which anything may stand in one place. */
const inventory = fc
  .tuple(fc.constantFrom(...fields), odd, fc.nat(9))
  .map(([field, value, id]) => ({ ...betatelInventory(id + 1), [field]: value }));
const sound = { total: fc.nat(3), inventories: fc.array(inventory, { maxLength: 2 }) };
const page = fc.oneof(
  { weight: 6, arbitrary: fc.record(sound) },
  { weight: 2, arbitrary: fc.record({ ...sound, offset: odd, count: odd }) },
  { weight: 2, arbitrary: fc.record({ ...sound, total: odd }) },
  odd,
);

const isSound = ({ kind, id, name, status, parentId, validTo }: SupplierRecord): boolean =>
  kind === 'container' &&
  typeof id === 'string' &&
  id !== '' &&
  (name === null || typeof name === 'string') &&
  ['active', 'suspended', 'ended', 'unknown'].includes(status.normalised) &&
  (parentId === undefined || parentId === null || typeof parentId === 'string') &&
  (validTo === undefined || validTo === null || (validTo instanceof Date && !Number.isNaN(validTo.getTime())));

/** Not understood, or the same page again and again. */
const isRefusal = (error: unknown): boolean =>
  error instanceof WalkInterruptedError &&
  (error.cause instanceof NotUnderstoodError || error.cause instanceof SamePageError);

const isTakenOrRefused = (list: () => Walk): boolean => {
  try {
    return list().progress.resumed;
  } catch (error) {
    return error instanceof InvalidInputError;
  }
};

describe('whatever a supplier answers', () => {
  it('is records, or not understood, and the walk ends', async () => {
    let [read, refused] = [0, 0];
    await fc.assert(
      fc.asyncProperty(page, async (answer) => {
        const walk = answering(JSON.stringify(answer)).list(null, { maxPages: 3 });
        const records: SupplierRecord[] = [];
        const failure = await (async (): Promise<unknown> => {
          for await (const record of walk) records.push(record);
          return null;
        })().catch((error: unknown) => error);
        if (failure === null) read += 1;
        else refused += 1;
        expect(failure === null || isRefusal(failure)).toBe(true);
        expect(records.every(isSound)).toBe(true);
      }),
      parameters,
    );
    // Or it would have shown nothing.
    expect(Math.min(read, refused)).toBeGreaterThan(parameters.numRuns / 50);
  });

  it('may be any text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const { error } = await until(answering(text).list());
        expect(error).toBeInstanceOf(WalkInterruptedError);
      }),
      parameters,
    );
  });
});

describe('whatever is given for a cursor', () => {
  it('is one, or invalid input', async () => {
    const supplier = answering('{"total":2,"inventories":[{"id":1},{"id":2}]}');
    const first = supplier.list(null, { maxItems: 1 });
    await until(first);
    const real = first.progress.cursor!;
    const parts = JSON.parse(Buffer.from(real, 'base64url').toString()) as unknown[];
    const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const cursor = fc.oneof(
      fc.string(),
      fc.jsonValue().map(encoded),
      // A real one with one part that is anything.
      fc.tuple(fc.nat(parts.length - 1), odd).map(([at, part]) => encoded(parts.with(at, part))),
      fc.nat(real.length).map((end) => real.slice(0, end)),
    );
    fc.assert(
      fc.property(cursor, (resumeFrom) => {
        expect(isTakenOrRefused(() => supplier.list(null, { resumeFrom }))).toBe(true);
      }),
      parameters,
    );
  });
});
