import type { Commands, Engine } from '@holdall/core';
import { describe, expect, it } from 'vitest';
import { createStore, type StoreOptions } from '../src/index.js';
import { begun, clock, hostOn, later, openShop } from './host.js';
import { sharedPlaces } from './worlds.js';

type Steps = readonly (readonly [
  string,
  (commands: Commands, ids: { entry: number; use: number }) => Promise<unknown>,
])[];

const day = 86_400_000;
const behaviors = [{ type_hint: 'expirable', unit_of_time: 'day', time_length: 1 }];

/** Every command, with results and with refusals of every kind. */
const steps: Steps = [
  ['template', (on) => on.createTemplate({ template: { id: 'pass', name: 'Pass' } })],
  ['template again', (on) => on.createTemplate({ template: { id: 'pass', name: 'Pass' } })],
  ['template, other', (on) => on.updateTemplate({ id: 'pass', template: { id: 'pass', name: 'Passes' } })],
  ['item', (on) => on.createItem({ item: { name: 'Day', unique_key: 'day', template: 'pass', behaviors } })],
  ['item, bad', (on) => on.createItem({ item: { name: '', behaviors: [{ type_hint: 'unknown' }] } })],
  ['item, other', (on) => on.updateItem({ id: 'key', item: { name: 'Golden key', unique_key: 'key' } })],
  ['sku', (on) => on.createSku({ sku: { sku: 's', currency_code: 'EUR', price: 1, items: [{ unique_key: 'day' }] } })],
  [
    'sku, other',
    (on) => on.updateSku({ sku: { sku: 's', currency_code: 'EUR', price: 2, items: [{ unique_key: 'day' }] } }),
  ],
  ['template in use', (on) => on.deleteTemplate({ id: 'pass' })],
  ['grant', (on) => on.grant({ user: 'ann', item: 'potion', key: 'g', actor: 'shop' })],
  ['grant, replayed', (on) => on.grant({ user: 'ann', item: 'potion', key: 'g', actor: 'shop' })],
  ['grant, key reused', (on) => on.grant({ user: 'ann', item: 'crown', key: 'g' })],
  ['grant, once', (on) => on.grant({ user: 'ann', item: 'crown' })],
  ['grant, over the limit', (on) => on.grant({ user: 'ann', item: 'crown' })],
  ['grant, unknown', (on) => on.grant({ user: 'ann', item: 'nothing' })],
  ['grant, bad', (on) => on.grant({ user: '', item: 'key', quantity: 0 })],
  ['use', (on) => on.use({ user: 'ann', item: 'potion', quantity: 2, info: 'thirst' })],
  ['use, too much', (on) => on.use({ user: 'ann', item: 'potion', quantity: 2 })],
  ['use, not held', (on) => on.use({ user: 'bob', item: 'potion' })],
  ['reverse', (on, { use }) => on.reverseUse({ user: 'ann', use, quantity: 1 })],
  ['reverse, the rest', (on, { use }) => on.reverseUse({ user: 'ann', use })],
  ['reverse, again', (on, { use }) => on.reverseUse({ user: 'ann', use })],
  ['record', (on, { entry }) => on.recordUse({ user: 'ann', entry, used: 1, at: new Date(0) })],
  ['record, again', (on, { entry }) => on.recordUse({ user: 'ann', entry, used: 1 })],
  ['record, unknown', (on) => on.recordUse({ user: 'ann', entry: 999_999_999, used: 1 })],
  ['data', (on, { entry }) => on.setBehaviorData({ user: 'ann', entry, data: { consumable: { used: 1 } } })],
  ['status', (on, { entry }) => on.setStatus({ user: 'ann', entry, status: 'inactive' })],
  ['status, unknown', (on) => on.setStatus({ user: 'ann', entry: 999_999_999, status: 'active' })],
  ['status, back', (on, { entry }) => on.setStatus({ user: 'ann', entry, status: 'active' })],
  ['expiry', (on, { entry }) => on.setExpiry({ user: 'ann', entry, expires: new Date(clock.now() + day) })],
  ['revoke', (on, { entry }) => on.revoke({ user: 'ann', entry })],
  ['revoke, again', (on, { entry }) => on.revoke({ user: 'ann', entry })],
  ['by sku', (on) => on.addBySku({ user: 'cid', sku: 's' })],
  ['by sku, at once', (on) => on.addBySku({ user: 'cid', sku: 's', skipInvoice: true })],
  ['by sku, unknown', (on) => on.addBySku({ user: 'cid', sku: 'none' })],
  ['fulfil, unknown', (on) => on.fulfil({ user: 'cid', invoice: 999_999_999 })],
  ['pay, unknown', (on) => on.setPayment({ user: 'cid', invoice: 999_999_999, payment: 'paid' })],
  ['fulfil all', (on) => on.fulfilOutstanding()],
  ['fulfil all, again', (on) => on.fulfilOutstanding()],
  ['two days later', async () => later(2 * day)],
  ['sweep', (on) => on.sweepExpired()],
  ['sweep, again', (on) => on.sweepExpired()],
  ['sku, gone', (on) => on.deleteSku({ sku: 's' })],
  ['item, gone', (on) => on.deleteItem({ id: 'day' })],
  ['template, gone', (on) => on.deleteTemplate({ id: 'pass', cascade: 'detach' })],
  ['import', (on) => on.importCatalogue({ catalogue: { items: [{ name: 'Ring', unique_key: 'ring' }] } })],
  ['unknown', (on) => on.execute('nonsense' as never, {} as never)],
];

