import { createBridge, MemoryBridgeStore, templateDocument, type ConfigurationParameters } from '@holdall/esim-go';
import { createTestEngine } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { configured } from '../client/hurry.js';
import { france, useSandbox } from '../sandboxed.js';
import { start } from './bridged.js';

const sandbox = useSandbox();
const unlimited = 'esim_UL_7D_FR_V2';
const europe = 'esim_5GB_30D_EU_V2';
const force = { force: true };

/** As `bridged`, with nothing in the engine yet. */
const empty = async (parameters: ConfigurationParameters = {}) => {
  const { engine, clock } = await createTestEngine({ start });
  const configuration = configured(sandbox.url, { apiKey: sandbox.apiKey, ...parameters });
  const parts = { engine, store: new MemoryBridgeStore(), clock, timers: clock, configuration };
  return { engine, clock, bridge: await createBridge(parts), another: () => createBridge(parts) };
};
const bundles = (...given: object[]) => sandbox.control('POST', '/catalogue', { bundles: given });
const reads = async () => {
  const { requests } = await sandbox.control<{ requests: { operation: string }[] }>('GET', '/requests');
  return requests.filter(({ operation }) => operation === 'catalogueGet').length;
};

describe("the vendor's catalogue", () => {
  it('becomes a template and items', async () => {
    const { bridge, engine } = await empty();
    expect(await bridge.syncCatalogue()).toEqual({
      asked: true,
      bundles: 3,
      written: 4,
      unchanged: 0,
      archived: [],
      withdrawn: [],
      refused: [],
    });
    expect(await engine.template('esim-go-bundle')).toMatchObject(templateDocument());
    expect(await engine.item(france)).toMatchObject({
      name: 'eSIM, 1GB, 7 Days, France, V2',
      template: 'esim-go-bundle',
      unit: 'byte',
      additional_properties: {
        bundle: { value: france },
        data: { value: 1_000_000_000 },
        duration: { value: 7 },
        autostart: { value: true },
        unlimited: { value: false },
      },
      behaviors: [
        { type_hint: 'fulfillable', type_name: 'esim-go' },
        { type_hint: 'consumable', max_use: 1_000_000_000 },
        { type_hint: 'expirable', time_length: 7, unit_of_time: 'day', starts_on: 'first_use' },
      ],
    });
    // 20 GB are 20,000,000,000 bytes, and no more.
    expect(await engine.item(europe)).toMatchObject({ behaviors: [{}, { max_use: 5_000_000_000 }, {}] });
    const endless = await engine.item(unlimited);
    expect(endless.additional_properties).not.toHaveProperty('data');
    expect(endless.behaviors).toMatchObject([{}, { type_hint: 'consumable', max_use: null }, { time_length: 7 }]);
  });

  it('is asked for once a day, whoever asks, and again after a failure or by force', async () => {
    const { bridge, another, clock, engine } = await empty();
    await sandbox.fault({ operation: 'catalogueGet', outcome: { kind: 'status', status: 403 } });
    await expect(bridge.syncCatalogue()).rejects.toMatchObject({ code: 'esim_go_refused' });
    expect(await bridge.syncCatalogue()).toMatchObject({ asked: true, written: 4 });
    const asked = await reads();
    clock.advance({ days: 1, milliseconds: -1 });
    expect(await bridge.syncCatalogue()).toMatchObject({ asked: false, written: 0 });
    expect(await (await another()).syncCatalogue()).toMatchObject({ asked: false });
    expect(await reads()).toBe(asked);
    expect(await bridge.syncCatalogue(force)).toMatchObject({ asked: true, written: 0, unchanged: 4 });
    clock.advance({ milliseconds: 1 });
    expect(await bridge.syncCatalogue()).toMatchObject({ asked: true });
    expect((await engine.items({ template: 'esim-go-bundle' })).total).toBe(3);
  });

  it('changes only what has changed, and leaves what the host has made of it', async () => {
    const { bridge, engine } = await empty();
    await bridge.syncCatalogue();
    const { id, behaviors, additional_properties } = await engine.item(france);
    const limited = { type_hint: 'limited_gettable', group: { owned_limit: 3, active_only: false } };
    await engine.importCatalogue({
      catalogue: {
        items: [
          {
            unique_key: france,
            template: 'esim-go-bundle',
            type_hint: 'esim_bundle',
            unit: 'byte',
            name: 'A week in France',
            tags: ['summer'],
            sort: 3,
            short_description: 'For your phone',
            additional_properties: { ...additional_properties, colour: { type: 'text', value: 'blue' } },
            behaviors: [limited, ...behaviors],
          },
        ],
      },
    });
    // Once in the bridge's order of behaviors; then nothing is left to be done.
    await bridge.syncCatalogue(force);
    expect(await bridge.syncCatalogue(force)).toMatchObject({ written: 0, unchanged: 4 });
    await bundles({ name: france, description: 'Another text', dataAmount: 2_000, duration: 14, autostart: false });
    expect(await bridge.syncCatalogue(force)).toMatchObject({ written: 1, unchanged: 3 });
    expect(await engine.item(france)).toMatchObject({
      id,
      name: 'A week in France',
      tags: ['summer'],
      sort: 3,
      short_description: 'For your phone',
      additional_properties: {
        colour: { value: 'blue' },
        data: { value: 2_000_000_000 },
        duration: { value: 14 },
        autostart: { value: false },
      },
      behaviors: [
        {},
        { max_use: 2_000_000_000 },
        { time_length: 14 },
        { type_hint: 'limited_gettable', group: { owned_limit: 3 } },
      ],
    });
  });

  it.each(['wrapper', 'array'] as const)('is read to its last page: %s', async (shape) => {
    const { bridge, engine } = await empty();
    await sandbox.settings({ shapes: { catalogue: shape } });
    await bundles(...Array.from({ length: 247 }, (_, n) => ({ name: `esim_${n + 1}GB_7D_FR_V2`, dataAmount: 1_000 })));
    // One of them is the starting one.
    expect(await bridge.syncCatalogue()).toMatchObject({ bundles: 249, written: 250 });
    expect((await engine.items({ template: 'esim-go-bundle' })).total).toBe(249);
    expect(await reads()).toBe(3);
  });

  it('does not bring back what was deleted here, and tells what the vendor has no longer', async () => {
    const { bridge, engine } = await empty();
    await bundles({ name: 'esim_gone', dataAmount: 1_000 });
    await bridge.syncCatalogue();
    await engine.deleteItem({ id: france });
    // A new world, without the last one.
    await sandbox.control('POST', '/reset', { settings: { rateLimit: { enabled: false } } });
    expect(await bridge.syncCatalogue(force)).toMatchObject({
      archived: [france],
      withdrawn: ['esim_gone'],
      written: 0,
    });
    expect(await engine.item(france)).toMatchObject({ archived: true });
    expect(await engine.item('esim_gone')).toMatchObject({ archived: false });
  });

  it('brings in the rest where the engine cannot hold one of them', async () => {
    const { bridge, engine } = await empty();
    const long = `esim_${'x'.repeat(200)}`;
    await bundles({ name: long }, { name: 'esim_long_text', description: 'y'.repeat(300) }, { name: 'esim_no_text' });
    const report = await bridge.syncCatalogue();
    expect(report).toMatchObject({ bundles: 6, written: 6, refused: [{ bundle: long }] });
    expect(await engine.item('esim_no_text')).toMatchObject({ name: 'esim_no_text' });
    expect((await engine.item('esim_long_text')).name).toHaveLength(255);
  });
});

