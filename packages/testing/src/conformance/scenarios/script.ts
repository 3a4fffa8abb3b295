import assert from 'node:assert/strict';
import {
  commandKinds,
  createEngine,
  HoldallError,
  MemoryStore,
  type CommandType,
  type Engine,
  type InputOf,
  type Instant,
  type InventoryEvent,
  type Store,
} from '@holdall/core';
import { handedOver } from '../handed-over.js';
import { noon } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const hour = 3_600_000;
const day = 24 * hour;

/** One line of the script: wait so long, then give this order. Ids are those that a new store gives out, from 1. */
interface Line {
  readonly wait?: number;
  readonly order: readonly { readonly type: CommandType; readonly input: unknown }[];
}

const order = <T extends CommandType>(type: T, input: InputOf<T>) => ({ type, input });
const line = <T extends CommandType>(type: T, input: InputOf<T>): Line => ({ order: [order(type, input)] });
const after = (wait: number, next: Line): Line => ({ ...next, wait });
const together = (...lines: readonly Line[]): Line => ({ order: lines.flatMap((one) => one.order) });

const item = (unique_key: string, behaviors: readonly object[], more: object = {}) => ({
  name: `the ${unique_key}`,
  unique_key,
  behaviors,
  ...more,
});
const consumable = (max_use: number | null) => ({ type_hint: 'consumable', max_use });
const expirable = (time_length: number, unit_of_time: string, more: object = {}) => ({
  type_hint: 'expirable',
  time_length,
  unit_of_time,
  ...more,
});
const perDay = (type_hint: string, more: object) => ({ type_hint, time_length: 1, unit_of_time: 'day', ...more });

const catalogue = {
  templates: [{ id: 'plain', name: 'Plain', properties: [{ name: 'p', type: 'long', required: false }] }],
  items: [
    item('pass', [expirable(1, 'month')]),
    item('tickets', [consumable(3)], {
      template: 'plain',
      additional_properties: { p: { type: 'long', value: 2 ** 53 - 1 } },
    }),
    item('trial', [consumable(10), expirable(2, 'day', { starts_on: 'first_use' })]),
    item('badge', [{ type_hint: 'limited_gettable', group: { name: 'badges', owned_limit: 2, active_only: true } }]),
    item('medal', [{ type_hint: 'limited_gettable', group: { name: 'badges', owned_limit: 2, active_only: true } }]),
    item('daily', [perDay('time_period_gettable', { get_limit: 2 }), perDay('time_period_usable', { max_use: 2 })]),
    item('vip', [{ type_hint: 'pre_req_entitlement', item_ids: ['pass', 'badge'] }]),
    item('coins', [
      { type_hint: 'price_overridable', min_price: 50, max_price: 150 },
      { type_hint: 'fulfillable', type_name: 'wallet' },
      { type_hint: 'spendable', currency_code: 'GLD', value: 500 },
    ]),
    item('parcel', [{ type_hint: 'fulfillable', type_name: 'warehouse' }]),
    item('demo', [{ type_hint: 'guest_playable', allowed: false }]),
  ],
  skus: [
    {
      sku: 'STARTER',
      currency_code: 'EUR',
      price: 999,
      items: [{ unique_key: 'tickets', quantity: 2 }, { unique_key: 'coins' }],
    },
    { sku: 'PARCEL', currency_code: 'EUR', price: 100, items: [{ unique_key: 'parcel' }, { unique_key: 'pass' }] },
  ],
};

const ann = { user: 'ann' };
const bob = { user: 'bob', actor: 'shop "1"' };

