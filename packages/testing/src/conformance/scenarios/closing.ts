import assert from 'node:assert/strict';
import { StorageError, type Store } from '@holdall/core';
import { ask, write } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const everyEntry = { users: null, items: null, openAt: null, created: [], order: [] };
const logOfAnn = { user: 'ann', entry: null, types: null, direction: 'ASC' } as const;

const everything = (store: Store): readonly (readonly [string, () => Promise<unknown>])[] => [
  ['write', () => write(store, {})],
  ['read', () => ask(store, { kind: 'open', user: 'ann', item: 1 })],
  ['catalogue', () => store.catalogue()],
  ['entries', () => store.entries({ ...everyEntry, page: 1, size: 1 })],
  ['log', () => store.log({ ...logOfAnn, page: 1, size: 1 })],
  ['entriesAfter', () => store.entriesAfter({ ...everyEntry, after: null, size: 1 })],
  ['logAfter', () => store.logAfter({ ...logOfAnn, after: null, size: 1 })],
  ['totals', () => store.totals('ann', 1)],
  ['audit', () => store.audit(1)],
];

/** After the end. */
export const closing: readonly Scenario[] = [
  {
    title: 'a closed store answers everything with the error storage_closed, which is not worth trying again',
    run: async ({ store }) => {
      await store.close();
      for (const [name, call] of everything(store)) {
        await assert.rejects(call, (error: unknown) => {
          assert.ok(error instanceof StorageError, `${name}: ${String(error)}`);
          assert.deepEqual([error.code, error.transient], ['storage_closed', false], name);
          return true;
        });
      }
    },
  },
];