describe('bundles of the inventory', () => {
  it('become items as well, when the catalogue has them no longer', async () => {
    // A vendor that sells none any more: only what was bought before is left.
    const soldOut: typeof fetch = async (url, init) =>
      new Request(url).url.includes('/catalogue') ? Response.json({ bundles: [] }) : fetch(url, init);
    const { bridge, engine } = await empty({ fetch: soldOut });
    await sandbox.stock(europe, 2);
    expect(await bridge.syncCatalogue()).toMatchObject({ bundles: 1, written: 2, withdrawn: [] });
    expect(await engine.item(europe)).toMatchObject({
      name: 'eSIM, 5GB, 30 Days, Europe, V2',
      additional_properties: {
        bundle: { value: europe },
        data: { value: 5_000_000_000 },
        duration: { value: 30 },
        countries: { values: [{ value: 'FR' }, { value: 'DE' }, { value: 'GB' }] },
      },
      behaviors: [{}, { max_use: 5_000_000_000 }, { time_length: 30, unit_of_time: 'day' }],
    });
  });

  it('say that a duration is in months, which the catalogue does not; and it stays so when none is left', async () => {
    const { bridge, engine } = await empty();
    const month = { name: 'esim_1GB_1M_FR', duration: 1, durationUnit: 'month', dataAmount: 1_000 };
    await bundles(month);
    await sandbox.stock('esim_1GB_1M_FR', 1);
    await bridge.syncCatalogue();
    const expirable = { type_hint: 'expirable', time_length: 1, unit_of_time: 'month', starts_on: 'first_use' };
    expect(await engine.item('esim_1GB_1M_FR')).toMatchObject({ behaviors: [{}, {}, expirable] });
    await sandbox.settings({ shapes: { emptyLots: 'hidden' } });
    await bridge.sell({ user: 'anna', item: 'esim_1GB_1M_FR', key: 'cart 1' });
    expect(await bridge.lots()).toEqual([]);
    expect(await bridge.syncCatalogue(force)).toMatchObject({ written: 0 });
    expect(await engine.item('esim_1GB_1M_FR')).toMatchObject({ behaviors: [{}, {}, expirable] });
  });
});