const lines: readonly Line[] = [
  line('importCatalogue', { catalogue, key: 'import' }),
  line('importCatalogue', { catalogue, key: 'import' }),
  line('importCatalogue', { catalogue }),
  line('createTemplate', { template: { name: 'Fancy', allow_additional: true } }),
  line('updateTemplate', { id: 'plain', template: { name: 'Plainer', allow_additional: true } }),
  line('createItem', { item: item('extra', [consumable(5)], { template: 'fancy', tags: ['x'] }) }),
  line('createItem', { item: item('extra', []) }),
  line('createSku', {
    sku: { sku: 'EXTRA', currency_code: 'USD', price: 0, items: [{ unique_key: 'extra', quantity: 3 }] },
  }),
  line('updateSku', { sku: { sku: 'EXTRA', currency_code: 'USD', price: 1, items: [{ item_id: 11, quantity: 2 }] } }),
  together(
    line('grant', { ...ann, item: 'tickets', quantity: 2, key: 'g1', info: 'welcome' }),
    line('grant', { ...ann, item: 'tickets', expires: new Date(noon + 10 * day), maxUse: 5 }),
    line('grant', { ...ann, item: 'tickets', quantity: 2, key: 'g1', info: 'welcome' }),
    line('grant', { ...ann, item: 'tickets', quantity: 3, key: 'g1' }),
    line('use', { ...ann, item: 'tickets', quantity: 7, key: 'u1' }),
    line('use', { ...ann, item: 'tickets', quantity: 99, key: 'u2' }),
    line('grant', { ...bob, item: 'vip' }),
  ),
  line('use', { ...ann, item: 'tickets', quantity: 99, key: 'u2' }),
  after(hour, line('reverseUse', { ...ann, use: 1, quantity: 3, info: 'sorry' })),
  line('reverseUse', { ...ann, use: 1 }),
  line('reverseUse', { ...ann, use: 1 }),
  line('reverseUse', { ...bob, use: 1 }),
  together(
    line('grant', { ...bob, item: 'trial' }),
    line('grant', { ...bob, item: 'badge' }),
    line('grant', { ...bob, item: 'medal' }),
    line('grant', { ...bob, item: 'medal' }),
    line('grant', { ...bob, item: 'medal', overrides: ['limited_gettable'] }),
    line('grant', { ...bob, item: 'pass' }),
    line('grant', { ...bob, item: 'vip' }),
  ),
  line('use', { ...bob, item: 'trial', quantity: 4 }),
  after(2 * day - 1, line('use', { ...bob, item: 'trial' })),
  after(1, line('use', { ...bob, item: 'trial' })),
  line('reverseUse', { ...bob, use: 2 }),
  together(
    line('recordUse', { ...bob, entry: 4, used: 6, at: new Date(noon), key: 'm1', info: 'late' }),
    line('recordUse', { ...bob, entry: 4, used: 6, at: new Date(noon), key: 'm1', info: 'late' }),
    line('recordUse', { ...bob, entry: 4, used: 6 }),
    line('recordUse', { ...ann, entry: 1, used: 2 }),
    line('recordUse', { ...ann, entry: 2, used: 7, actor: 'meter' }),
    line('recordUse', { ...ann, entry: 5, used: 1 }),
    line('recordUse', { ...bob, entry: 5, used: 9 }),
    line('recordUse', { ...bob, entry: 5, used: 8 }),
  ),
  together(line('grant', { ...bob, item: 'daily', quantity: 2 }), line('grant', { ...bob, item: 'daily' })),
  together(line('use', { ...bob, item: 'daily', quantity: 2 }), line('use', { ...bob, item: 'daily' })),
  after(day, line('use', { ...bob, item: 'daily' })),
  line('addBySku', { ...ann, sku: 'STARTER', key: 's1', note: 'für ann' }),
  line('addBySku', { ...ann, sku: 'STARTER', key: 's1', note: 'für ann' }),
  line('addBySku', { ...ann, sku: 'STARTER', price: 49 }),
  line('addBySku', { ...ann, sku: 'STARTER', price: 50, skipInvoice: true }),
  line('addBySku', { ...bob, sku: 'PARCEL' }),
  line('addBySku', { ...bob, sku: 'EXTRA', price: 1 }),
  line('addBySku', { ...bob, sku: 'EXTRA' }),
  line('fulfil', { ...ann, invoice: 1 }),
  line('fulfil', { ...ann, invoice: 1 }),
  line('setPayment', { ...ann, invoice: 1, payment: 'new' }),
  line('setPayment', { ...ann, invoice: 1, payment: 'paid', actor: 'till', key: 'p1' }),
  line('setPayment', { ...ann, invoice: 1, payment: 'paid', actor: 'till', key: 'p1' }),
  line('setPayment', { ...ann, invoice: 1, payment: 'new' }),
  line('setPayment', { ...bob, invoice: 1, payment: 'paid' }),
  line('setPayment', { ...bob, invoice: 2, payment: 'paid' }),
  line('fulfilOutstanding', { most: 1 }),
  line('fulfilOutstanding', {}),
  line('use', { ...ann, item: 'tickets', sku: 'STARTER', quantity: 4 }),
  line('use', { ...ann, item: 'tickets', entry: 1 }),
  line('use', { ...ann, item: 'tickets', entry: 2 }),
  line('use', { ...bob, item: 'tickets', entry: 1 }),
  line('use', { ...bob, item: 'demo', guest: true }),
  line('grant', { ...bob, item: 'demo', status: 'pending' }),
  line('use', { ...bob, item: 'demo', guest: true }),
  line('setStatus', { ...ann, entry: 1, status: 'inactive', info: 'x' }),
  line('setStatus', { ...ann, entry: 1, status: 'pending' }),
  line('setStatus', { ...ann, entry: 1, status: 'active' }),
  line('setStatus', { ...bob, entry: 1, status: 'active' }),
  line('setExpiry', { ...ann, entry: 1, expires: new Date(noon + 20 * day) }),
  line('setExpiry', { ...ann, entry: 2, expires: new Date(0) }),
  line('setBehaviorData', { ...ann, entry: 1, data: { consumable: { used: 1, max_use: 4 }, 'host "key"': [1, 'ü'] } }),
  line('revoke', { ...ann, entry: 1, info: 'y' }),
  line('revoke', { ...ann, entry: 1 }),
  line('updateItem', { id: 'tickets', item: item('tickets', [consumable(9)]) }),
  line('updateItem', {
    id: 'badge',
    item: item('badge', [
      { type_hint: 'limited_gettable', group: { name: 'badges', owned_limit: 9, active_only: false } },
    ]),
  }),
  line('updateItem', {
    id: 'badge',
    item: item('badge', [
      { type_hint: 'limited_gettable', group: { name: 'badges', owned_limit: 9, active_only: false } },
    ]),
    cascade: true,
  }),
  after(40 * day, line('sweepExpired', { most: 2 })),
  line('sweepExpired', {}),
  line('grant', { ...ann, item: 'tickets', quantity: 2, key: 'g1', info: 'welcome' }),
  line('deleteSku', { sku: 'EXTRA' }),
  line('deleteSku', { sku: 'EXTRA' }),
  line('deleteItem', { id: 'extra' }),
  line('grant', { ...bob, item: 'extra' }),
  line('use', { ...bob, item: 'extra' }),
  line('deleteTemplate', { id: 'fancy' }),
  line('deleteTemplate', { id: 'fancy', cascade: 'detach' }),
];

