import assert from 'node:assert/strict';
import { Catalogue, type CatalogueChange, type Item, type Sku, type Template } from '@holdall/core';
import { addItems, commit, itemOf, noon, write } from '../hand-made.js';
import type { Scenario } from '../scenario.js';

const template: Template = {
  id: 'tämplate/1',
  name: 'T "quoted" 🎒',
  properties: [
    { name: 'naïve', type: 'text', required: true, max_length: 5, description: '' },
    { name: 'n', type: 'long', required: false, min: -(2 ** 53 - 1), max: 2 ** 53 - 1 },
    {
      name: 'm',
      type: 'map',
      required: false,
      properties: [{ name: 'l', type: 'list', required: false, value_definition: { type: 'double', min: -0.5 } }],
    },
  ],
  behaviors: [{ behavior: { type_hint: 'consumable', max_use: null }, modifiable: true, required: false }],
  allow_additional: true,
  created_date: noon - 1,
  updated_date: noon,
};

const fullItem = (id: number): Item =>
  itemOf({
    id,
    unique_key: 'clé',
    name: 'Ñame',
    category: 'c',
    tags: ['b', 'a', 'ü'],
    short_description: '',
    long_description: 'long '.repeat(20_000),
    sort: -(2 ** 31),
    unit: 'byte',
    template: template.id,
    additional_properties: {
      text: { type: 'text', value: 'line\nbreak\ttab "quote" \\ / 🎒 \u2028' },
      big: { type: 'long', value: 2 ** 53 - 1 },
      small: { type: 'long', value: -(2 ** 53 - 1) },
      half: { type: 'double', value: 0.1 },
      tiny: { type: 'double', value: 5e-324 },
      no: { type: 'boolean', value: false },
      files: { type: 'image_group', files: [{ type: 'image', url: 'a', crc: '' }] },
      deep: { type: 'map', map: { list: { type: 'list', values: [{ type: 'integer', value: 0 }] } } },
    },
    behaviors: [
      { type_hint: 'consumable', max_use: 2 ** 53 - 1 },
      { type_hint: 'limited_gettable', group: { name: 'G', owned_limit: 1, active_only: true } },
    ],
    groups: ['limited_gettable:G'],
  });

const sku: Sku = {
  sku: 'SKÜ "1"',
  description: '',
  currency_code: 'EUR',
  price: 2 ** 53 - 1,
  items: [
    { item_id: 1, quantity: 1000 },
    { item_id: 1, quantity: 1 },
  ],
  created_date: noon,
  updated_date: noon + 1,
};

const put = (...changes: readonly CatalogueChange[]) => ({ catalogue: changes });

/** Templates, items and SKUs: what is written is read, and every change makes a new version. */
export const catalogue: readonly Scenario[] = [
  {
    title: 'a new store has an empty catalogue',
    run: async ({ store }) => {
      const empty = await store.catalogue();
      assert.ok(empty instanceof Catalogue);
      assert.deepEqual([empty.templates, empty.items, empty.skus], [[], [], []]);
    },
  },
  {
    title: 'templates, items and SKUs are read back exactly as they were written',
    run: async ({ store }) => {
      const [first] = await addItems(store, [{}]);
      const item = fullItem(first!.id);
      await write(
        store,
        put(
          { kind: 'template', id: template.id, value: template },
          { kind: 'item', id: item.id, value: item },
          { kind: 'sku', id: sku.sku, value: sku },
        ),
      );
      const read = await store.catalogue();
      assert.deepEqual(read.template(template.id), template);
      assert.deepEqual(read.item(item.id), item);
      assert.deepEqual(read.item('clé'), item);
      assert.deepEqual(read.itemsInGroup('limited_gettable:G'), [item]);
      assert.deepEqual(read.sku(sku.sku), sku);
    },
  },
  {
    title: 'a changed document replaces the one before, a deleted one is gone, and the others stay',
    run: async ({ store }) => {
      const [one, two] = await addItems(store, [{ unique_key: 'one' }, { unique_key: 'two' }]);
      const other = { ...template, id: 'other' };
      await write(
        store,
        put(
          { kind: 'template', id: template.id, value: template },
          { kind: 'template', id: other.id, value: other },
          { kind: 'sku', id: sku.sku, value: sku },
        ),
      );
      const changed: Item = { ...one!, name: 'changed', unique_key: null, archived: true };
      await write(
        store,
        put(
          { kind: 'item', id: changed.id, value: changed },
          { kind: 'template', id: template.id, value: null },
          { kind: 'sku', id: sku.sku, value: null },
        ),
      );
      const read = await store.catalogue();
      assert.deepEqual(read.items, [changed, two]);
      assert.equal(read.item('one'), undefined);
      assert.deepEqual(read.templates, [other]);
      assert.deepEqual(read.skus, []);
      // What is deleted may come again.
      await write(store, put({ kind: 'sku', id: sku.sku, value: { ...sku, price: 0 } }));
      assert.equal((await store.catalogue()).sku(sku.sku)?.price, 0);
    },
  },
  {
    title: 'the version rises with every change of the catalogue and with nothing else',
    run: async ({ store }) => {
      const versions: number[] = [(await store.catalogue()).version];
      await addItems(store, [{}]);
      versions.push((await store.catalogue()).version);
      await addItems(store, [{}, {}, {}]);
      versions.push((await store.catalogue()).version);
      assert.ok(versions[0]! < versions[1]! && versions[1]! < versions[2]!, versions.join(' < '));
      await write(store, {});
      assert.equal((await store.catalogue()).version, versions[2]);
    },
  },
  {
    title: 'units of work and questions get the catalogue as last committed; one that was handed out stays as it was',
    run: async ({ store }) => {
      await addItems(store, [{ name: 'first' }]);
      const before = await store.catalogue();
      await addItems(store, [{ name: 'second' }]);
      const seen: string[][] = [];
      await commit(store, [], (_loaded, inUnit) => {
        seen.push(inUnit.items.map(({ name }) => name));
        return {};
      });
      await store.read({
        // A store may ask first over an older catalogue what is worth loading: only the answer counts.
        needs: () => [],
        answer: (inQuestion) => {
          seen.push(inQuestion.items.map(({ name }) => name));
          return [];
        },
      });
      assert.deepEqual(seen, [
        ['first', 'second'],
        ['first', 'second'],
      ]);
      assert.deepEqual(
        before.items.map(({ name }) => name),
        ['first'],
      );
    },
  },
  {
    title: 'a change of the catalogue through one store is known to the next unit and question of another',
    shared: true,
    run: async ({ store, another }) => {
      const other = await another();
      assert.equal((await other.catalogue()).items.length, 0);
      const [item] = await addItems(store, [{ name: 'new' }]);
      await commit(other, [], (_loaded, inUnit) => {
        assert.deepEqual(inUnit.item(item!.id), item);
        return {};
      });
      assert.deepEqual((await other.catalogue()).items, [item]);
      await addItems(other, [{ name: 'newer' }]);
      await store.read({
        needs: () => [],
        answer: (inQuestion) => {
          assert.equal(inQuestion.items.length, 2);
          return [];
        },
      });
    },
  },
];
