import { describe, expect, it } from 'vitest';
import { faultsOf } from './harness/faults.js';
import { startServer } from './harness/server.js';

const file = { url: 'https://example.org/f', crc: 'c0ffee', description: 'A file', file_type: 'png' };
const group = { file_type: 'png', max_file_size: 2 ** 40, min_count: 1, max_count: 3 };
const pixels = { min_width: 1, max_width: 640, min_height: 1, max_height: 480 };
const playingTime = { min_length: 1, max_length: 90 };

/** Every type with all of its limits, a value that keeps them, and a value that does not, with the field that is at fault. */
const types: readonly [string, object, object, object, string][] = [
  ['text', { max_length: 5 }, { value: 'short' }, { value: 'longer' }, '.value'],
  ['formatted_text', { max_length: 9 }, { value: '<b>x</b>' }, { value: '<b>xyz</b>' }, '.value'],
  ['integer', { min: -5, max: 5 }, { value: -5 }, { value: 2 ** 31 }, '.value'],
  ['long', { min: 0, max: 2 ** 53 - 1 }, { value: 2 ** 53 - 1 }, { value: -1 }, '.value'],
  ['date', { min: 0, max: 1_600_000_000 }, { value: 1_500_000_000 }, { value: 1_700_000_000 }, '.value'],
  ['double', { min: -0.5, max: 0.5 }, { value: 0.1 }, { value: 0.6 }, '.value'],
  ['boolean', {}, { value: false }, { value: 'false' }, '.value'],
  ['file', { file_type: 'png', max_file_size: 9 }, file, { ...file, url: '' }, '.url'],
  ['file_group', group, { files: [{ type: 'file', ...file }] }, { files: [] }, '.files'],
  ['image', { file_type: 'png', ...pixels }, file, { ...file, file_type: 'jpg' }, '.file_type'],
  [
    'image_group',
    { ...group, ...pixels },
    {
      files: [
        { type: 'image', ...file },
        { type: 'file', ...file },
      ],
    },
    { files: [{ type: 'audio', ...file }] },
    '.files[0].type',
  ],
  ['audio', { file_type: 'png', ...playingTime }, file, { ...file, crc: 7 }, '.crc'],
  [
    'audio_group',
    { ...group, ...playingTime },
    { files: [{ type: 'audio', ...file }] },
    { files: [{ type: 'audio', crc: 'c0ffee' }] },
    '.files[0].url',
  ],
  [
    'video',
    { file_type: 'png', ...pixels, ...playingTime },
    { url: 'v', file_type: 'png' },
    { file_type: 'png' },
    '.url',
  ],
  [
    'video_group',
    { ...group, ...pixels, ...playingTime },
    { files: [{ type: 'video', ...file }] },
    { files: Array.from({ length: 4 }, () => ({ type: 'video', ...file })) },
    '.files',
  ],
  [
    'list',
    { min_count: 1, max_count: 2, value_definition: { name: 'one', required: false, type: 'integer', max: 9 } },
    { values: [{ type: 'integer', value: 9 }] },
    { values: [{ type: 'integer', value: 10 }] },
    '.values[0].value',
  ],
  [
    'map',
    { properties: [{ name: 'left', type: 'double', required: true }], allow_additional: false },
    { map: { left: { type: 'double', value: 0.5 } } },
    { map: { right: { type: 'double', value: 0.5 } } },
    '.map.left',
  ],
];

