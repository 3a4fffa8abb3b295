import type { Need, StorageError } from '@holdall/core';
import { describe, expect, it } from 'vitest';
import { storageErrorFrom } from '../src/sqlite/errors.js';
import { SqliteDatabase } from '../src/sqlite/database.js';
import { raw } from '../src/sql/sql.js';
import { TypeOrmStore } from '../src/store.js';
import { ask, entryOf, everything, failureOf, recordOf, writing } from './worlds.js';

const entry = entryOf('ann', 1);

/** A store with one of everything, in which a statement has done harm. */
const harmed = async (statement: string): Promise<TypeOrmStore> => {
  const database = new SqliteDatabase({ type: 'sqlite', database: ':memory:' });
  const store = new TypeOrmStore(database);
  await store.open();
  await store.write(
    writing({
      created: [entry],
      log: [recordOf(entry, 1)],
      invoices: [
        {
          user: 'ann',
          id: 1,
          sku: 'k',
          note: null,
          currency: 'EUR',
          price: 1,
          originalPrice: 1,
          payment: 'new',
          fulfilment: 'unfulfilled',
          createdAt: 1,
          fulfilledAt: null,
          lines: [{ id: 1, item: 1, sku: 'k', quantity: 1, entries: [1] }],
        },
      ],
      replies: [{ scope: 'ann', key: 'k', command: {}, outcome: { ok: true, result: 1 }, at: 1 }],
      catalogue: [{ kind: 'sku', id: 'k', value: { sku: 'k' } as never }],
    }),
  );
  await database.write(async (transaction) => {
    await transaction.query(raw('pragma ignore_check_constraints = on'));
    await transaction.query(raw(statement));
    await transaction.commit();
  });
  return store;
};

const asking = (need: Need) => (store: TypeOrmStore) => ask(store, [need]);
const asEntry = asking({ kind: 'entry', user: 'ann', id: 1 });
const asUse = asking({ kind: 'use', user: 'ann', id: 1 });
const asInvoice = asking({ kind: 'invoice', user: 'ann', id: 1 });
const asReply = asking({ kind: 'reply', scope: 'ann', key: 'k' });
const asLog = (store: TypeOrmStore) =>
  store.log({ user: 'ann', entry: null, types: null, direction: 'ASC', page: 1, size: 9 });

describe('a row that is not understood', () => {
  it.each<[string, (store: TypeOrmStore) => Promise<unknown>, string]>([
    [`update holdall_entry set status = 'lost'`, asEntry, 'holdall_entry.status'],
    [`update holdall_entry set status = 'lost'`, (store) => store.entries(everything), 'holdall_entry.status'],
    [`update holdall_entry set ended = 'eaten'`, asEntry, 'holdall_entry.ended'],
    [`update holdall_entry set data = '{'`, asEntry, 'holdall_entry.data'],
    [`update holdall_entry set data = '[]'`, asEntry, 'holdall_entry.data'],
    [`update holdall_entry set data = 'null'`, asEntry, 'holdall_entry.data'],
    [`update holdall_entry set booked = 1.5`, asEntry, 'holdall_entry.booked'],
    [`update holdall_entry set expires = 'soon'`, asEntry, 'holdall_entry.expires'],
    [`update holdall_entry set created_at = 9007199254740993`, asEntry, 'holdall_entry.created_at'],
    [`update holdall_log set type = 'stolen'`, asLog, 'holdall_log.type'],
    [`update holdall_log set type = 'stolen'`, (store) => store.totals('ann', 1), 'holdall_log.type'],
    [`update holdall_log set details = '7'`, asLog, 'holdall_log.details'],
    [`update holdall_log set use_id = 1, quantity = 1.5`, asUse, 'holdall_log.quantity'],
    [`update holdall_invoice set fulfilment = 'eaten'`, asInvoice, 'holdall_invoice.fulfilment'],
    [
      `update holdall_invoice set lines = '[{"id":1,"item":1,"sku":"k","quantity":1,"entries":[null]}]'`,
      asInvoice,
      'entries',
    ],
    [`update holdall_reply set outcome = ''`, asReply, 'holdall_reply.outcome'],
    [`update holdall_sku set doc = '[]', revision = 2`, (store) => store.catalogue(), 'holdall_sku.doc'],
    [`update holdall_sku set doc = '{"sku":"other"}', revision = 2`, (store) => store.catalogue(), 'another name'],
  ])('is an error and no guess: %s', async (statement, read, where) => {
    const store = await harmed(statement);
    await store.write(writing({ catalogue: [] }));
    const error = await failureOf(() => read(store));
    expect(error).toMatchObject({ code: 'storage_failed', transient: false });
    expect(error.message).toContain(where);
    await store.close();
  });
});

describe('what SQLite says', () => {
  it.each([
    ['SQLITE_BUSY', 'storage_busy', true],
    ['SQLITE_BUSY_SNAPSHOT', 'storage_busy', true],
    ['SQLITE_LOCKED', 'storage_busy', true],
    ['SQLITE_FULL', 'storage_full', true],
    ['SQLITE_IOERR_WRITE', 'storage_failed', true],
    ['SQLITE_CONSTRAINT_CHECK', 'storage_failed', false],
    ['SQLITE_READONLY', 'database_not_usable', false],
    ['SQLITE_READONLY_DBMOVED', 'database_not_usable', false],
    ['SQLITE_CORRUPT', 'database_not_usable', false],
    ['SQLITE_NOTADB', 'database_not_usable', false],
    ['SQLITE_CANTOPEN', 'database_not_usable', false],
    ['something new', 'storage_failed', false],
  ])('%s is %s, transient: %s', (code, expected, transient) => {
    const wrapped: StorageError = storageErrorFrom({ driverError: { code } }, 'x.db');
    expect(wrapped).toMatchObject({ code: expected, transient });
    expect(storageErrorFrom({ code }, 'x.db')).toMatchObject({ code: expected, transient });
    expect(wrapped.message).toMatch(/^The database x\.db /);
    expect(storageErrorFrom(wrapped, 'y.db')).toBe(wrapped);
  });
});