/** When the script is over. */
export const scriptEnd: Instant = lines.reduce((now, { wait = 0 }) => now + wait, noon);

/** Plays the script, and answers all that it heard: answers, refusals, events, and what can be asked after each line. */
export const played = async (store: Store): Promise<readonly unknown[]> => {
  let now = noon;
  const engine = await createEngine({ store, clock: { now: () => now } });
  const events: InventoryEvent[] = [];
  engine.subscribe((event) => void events.push(event));
  const heard: unknown[] = [];
  for (const { wait = 0, order: orders } of lines) {
    now += wait;
    heard.push(await Promise.all(orders.map(({ type, input }) => endingOf(engine.execute(type, input as never)))));
    heard.push(await asked(engine));
  }
  await engine.idle();
  return [...heard, events];
};

export const endingOf = async (answer: Promise<unknown>): Promise<unknown> => {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof HoldallError)) throw error;
    const { code, message, details, transient, replayed } = error;
    return { code, message, details, transient, replayed };
  }
};

export const asked = (engine: Engine): Promise<readonly unknown[]> =>
  Promise.all(
    ['ann', 'bob'].flatMap((user) => [
      engine.entries({ user, inactive: true, size: 1000, order: [{ by: 'expires', direction: 'DESC' }] }),
      engine.log({ user, size: 1000 }),
      endingOf(engine.entry({ user, entry: 3 })),
      endingOf(engine.invoice({ user, invoice: 2 })),
      ...['tickets', 'trial', 'daily', 'vip'].flatMap((key) => [
        endingOf(engine.balance({ user, item: key })),
        endingOf(engine.check({ user, item: key, quantity: 2 })),
        endingOf(engine.explain({ user, item: key })),
      ]),
      endingOf(engine.ledger({ user, entry: 2 })),
      engine.audit(),
      engine.items({ archived: true }),
      engine.templates(),
      engine.skus(),
    ]),
  );

/** The stores differ in how they keep things, never in what they say. */
export const script: readonly Scenario[] = [
  {
    title: 'a long script with every command gets the same answers, events and lists as from the store in memory',
    run: async ({ store }) => {
      const given = new Set(lines.flatMap(({ order: orders }) => orders.map(({ type }) => type)));
      assert.deepEqual([...given].toSorted(), Object.keys(commandKinds).toSorted(), 'the script has every command');
      const [heard, expected] = [await played(handedOver(store)), await played(new MemoryStore())];
      // Line by line: a difference shows where it begins.
      heard.forEach((one, index) => assert.deepEqual(one, expected[index], `line ${Math.floor(index / 2) + 1}`));
    },
  },
];
