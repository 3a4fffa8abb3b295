import * as core from '@holdall/core';
import { HoldallError, type StorageCode } from '@holdall/core';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { codeOf, statuses } from '../src/errors/statuses.js';
import { toResult } from '../src/errors/to-result.js';

const errors = resolve(import.meta.dirname, '../../core/src/errors');

/** Every code and reason as core spells it: `code = 'x'`, and the members of unions, one in each line. */
const codesOfCore = readdirSync(errors)
  .map((file) => readFileSync(join(errors, file), 'utf8'))
  .flatMap((text) => [
    ...text.matchAll(/\bcode(?:: string)? = '(\w+)'/g),
    // What can be not found is no code.
    ...text.replaceAll(/export type Findable = [^;]+;/g, '').matchAll(/^ {2}\| '(\w+)'/gm),
  ])
  .map((found) => found[1]!)
  .filter((code) => code !== 'conflict');

describe('the table of statuses', () => {
  it('knows every code that core has', () => {
    expect(codesOfCore.length).toBeGreaterThan(20);
    expect(codesOfCore.filter((code) => !Object.hasOwn(statuses, code))).toEqual([]);
  });

  it('knows every class of error that core has', () => {
    const classes = Object.entries(core).filter(
      ([, one]) => typeof one === 'function' && one.prototype instanceof HoldallError,
    );
    expect(classes.map(([name]) => name)).toEqual([
      'ConflictError',
      'DeniedError',
      'InternalError',
      'InvalidInputError',
      'NotFoundError',
      'OverloadedError',
      'RemoteError',
      'StorageError',
    ]);
  });

  it('gives each code a number of its own, and none 0', () => {
    const numbers = Object.values(statuses).map(({ code }) => code);
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(Math.min(...numbers)).toBeGreaterThan(0);
  });

  it('takes a code that it does not know for an internal error', () => {
    class OddError extends HoldallError {
      readonly code = 'toString';
    }
    expect(codeOf(new OddError('odd'))).toBe('internal');
  });

  it('tells nothing of what is not the business of whoever calls', () => {
    const storage = {
      code: 'storage_failed' as StorageCode,
      transient: false,
      details: { path: '/var/lib/secret.db' },
    };
    const result = toResult(new core.StorageError('disk of /var/lib/secret.db failed', storage), 'r1');
    expect(JSON.stringify(result)).not.toContain('secret');
    expect(result).toMatchObject({ code: 1505, request_id: 'r1', result: [{ details: { code: 'storage_failed' } }] });
  });
});