describe.each(types)('a property of the type %s', (type, limits, good, bad, fault) => {
  const definition = { name: 'p', type, required: true, description: 'What it is', friendly_name: 'P', ...limits };
  const template = { id: 't', name: 'T', properties: [definition] };
  const item = (value: object) => ({ name: 'I', template: 't', additional_properties: { p: { type, ...value } } });

  it('is defined, is given a value, and both come back as they were', async () => {
    const { send } = await startServer();
    const created = await send('POST /entitlements/templates', { body: template });
    expect([created.status, created.json]).toEqual([201, expect.objectContaining({ properties: [definition] })]);
    expect((await send('GET /entitlements/templates')).json).toMatchObject({ content: [{ properties: [definition] }] });
    const made = await send('POST /entitlements', { body: item(good) });
    const { additional_properties } = item(good);
    expect([made.status, made.json]).toEqual([201, expect.objectContaining({ additional_properties })]);
    expect((await send('GET /entitlements')).json).toMatchObject({ content: [{ additional_properties }] });
  });

  it('refuses a value that does not keep to it, by the field', async () => {
    const { send, engine } = await startServer();
    await engine.createTemplate({ template });
    const refused = await send('POST /entitlements', { body: item(bad) });
    const fields = faultsOf(refused.json);
    expect([refused.status, fields]).toEqual([400, expect.arrayContaining([`additional_properties.p${fault}`])]);
    const other = await send('POST /entitlements', { body: item({ ...good, type: 'colour' }) });
    expect([other.status, faultsOf(other.json)]).toEqual([400, ['additional_properties.p.type']]);
  });

  it('has the limits of its type, and no others', async () => {
    const { send } = await startServer();
    const wrong = Object.fromEntries(Object.keys(limits).map((limit) => [limit, limit.endsWith('type') ? 7 : 'wrong']));
    const body = { ...template, properties: [{ ...definition, ...wrong }] };
    const refused = await send('POST /entitlements/templates', { body });
    const fields = Object.keys(limits).map((limit) => `properties[0].${limit}`);
    expect([refused.status, fields.length === 0 ? [] : faultsOf(refused.json)]).toEqual([
      fields.length === 0 ? 201 : 400,
      fields,
    ]);
    const other = await send('POST /entitlements/templates', {
      body: { ...template, id: 'u', properties: [{ ...definition, most_colours: 3 }] },
    });
    expect([other.status, faultsOf(other.json)]).toEqual([400, ['properties[0].most_colours']]);
  });
});

describe('property definitions', () => {
  it('of elements have a name on the wire, which the Python client cannot do without', async () => {
    const { send } = await startServer();
    const innermost = { type: 'list', value_definition: { type: 'text', max_length: 3 } };
    const map = { type: 'map', properties: [{ name: 'l', required: false, ...innermost }] };
    const property = { name: 'p', type: 'list', required: false, value_definition: map };
    const created = await send('POST /entitlements/templates', { body: { name: 'T', properties: [property] } });
    const unnamed = { name: 'value', required: false };
    const list = { ...innermost, value_definition: { ...unnamed, ...innermost.value_definition } };
    const properties = [
      {
        ...property,
        value_definition: { ...unnamed, type: 'map', properties: [{ name: 'l', required: false, ...list }] },
      },
    ];
    expect([created.status, created.json]).toEqual([201, expect.objectContaining({ properties })]);
    // And what was read can be written.
    expect((await send('PUT /entitlements/templates/t', { body: created.json })).json).toMatchObject({ properties });
  });

  it('may say null for a limit that they do not have, as JavaScript clients do', async () => {
    const { send } = await startServer();
    const properties = [{ name: 'p', type: 'integer', required: false, min: null, max: 3, field_list: null }];
    const created = await send('POST /entitlements/templates', { body: { name: 'T', properties } });
    expect((created.json as { properties: unknown }).properties).toEqual([
      { name: 'p', type: 'integer', required: false, max: 3 },
    ]);
  });

  it('keep the list of fields that clients show them by', async () => {
    const { send } = await startServer();
    const field_list = { property_type: 'text', property_fields: [{ name: 'value', type: 'string' }] };
    const properties = [{ name: 'p', type: 'text', required: false, field_list }];
    const created = await send('POST /entitlements/templates', { body: { name: 'T', properties } });
    expect(created.json).toMatchObject({ properties });
  });
});

describe('the document', () => {
  it('says which word stands for which of the 17 models', async () => {
    const { document } = await startServer();
    const { schemas } = (document as unknown as { components: { schemas: Record<string, Discriminated> } }).components;
    const words = types.map(([type]) => type);
    for (const name of ['PropertyDefinitionResource', 'ElementDefinitionResource', 'Property']) {
      expect(Object.keys(schemas[name]!.discriminator.mapping)).toEqual(words);
    }
    const definitions = schemas['PropertyDefinitionResource']!.discriminator.mapping;
    expect(definitions['formatted_text']).toBe('#/components/schemas/FormattedTextPropertyDefinitionResource');
    expect(schemas['Property']!.discriminator.mapping['image_group']).toBe('#/components/schemas/ImageGroupProperty');
    expect(Object.keys(schemas)).toEqual(expect.arrayContaining(['ImageGroupProperty', 'MapProperty']));
  });
});
interface Discriminated {
  readonly discriminator: { readonly mapping: Readonly<Record<string, string>> };
}
