import { validateSync } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { AddBySkuInput } from '../src/commands/add-by-sku.js';
import { FulfilInput } from '../src/commands/fulfil.js';
import { GrantInput } from '../src/commands/grant.js';
import { passes } from '../src/commands/passes.js';
import { validation } from '../src/commands/read-input.js';
import { RecordUseInput } from '../src/commands/record-use.js';
import { ReverseUseInput } from '../src/commands/reverse-use.js';
import { SetExpiryInput } from '../src/commands/set-expiry.js';
import { SetStatusInput } from '../src/commands/set-status.js';
import { SweepExpiredInput } from '../src/commands/sweep-expired.js';
import { UseInput } from '../src/commands/use.js';
import { CheckInput } from '../src/questions/check.js';
import { EntriesInput } from '../src/questions/entries.js';

const values: readonly unknown[] = [
  undefined,
  null,
  '',
  'ann',
  'x'.repeat(65),
  '\ud800',
  'use',
  'get',
  'active',
  0,
  1,
  -1,
  1.5,
  2 ** 53,
  NaN,
  true,
  [],
  ['a'],
  [1],
  {},
  new Date(0),
  new Date(NaN),
];
const names = [
  'user',
  'item',
  'quantity',
  'sku',
  'actor',
  'key',
  'info',
  'guest',
  'use',
  'used',
  'at',
  'status',
  'expires',
  'most',
];
const fields = [
  ...names,
  'action',
  'entry',
  'page',
  'invoice',
  'overrides',
  'price',
  'users',
  'items',
  'ends',
  'order',
  'what is this',
];

describe('what passes', () => {
  it.each([
    UseInput,
    GrantInput,
    ReverseUseInput,
    RecordUseInput,
    AddBySkuInput,
    FulfilInput,
    SetStatusInput,
    SetExpiryInput,
    SweepExpiredInput,
    CheckInput,
    EntriesInput,
  ])('is what class-validator finds nothing wrong with: %o', (Dto) => {
    const passed = { yes: 0, no: 0 };
    for (const usual of [{ user: 'ann', item: 1, use: 1, sku: 'k', entry: 1, invoice: 1 }, { user: 'ann' }, {}]) {
      for (const field of fields) {
        for (const value of values) {
          const dto = Object.assign(new (Dto as new () => object)(), usual, { [field]: value });
          const clean = validateSync(dto, validation).length === 0;
          expect({ dto, passes: passes(dto) }).toEqual({ dto, passes: clean });
          passed[clean ? 'yes' : 'no'] += 1;
        }
      }
    }
    expect(passed.no).toBeGreaterThan(100);
  });
});
