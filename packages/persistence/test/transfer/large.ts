import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createEngine } from '@holdall/core';
import { createStore } from '@holdall/persistence';

/*
 * A process of its own, to be run with a small heap: writes an export that is larger than the heap, brings it into a
 * database, and writes it out again.
 */

const users = 7;
const recordsEach = 1000;
const start = Date.UTC(2026, 0, 1);
const info = 'x'.repeat(7000);

const document = { category: null, created_date: start, tags: [], template: null, updated_date: start };
const item = {
  ...document,
  additional_properties: {},
  archived: false,
  behaviors: [{ max_use: null, type_hint: 'consumable' }],
  groups: [],
  id: 1,
  long_description: null,
  name: 'Ticket',
  short_description: null,
  sort: 500,
  type_hint: 'entitlement',
  unique_key: 'ticket',
  unit: 'use',
};
const ids = users * recordsEach + 1;
const counters = { catalogue: 1, next: { entry: users + 1, invoice: 1, item: 2, log: ids, use: ids } };

const userOf = (nth: number): string => `user ${String(nth).padStart(6, '0')}`;

const entryOf = (nth: number) => ({
  activatedAt: start,
  booked: 1 - recordsEach,
  createdAt: start,
  data: { consumable: { used: recordsEach - 1 } },
  ended: null,
  expires: null,
  id: nth + 1,
  invoice: null,
  item: 1,
  nth: 1,
  revision: recordsEach,
  sku: null,
  status: 'active',
  updatedAt: start + recordsEach - 1,
  user: userOf(nth),
});

const recordOf = (user: number, index: number) => {
  const first = index === 0;
  const id = user * recordsEach + index + 1;
  const granted = { origin: { invoice: null, nth: 1, sku: null }, to: { activatedAt: start, status: 'active' } };
  return {
    actor: null,
    at: start + index,
    details: first ? granted : { to: { data: { consumable: { used: index } } } },
    entry: user + 1,
    id,
    info: `${info} ${id}`,
    item: 1,
    quantity: first ? 0 : 1,
    seq: index + 1,
    type: first ? 'granted' : 'used',
    use: first ? null : id,
    user: userOf(user),
  };
};

/** Fields are in their order already. */
function* lines(): Generator<string> {
  const hash = createHash('sha256');
  const line = (value: object): string => {
    const text = `${JSON.stringify(value)}\n`;
    hash.update(text);
    return text;
  };
  yield line({ holdall: 'export', version: 1 });
  yield line({ kind: 'counters', value: counters });
  yield line({
    kind: 'item',
    value: Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  });
  for (let user = 0; user < users; user += 1) yield line({ kind: 'entry', value: entryOf(user) });
  for (let user = 0; user < users; user += 1) {
    for (let index = 0; index < recordsEach; index += 1) yield line({ kind: 'log', value: recordOf(user, index) });
  }
  const records = { counters: 1, entry: users, invoice: 0, item: 1, log: ids - 1, reply: 0, sku: 0, template: 0 };
  yield `${JSON.stringify({ holdall: 'end', records, sha256: hash.digest('hex') })}\n`;
}

const [database = '', file = '', again = ''] = process.argv.slice(2);
await pipeline(lines(), createWriteStream(file));
const engine = await createEngine({ store: createStore({ type: 'better-sqlite3', database }) });
await engine.import(createReadStream(file));
await pipeline(engine.export(), createWriteStream(again));
await engine.close();