/** What came of each step, with ids by when they first appear: within a transaction, some are left out. */
const play = async (commands: Commands): Promise<readonly (readonly [string, string])[]> => {
  const started = clock.now();
  const ids = { entry: 0, use: 0 };
  const endings: (readonly [string, unknown])[] = [];
  for (const [name, step] of steps) {
    const ending = await step(commands, ids).then(
      (result) => ({ result }),
      ({ name: kind, code, message, transient, replayed, details }) => ({
        error: { kind, code, message, transient, replayed, details },
      }),
    );
    const { result } = ending as { result?: { use?: number; entries?: { id: number }[] } };
    if (name === 'grant') ids.entry = result!.entries![0]!.id;
    if (name === 'use') ids.use = result!.use!;
    endings.push([name, ending]);
  }
  const seen = new Map<string, string>();
  const maskedId = (id: string): string => {
    if (!seen.has(id)) seen.set(id, `id ${seen.size + 1}`);
    return seen.get(id)!;
  };
  const sinceStart = (moment: string): string => `after ${(Date.parse(moment) - started) / day} days`;
  return endings.map(([name, ending]) => {
    const text = JSON.stringify(ending).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, sinceStart);
    // The revision of a document is made of its dates, too.
    const timeless = text.replaceAll(/"revision":"[0-9a-f]{32}"/g, '"revision":"..."');
    return [name, timeless.replaceAll(/\b[1-9]\d{6,8}\b/g, maskedId)] as const;
  });
};

/** So that no id looks like any other number, nor like an id of another kind. */
const withLargeIds = async (place: StoreOptions): Promise<StoreOptions> => {
  const store = createStore(place);
  await store.open();
  await store.close();
  const dataSource = await hostOn(place);
  const sequences = await dataSource.query<{ name: string }[]>(
    `select name from holdall_counter where name <> 'catalogue' order by name`,
  );
  for (const [index, { name }] of sequences.entries()) {
    await dataSource.query(`update holdall_counter set value = ${(index + 1) * 1_000_000} where name = '${name}'`);
  }
  return place;
};

const stateOf = async (engine: Engine) => {
  const { content } = await engine.entries({ size: 1000 });
  const log = await Promise.all(['ann', 'bob', 'cid'].map((user) => engine.log({ user, size: 1000 })));
  const facts = log.map((page) => page.content.map(({ type, quantity, actor, info }) => [type, quantity, actor, info]));
  return [content.map(({ user, itemName, status, ended }) => [user, itemName, status, ended]), facts];
};

describe.each(sharedPlaces)('every command on %s', (_name, place) => {
  it('has the same result, or the same error, within a transaction as on the engine, and leaves the same', async () => {
    const here = await openShop(await withLargeIds(await place()));
    const onEngine = await play(here.engine);
    const there = await openShop(await withLargeIds(await place()));
    const runner = await begun(there.dataSource);
    const inside = await play(there.engine.within(runner));
    await runner.commitTransaction();
    expect(inside).toEqual(onEngine);
    const failed = onEngine.filter(([, ending]) => ending.startsWith('{"error"')).map(([name]) => name);
    expect(failed).toEqual([
      'template again',
      'item, bad',
      'template in use',
      'grant, key reused',
      'grant, over the limit',
      'grant, unknown',
      'grant, bad',
      'use, too much',
      'use, not held',
      'reverse, again',
      'record, unknown',
      'status, unknown',
      'revoke, again',
      'by sku, unknown',
      'fulfil, unknown',
      'pay, unknown',
      'unknown',
    ]);
    expect(await stateOf(there.engine)).toEqual(await stateOf(here.engine));
    await Promise.all([here.engine.idle(), there.engine.idle()]);
    expect(there.told).toEqual(here.told);
  });
});
