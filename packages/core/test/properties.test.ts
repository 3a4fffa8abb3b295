import { describe, expect, it } from 'vitest';
import { parseDefinition, parseDefinitions, type PropertyDefinition } from '../src/catalogue/properties/definition.js';
import { propertyTypes, type PropertyType } from '../src/catalogue/properties/property-types.js';
import { parseProperties, type PropertyRules, type PropertyValue } from '../src/catalogue/properties/value.js';
import { Faults } from '../src/values/faults.js';
import { readArray, readBoolean, readEnum, readInteger, readNumber, readString } from '../src/values/fields.js';
import type { JsonObject } from '../src/values/json.js';

type Raw = Record<string, unknown>;

const sentences = (faults: Faults) => faults.found.map(({ path, message }) => `${path} ${message}`);

const defining = (raw: unknown) => {
  const faults = new Faults();
  const definition = parseDefinition(raw, 'properties[0]', faults);
  return { definition, faults: sentences(faults) };
};

/** A definition of the type with these limits, checked on its way. */
const definition = (type: PropertyType, limits: Raw = {}): PropertyDefinition => {
  const { definition: made, faults } = defining({ name: 'p', type, required: true, ...limits });
  expect(faults).toEqual([]);
  return made!;
};

const parsing = (raw: unknown, rules: PropertyRules | null) => {
  const faults = new Faults();
  const values = parseProperties(raw, rules, 'additional_properties', faults);
  return { values, faults: sentences(faults) };
};

/** Checks one value against a definition; faults are told from the value on. */
const checking = (of: PropertyDefinition, value: unknown) => {
  const { values, faults } = parsing({ p: value }, { definitions: [of], allowAdditional: false });
  return { value: values['p'], faults: faults.map((fault) => fault.replace('additional_properties.p', 'p')) };
};

const file = { type: 'file', url: 'https://cdn/a.png' };
const sizes = { min_width: 1, max_width: 2, min_height: 3, max_height: 4 };
const lengths = { min_length: 5, max_length: 6 };
const group = { file_type: 'png', max_file_size: 5_000_000_000, min_count: 1, max_count: 2 };

/** Per type: every limit a definition of it may have, and a value that keeps them. */
const full: Record<PropertyType, { limits: Raw; value: Raw }> = {
  text: { limits: { max_length: 5 }, value: { value: 'red' } },
  formatted_text: { limits: { max_length: 20 }, value: { value: '<b>red</b>' } },
  integer: { limits: { min: -1, max: 1 }, value: { value: 0 } },
  long: { limits: { min: 0, max: 2 ** 53 - 1 }, value: { value: 2 ** 53 - 1 } },
  date: { limits: { min: -86_400, max: 4_000_000_000 }, value: { value: 1_500_000_000 } },
  double: { limits: { min: -0.5, max: 0.5 }, value: { value: 0.25 } },
  boolean: { limits: {}, value: { value: false } },
  file: {
    limits: { file_type: 'png', max_file_size: 5_000_000_000 },
    value: { url: 'a', crc: 'b', description: '', file_type: 'png' },
  },
  file_group: { limits: group, value: { files: [{ ...file, file_type: 'png' }, file] } },
  image: { limits: { file_type: 'png', ...sizes }, value: { url: 'a' } },
  image_group: { limits: { ...group, ...sizes }, value: { files: [{ type: 'image', url: 'a' }, file] } },
  audio: { limits: { file_type: 'ogg', ...lengths }, value: { url: 'a', file_type: 'ogg' } },
  audio_group: { limits: { ...group, ...lengths }, value: { files: [{ type: 'audio', url: 'a' }] } },
  video: { limits: { file_type: 'mp4', ...sizes, ...lengths }, value: { url: 'a' } },
  video_group: { limits: { ...group, ...sizes, ...lengths }, value: { files: [{ type: 'video', url: 'a' }] } },
  list: {
    limits: { min_count: 1, max_count: 2, value_definition: { type: 'text', max_length: 3 } },
    value: { values: [{ type: 'text', value: 'abc' }] },
  },
  map: {
    limits: { properties: [{ name: 'n', type: 'integer', required: true }], allow_additional: true },
    value: { map: { n: { type: 'integer', value: 1 }, other: { type: 'boolean', value: true } } },
  },
};

const presentation = {
  description: 'd',
  friendly_name: 'f',
  options_url: 'o',
  option_label_path: 'l',
  option_value_path: 'v',
  field_list: { property_type: 'text', property_fields: [{ name: 'a', required: false, valid_values: ['x'] }] },
};

describe.each(propertyTypes)('a property of type %s', (type) => {
  const { limits, value } = full[type];
  const raw = { name: 'p', type, required: true, ...presentation, ...limits };

  it('has a definition with all its limits, copied', () => {
    const { definition: made, faults } = defining(raw);
    expect(faults).toEqual([]);
    expect(made).toEqual(raw);
    expect(made).not.toBe(raw);
  });

  it('has a definition without limits; null is the same as absent', () => {
    const nulls = Object.fromEntries(Object.keys({ ...presentation, ...limits }).map((key) => [key, null]));
    expect(definition(type, nulls)).toEqual({ name: 'p', type, required: true });
  });

  it('refuses limits that are none of its own', () => {
    const others = propertyTypes.flatMap((other) => Object.keys(full[other].limits));
    const foreign = [...new Set(others)].filter((key) => !Object.hasOwn(limits, key));
    const { definition: made, faults } = defining({ ...raw, ...Object.fromEntries(foreign.map((key) => [key, 1])) });
    expect(made).toBeUndefined();
    expect(faults.toSorted()).toEqual(foreign.map((key) => `properties[0].${key} is not a known field`).toSorted());
  });

  it('has a value that keeps the limits, copied, with and without a definition', () => {
    const given = { type, ...value };
    expect(checking(definition(type, limits), given)).toEqual({ value: given, faults: [] });
    expect(parsing({ p: given }, null)).toEqual({ values: { p: given }, faults: [] });
    expect(parsing({ p: given }, null).values['p']).not.toBe(given);
  });

  it('needs its value', () => {
    const [key] = Object.keys(value);
    expect(checking(definition(type), { type }).faults).toEqual([`p.${key} is required`]);
    const optional = definition(type, { required: false });
    expect(checking(optional, { type, [key!]: null }).faults).toEqual([`p.${key} is required`]);
  });

  it('refuses a value of another type, and fields that are not known', () => {
    const other = type === 'text' ? 'formatted_text' : 'text';
    expect(checking(definition(type), { ...value, type: other }).faults).toEqual([`p.type must be ${type}`]);
    const { value: made, faults } = checking(definition(type), { type, ...value, name: 'p' });
    expect([made, faults]).toEqual([undefined, ['p.name is not a known field']]);
  });
});

describe('the content of a value', () => {
  const int = 'must be a whole number from -2147483648 to 2147483647';
  const safe = 'must be a whole number from -9007199254740991 to 9007199254740991';
  const text = 'must be a string';

  it.each<[PropertyType, string, unknown[], string]>([
    ['text', 'value', [1, true, [], {}, NaN, new String('red')], text],
    ['formatted_text', 'value', [1, ['red']], text],
    ['integer', 'value', ['1', 1.5, NaN, Infinity, true, [1], {}, 2 ** 31, -(2 ** 31) - 1, 1n, new Number(1)], int],
    ['long', 'value', ['1', 1.5, NaN, -Infinity, 2 ** 53, -(2 ** 53), 1n], safe],
    ['date', 'value', ['2017-08-15', 1.5, NaN, new Date(0), 2 ** 53], safe],
    ['double', 'value', ['1', NaN, Infinity, -Infinity, true, 1n, [1]], 'must be a finite number'],
    ['boolean', 'value', ['true', 0, 1, [], new Boolean(true)], 'must be true or false'],
    ['file', 'url', [1, {}, ['a']], text],
    ['image', 'crc', [1, {}, false], text],
    ['audio', 'description', [1, {}], text],
    ['video', 'file_type', [1, {}], text],
    ['file_group', 'files', ['a', file, { 0: file, length: 1 }], 'must be a list'],
    ['list', 'values', ['a', { 0: file, length: 1 }, new Set()], 'must be a list'],
    ['map', 'map', ['a', 1, [], new Map(), new Date(0)], 'must be an object'],
  ])('of type %s, field %s, has the right type', (type, key, wrong, message) => {
    for (const content of wrong) {
      const given = { type, url: 'a', [key]: content };
      const { url, ...withoutUrl } = given;
      const { faults } = checking(definition(type), 'url' in full[type].value ? given : withoutUrl);
      expect(faults, `${String(content)} besides ${String(url)}`).toEqual([`p.${key} ${message}`]);
    }
  });

  it.each<[PropertyType, unknown]>([
    ['integer', 2 ** 31 - 1],
    ['integer', -(2 ** 31)],
    ['long', -(2 ** 53) + 1],
    ['date', -1],
    ['double', Number.MAX_VALUE],
    ['double', 5e-324],
    ['text', ''],
    ['text', 'x'.repeat(100_000)],
  ])('of type %s may be at the end of its range', (type, value) => {
    expect(checking(definition(type), { type, value })).toEqual({ value: { type, value }, faults: [] });
  });

  it.each<PropertyType>(['integer', 'long', 'date', 'double'])('of type %s is never -0, which JSON has not', (type) => {
    expect(checking(definition(type), { type, value: -0 }).value).toEqual({ type, value: 0 });
  });

  it.each(['x'.repeat(100_001), 'nul \0', '\ud83d alone', 'alone \udc00'])(
    'of type text has bounds without limits, too (%#)',
    (value) => {
      expect(checking(definition('text'), { type: 'text', value }).faults).toHaveLength(1);
    },
  );
});

const files = (...types: (string | undefined)[]) => ({
  files: types.map((file_type) => (file_type === undefined ? file : { ...file, file_type })),
});
const words = (...values: string[]) => ({ values: values.map((value) => ({ type: 'text', value })) });

describe('a limit', () => {
  const kept = null;
  const only = (field: string, message: string) => [`p.${field} ${message}`];

  it.each<[PropertyType, Raw, Raw, string[] | null]>([
    ['text', { max_length: 3 }, { value: 'abc' }, kept],
    ['text', { max_length: 3 }, { value: 'abcd' }, only('value', 'must be at most 3 characters long')],
    ['text', { max_length: 0 }, { value: '' }, kept],
    ['text', { max_length: 1 }, { value: '😀' }, only('value', 'must be at most 1 character long')],
    ['text', { max_length: 2 }, { value: '😀' }, kept],
    ['formatted_text', { max_length: 3 }, { value: '<b>' }, kept],
    ['formatted_text', { max_length: 3 }, { value: '<b>x' }, only('value', 'must be at most 3 characters long')],
    ['integer', { min: 0, max: 100 }, { value: 0 }, kept],
    ['integer', { min: 0, max: 100 }, { value: 100 }, kept],
    ['integer', { min: 0, max: 100 }, { value: -1 }, only('value', 'must be a whole number from 0 to 100')],
    ['integer', { min: 0, max: 100 }, { value: 101 }, only('value', 'must be a whole number from 0 to 100')],
    ['integer', { min: 5 }, { value: 4 }, only('value', 'must be a whole number from 5 to 2147483647')],
    ['long', { min: 5_000_000_000 }, { value: 5_000_000_000 }, kept],
    [
      'long',
      { max: 5_000_000_000 },
      { value: 5_000_000_001 },
      only('value', 'must be a whole number from -9007199254740991 to 5000000000'),
    ],
    ['date', { min: 1_000, max: 1_000 }, { value: 1_000 }, kept],
    ['date', { min: 1_000, max: 1_000 }, { value: 999 }, only('value', 'must be a whole number from 1000 to 1000')],
    ['double', { min: 0.1, max: 0.2 }, { value: 0.1 }, kept],
    ['double', { min: 0.1, max: 0.2 }, { value: 0.2 }, kept],
    ['double', { min: 0.1, max: 0.2 }, { value: 0.09 }, only('value', 'must be a number from 0.1 to 0.2')],
    ['double', { min: 0.1, max: 0.2 }, { value: 0.21 }, only('value', 'must be a number from 0.1 to 0.2')],
    ['double', { min: 1 }, { value: 0.5 }, only('value', 'must be a finite number of at least 1')],
    ['double', { max: 1 }, { value: 1.5 }, only('value', 'must be a finite number of at most 1')],
    ['file', { file_type: 'png' }, { url: 'a' }, kept],
    ['file', { file_type: 'png' }, { url: 'a', file_type: 'gif' }, only('file_type', 'must be "png"')],
    ['image', { file_type: 'png' }, { url: 'a', file_type: 'PNG' }, only('file_type', 'must be "png"')],
    ['audio', { file_type: 'ogg' }, { url: '', file_type: 'ogg' }, only('url', 'must be at least 1 character long')],
    ['video', { file_type: 'mp4' }, { url: 'a', file_type: 'mp4' }, kept],
    ...(['file_group', 'image_group', 'audio_group', 'video_group'] as const).flatMap(
      (type): [PropertyType, Raw, Raw, string[] | null][] => [
        [type, { min_count: 1, max_count: 2 }, files('a'), kept],
        [type, { min_count: 1, max_count: 2 }, files('a', 'b'), kept],
        [type, { min_count: 1 }, files(), only('files', 'must have at least 1 element')],
        [type, { max_count: 2 }, files('a', 'b', 'c'), only('files', 'must have at most 2 elements')],
        [type, { max_count: 0 }, files(), kept],
        [type, { file_type: 'a' }, files('a', undefined, 'b'), only('files[2].file_type', 'must be "a"')],
      ],
    ),
    ['list', { min_count: 2, max_count: 3 }, words('a', 'b'), kept],
    ['list', { min_count: 2, max_count: 3 }, words('a', 'b', 'c'), kept],
    ['list', { min_count: 2 }, words('a'), only('values', 'must have at least 2 elements')],
    ['list', { max_count: 3 }, words('a', 'b', 'c', 'd'), only('values', 'must have at most 3 elements')],
    [
      'list',
      { value_definition: { type: 'text', max_length: 2 } },
      words('ab', 'abc'),
      only('values[1].value', 'must be at most 2 characters long'),
    ],
    ['list', { value_definition: { type: 'integer' } }, words('ab'), only('values[0].type', 'must be integer')],
    [
      'list',
      {},
      {
        values: [
          { type: 'text', value: 'a' },
          { type: 'boolean', value: true },
        ],
      },
      kept,
    ],
    ['map', {}, { map: { any: { type: 'boolean', value: true } } }, kept],
    [
      'map',
      { allow_additional: false },
      { map: { any: { type: 'boolean', value: true } } },
      only('map.any', 'is not a defined property'),
    ],
    [
      'map',
      { properties: [] },
      { map: { any: { type: 'boolean', value: true } } },
      only('map.any', 'is not a defined property'),
    ],
    ['map', { properties: [], allow_additional: true }, { map: { any: { type: 'boolean', value: true } } }, kept],
    ['map', full.map.limits, { map: {} }, only('map.n', 'is required')],
    [
      'map',
      full.map.limits,
      { map: { n: { type: 'integer', value: '1' } } },
      only('map.n.value', 'must be a whole number from -2147483648 to 2147483647'),
    ],
  ])('%#: of %s %j', (type, limits, content, expected) => {
    const given = { type, ...content };
    const { value, faults } = checking(definition(type, limits), given);
    expect(faults).toEqual(expected ?? []);
    expect(value).toEqual(expected === kept ? given : undefined);
  });

  it('of size or playing time is kept, but nothing in a value could break it', () => {
    const made = definition('video_group', { ...sizes, ...lengths, max_file_size: 0 });
    expect(checking(made, { type: 'video_group', ...files('mp4') }).faults).toEqual([]);
  });
});

describe('the files of a group', () => {
  it.each<[unknown, string]>([
    ['a.png', ' must be an object'],
    [null, ' must be an object'],
    [{ url: 'a' }, '.type is required'],
    [{ type: 'file' }, '.url is required'],
    [{ type: 'audio', url: 'a' }, '.type must be one of file, image'],
    [{ ...file, size: 1 }, '.size is not a known field'],
    [{ ...file, crc: 7 }, '.crc must be a string'],
  ])('are files: %j is not', (wrong, message) => {
    const { faults } = checking(definition('image_group'), { type: 'image_group', files: [file, wrong] });
    expect(faults).toEqual([`p.files[1]${message}`]);
  });

  it('are not skipped where the array has holes', () => {
    const { faults } = checking(definition('file_group'), {
      type: 'file_group',
      files: Object.assign([], { 1: file }),
    });
    expect(faults).toEqual(['p.files[0] must be an object']);
  });
});

describe('a definition', () => {
  const count = 'must be a whole number from 0 to 2147483647';
  const int = 'must be a whole number from -2147483648 to 2147483647';
  const safe = 'must be a whole number from -9007199254740991 to 9007199254740991';
  const bytes = 'must be a whole number from 0 to 9007199254740991';
  const counts = ['file_group', 'image_group', 'audio_group', 'video_group', 'list'] as const;
  const pixels = ['image', 'image_group', 'video', 'video_group'] as const;
  const playing = ['audio', 'audio_group', 'video', 'video_group'] as const;
  const each = (types: readonly PropertyType[], keys: string[], message: string): [PropertyType, string, string][] =>
    types.flatMap((type) => keys.map((key): [PropertyType, string, string] => [type, key, message]));

  it.each<[PropertyType, string, string]>([
    ...each(['text', 'formatted_text'], ['max_length'], count),
    ...each(['integer'], ['min', 'max'], int),
    ...each(['long', 'date'], ['min', 'max'], safe),
    ...each(['double'], ['min', 'max'], 'must be a finite number'),
    ...each(['file', 'file_group', 'image_group', 'audio_group', 'video_group'], ['max_file_size'], bytes),
    ...each(counts, ['min_count', 'max_count'], count),
    ...each(pixels, ['min_width', 'max_width', 'min_height', 'max_height'], count),
    ...each(playing, ['min_length', 'max_length'], count),
    ...each([...new Set([...pixels, ...playing])], ['file_type'], 'must be a string'),
    ...each(['file', 'file_group'], ['file_type'], 'must be a string'),
    ['list', 'value_definition', 'must be an object'],
    ['map', 'properties', 'must be a list'],
    ['map', 'allow_additional', 'must be true or false'],
  ])('of type %s has a limit %s which %s', (type, key, message) => {
    const isText = message === 'must be a string';
    for (const wrong of [isText ? 1 : 'x', NaN, Infinity, new Date(0), ...beyond(message)]) {
      const { definition: made, faults } = defining({ name: 'p', type, required: true, [key]: wrong });
      expect(faults, String(wrong)).toEqual([`properties[0].${key} ${message}`]);
      expect(made).toBeUndefined();
    }
    for (const right of ends(message)) expect(definition(type, { [key]: right })).toHaveProperty(key, right);
  });

  /** The whole numbers at the ends of a range, as the message names it, and one past each. */
  const ends = (message: string): number[] => (message.match(/-?\d+/g) ?? []).map(Number);
  const beyond = (message: string): number[] => {
    const [min, max] = ends(message);
    return min === undefined || max === undefined ? [] : [min - 1, max + 1, 0.5];
  };

  it.each<[PropertyType, string, string]>([
    ...each(['integer', 'long', 'date', 'double'], ['min'], 'max'),
    ...each(counts, ['min_count'], 'max_count'),
    ...each(pixels, ['min_width'], 'max_width'),
    ...each(pixels, ['min_height'], 'max_height'),
    ...each(playing, ['min_length'], 'max_length'),
  ])('of type %s has no %s above its %s', (type, min, max) => {
    expect(definition(type, { [min]: 5, [max]: 5 })).toMatchObject({ [min]: 5, [max]: 5 });
    const { definition: made, faults } = defining({ name: 'p', type, required: true, [min]: 5, [max]: 4 });
    expect(faults).toEqual([`properties[0].${max} must be at least ${min}, which is 5`]);
    expect(made).toBeUndefined();
  });

  it.each<[unknown, string[]]>([
    [null, ['properties[0] must be an object']],
    ['text', ['properties[0] must be an object']],
    [[], ['properties[0] must be an object']],
    [new Date(0), ['properties[0] must be an object']],
    [{}, ['.name is required', '.required is required', '.type is required']],
    [{ type: 'Text', name: 'p', required: true }, [`.type must be one of ${propertyTypes.join(', ')}`]],
    [{ type: 'toString', name: 'p', required: true }, [`.type must be one of ${propertyTypes.join(', ')}`]],
    [{ type: 'text', name: '', required: true }, ['.name must be at least 1 character long']],
    [{ type: 'text', name: 'x'.repeat(101), required: true }, ['.name must be at most 100 characters long']],
    [{ type: 'text', name: '__proto__', required: true }, ['.name must not be __proto__']],
    [{ type: 'text', name: 'constructor', required: true }, ['.name must not be constructor']],
    [{ type: 'text', name: 'p', required: 'true' }, ['.required must be true or false']],
    [{ type: 'text', name: 'p', required: true, max_lenght: 3 }, ['.max_lenght is not a known field']],
    [
      { type: 'text', name: 'p', required: true, description: 'x'.repeat(1_001) },
      ['.description must be at most 1000 characters long'],
    ],
    [{ type: 'file', name: 'p', required: true, file_type: '' }, ['.file_type must be at least 1 character long']],
  ])('is refused when it is malformed (%#)', (raw, expected) => {
    const { definition: made, faults } = defining(raw);
    expect(faults).toEqual(expected.map((fault) => (fault.startsWith('.') ? `properties[0]${fault}` : fault)));
    expect(made).toBeUndefined();
  });

  it('may have a file type of 100 characters', () => {
    expect(definition('file', { file_type: 'x'.repeat(100) })).toHaveProperty('file_type');
    const { faults } = defining({ name: 'p', type: 'file', required: true, file_type: 'x'.repeat(101) });
    expect(faults).toEqual(['properties[0].file_type must be at most 100 characters long']);
  });

  it('may be named with 100 characters', () => {
    expect(definition('text', { name: 'x'.repeat(100) }).name).toHaveLength(100);
  });

  it('may name and require the elements of a list, or not', () => {
    const named = { type: 'text', name: 'element', required: false };
    expect(definition('list', { value_definition: named })).toHaveProperty('value_definition', named);
    expect(definition('list', { value_definition: { type: 'text' } })).toHaveProperty('value_definition', {
      type: 'text',
    });
  });

  it('refuses __proto__ as JSON.parse makes it', () => {
    const raw: unknown = JSON.parse('{"name":"p","type":"text","required":true,"__proto__":{"max_length":1}}');
    expect(defining(raw).faults).toEqual(['properties[0].__proto__ is not a known field']);
  });

  it('does not take fields from a prototype', () => {
    expect(defining(Object.create({ name: 'p', type: 'text', required: true })).faults).toEqual([
      'properties[0] must be an object',
    ]);
  });

  it.each<[string, string[]]>([
    ['{"__proto__":{"a":1}}', ['.__proto__ must not be used as a name']],
    ['{"a":[{"constructor":1}]}', ['.a[0].constructor must not be used as a name']],
    ['[]', [' must be an object']],
    ['"x"', [' must be an object']],
    [`{"a":"${'x'.repeat(100_001)}"}`, ['.a must be at most 100000 characters long']],
    [`{"a":[${'1,'.repeat(1_000)}1]}`, ['.a must have at most 1000 parts']],
    [`{"a":[${'1,'.repeat(999)}1]}`, []],
    [`{"a":${'['.repeat(7)}${']'.repeat(7)}}`, []],
    [`{"a":${'['.repeat(8)}${']'.repeat(8)}}`, [`.a${'[0]'.repeat(7)} must not be nested more than 8 levels deep`]],
  ])('has a field list of bounded, plain JSON (%#)', (json, expected) => {
    const { faults } = defining({ name: 'p', type: 'text', required: true, field_list: JSON.parse(json) as unknown });
    expect(faults).toEqual(expected.map((fault) => `properties[0].field_list${fault}`));
  });

  it.each([NaN, Infinity, new Date(0), new Map(), Symbol('x'), 1n, () => 1])(
    'has no field list with %s, which is not JSON',
    (wrong) => {
      const { faults } = defining({ name: 'p', type: 'text', required: true, field_list: { a: wrong } });
      expect(faults).toEqual(['properties[0].field_list.a must be JSON']);
    },
  );

  it('shares nothing with what it was made from', () => {
    const inner = { valid_values: ['a'] };
    const made = definition('text', { field_list: { inner, unset: undefined, zero: -0 } });
    inner.valid_values.push('b');
    expect(made.field_list).toEqual({ inner: { valid_values: ['a'] }, zero: 0 });
    expect(Object.keys(made.field_list!)).toEqual(['inner', 'zero']);
  });
});

const nest = (levels: number, innermost: unknown, around: (inner: unknown) => unknown): unknown => {
  let nested = innermost;
  for (let level = 1; level < levels; level += 1) nested = around(nested);
  return nested;
};

describe('nesting', () => {
  const tooDeep = 'must not be nested more than 8 levels deep';
  const listOf = (value_definition: unknown) => ({ name: 'p', type: 'list', required: true, value_definition });
  const mapOf = (property: unknown) => ({ name: 'p', type: 'map', required: true, properties: [property] });
  const leaf = { name: 'p', type: 'boolean', required: true };
  const inList = (value: unknown) => ({ type: 'list', values: [value] });
  const inMap = (value: unknown) => ({ type: 'map', map: { p: value } });
  const yes = { type: 'boolean', value: true };

  it.each([8, 9, 100_000])('%i deep: definitions', (levels) => {
    const times = Math.min(levels, 9) - 1;
    const { faults } = defining(nest(levels, leaf, listOf));
    expect(faults).toEqual(levels > 8 ? [`properties[0]${'.value_definition'.repeat(times)} ${tooDeep}`] : []);
    const maps = defining(nest(levels, leaf, mapOf));
    expect(maps.faults).toEqual(levels > 8 ? [`properties[0]${'.properties[0]'.repeat(times)} ${tooDeep}`] : []);
  });

  it.each([8, 9, 100_000])('%i deep: values', (levels) => {
    const times = Math.min(levels, 9) - 1;
    const { faults } = parsing({ p: nest(levels, yes, inList) }, null);
    expect(faults).toEqual(levels > 8 ? [`additional_properties.p${'.values[0]'.repeat(times)} ${tooDeep}`] : []);
    const maps = parsing({ p: nest(levels, yes, inMap) }, null);
    expect(maps.faults).toEqual(levels > 8 ? [`additional_properties.p${'.map.p'.repeat(times)} ${tooDeep}`] : []);
  });

  it('checks the innermost value against the innermost definition', () => {
    const { definition: made } = defining(nest(3, leaf, mapOf));
    expect(checking(made!, nest(3, yes, inMap)).faults).toEqual([]);
    expect(checking(made!, nest(3, { type: 'boolean', value: 1 }, inMap)).faults).toEqual([
      'p.map.p.map.p.value must be true or false',
    ]);
  });
});

describe('definitions', () => {
  const parse = (raw: unknown) => {
    const faults = new Faults();
    return { definitions: parseDefinitions(raw, 'properties', faults), faults: sentences(faults) };
  };
  const text = (name: string) => ({ name, type: 'text', required: false });

  it('may be absent', () => {
    expect(parse(undefined)).toEqual({ definitions: [], faults: [] });
    expect(parse(null)).toEqual({ definitions: [], faults: [] });
  });

  it('keep their order', () => {
    expect(parse([text('b'), text('a')])).toEqual({ definitions: [text('b'), text('a')], faults: [] });
  });

  it('are a list of at most 1000', () => {
    const many = Array.from({ length: 1_001 }, (_, index) => text(`p${index}`));
    expect(parse({ 0: text('a') }).faults).toEqual(['properties must be a list']);
    expect(parse(many).faults).toEqual(['properties must have at most 1000 elements']);
    expect(parse(many.slice(1)).faults).toEqual([]);
  });

  it('have different names, told at the second one, here and inside a map', () => {
    expect(parse([text('a'), text('b'), text('a')]).faults).toEqual(['properties[2].name must be unique']);
    const map = { name: 'm', type: 'map', required: false, properties: [text('a'), text('a')] };
    expect(parse([text('a'), map]).faults).toEqual(['properties[1].properties[1].name must be unique']);
  });

  it('tell all that is wrong with them at once', () => {
    const raw = [
      { ...text('a'), max_length: -1, size: 3 },
      7,
      { name: 'a', type: 'integer', required: true, min: 2, max: 1 },
    ];
    expect(parse(raw)).toEqual({
      definitions: [],
      faults: [
        'properties[0].size is not a known field',
        'properties[0].max_length must be a whole number from 0 to 2147483647',
        'properties[1] must be an object',
        'properties[2].name must be unique',
        'properties[2].max must be at least min, which is 2',
      ],
    });
  });
});

describe('the properties of an item', () => {
  const rules = (allowAdditional: boolean): PropertyRules => ({
    allowAdditional,
    definitions: [
      definition('text', { name: 'colour', max_length: 10 }),
      definition('integer', { name: 'level', required: false, min: 0, max: 100 }),
    ],
  });
  const red = { type: 'text', value: 'red' };

  it.each([undefined, null, {}])('may be %j', (raw) => {
    expect(parsing(raw, null)).toEqual({ values: {}, faults: [] });
    expect(parsing(raw, rules(false)).faults).toEqual(['additional_properties.colour is required']);
  });

  it.each([[[]], ['x'], [7], [new Map()]])('are no %s', (raw) => {
    expect(parsing(raw, null)).toEqual({ values: {}, faults: ['additional_properties must be an object'] });
  });

  it('fit the template', () => {
    const given = { level: { type: 'integer', value: 100 }, colour: red };
    expect(parsing(given, rules(false))).toEqual({ values: given, faults: [] });
    expect(parsing({ colour: red, level: undefined }, rules(false))).toEqual({ values: { colour: red }, faults: [] });
  });

  it('may be others only where the template allows it, and only well-formed ones', () => {
    const more = { colour: red, toString: { type: 'boolean', value: true } };
    expect(parsing(more, rules(false)).faults).toEqual(['additional_properties.toString is not a defined property']);
    expect(parsing(more, rules(true))).toEqual({ values: more, faults: [] });
    const wrong = { colour: red, other: { type: 'boolean', value: 'yes' } };
    expect(parsing(wrong, rules(true)).faults).toEqual(['additional_properties.other.value must be true or false']);
    expect(parsing(wrong, null).faults).toEqual(['additional_properties.other.value must be true or false']);
  });

  it.each<[unknown, string]>([
    [null, ' must be an object'],
    ['red', ' must be an object'],
    [[red], ' must be an object'],
    [{ value: 'red' }, '.type is required'],
    [{ type: 'string', value: 'red' }, `.type must be one of ${propertyTypes.join(', ')}`],
    [{ type: '__proto__', value: 'red' }, `.type must be one of ${propertyTypes.join(', ')}`],
  ])('are properties: %j is not', (wrong, message) => {
    expect(parsing({ p: wrong }, null)).toEqual({ values: {}, faults: [`additional_properties.p${message}`] });
  });

  it.each(['__proto__', 'constructor', 'prototype'])('are not named %s, at no level', (name) => {
    const raw: unknown = JSON.parse(
      `{"p":{"type":"map","map":{"${name}":{"type":"text","value":"x"}}},"${name}":{"type":"text","value":"x"}}`,
    );
    const { values, faults } = parsing(raw, null);
    expect(faults).toEqual([
      `additional_properties.p.map.${name} must not be used as a name`,
      `additional_properties.${name} must not be used as a name`,
    ]);
    expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
    expect(Object.keys(values)).toEqual([]);
  });

  it('are values without a prototype of their own', () => {
    const raw: unknown = JSON.parse('{"p":{"type":"text","value":"x","__proto__":{"value":"y"}}}');
    expect(parsing(raw, null).faults).toEqual(['additional_properties.p.__proto__ is not a known field']);
  });

  it.each([
    ['', 'must be at least 1 character long'],
    ['x'.repeat(101), 'must be at most 100 characters long'],
    ['\0', 'must not contain U+0000 or half of a surrogate pair'],
  ])('are not named just anything (%#)', (name, message) => {
    expect(parsing({ [name]: red }, null).faults).toEqual(
      [`additional_properties[${JSON.stringify(name)}] ${message}`].map((fault) => fault.replace(/\["(x+)"\]/, '.$1')),
    );
  });

  it('are at most 1000, as are the elements of a list', () => {
    const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, index) => [`p${index}`, red]));
    expect(parsing(many, null)).toEqual({
      values: {},
      faults: ['additional_properties must have at most 1000 properties'],
    });
    const { p0: _, ...enough } = many;
    expect(Object.keys(parsing(enough, null).values)).toHaveLength(1_000);
    const list = { type: 'list', values: Object.values(many) };
    expect(parsing({ list }, null).faults).toEqual([
      'additional_properties.list.values must have at most 1000 elements',
    ]);
  });

  it('have bounds that no template can lift', () => {
    const long = { type: 'text', value: 'x'.repeat(100_001) };
    expect(checking(definition('text', { max_length: 200_000 }), long).faults).toHaveLength(1);
    const values = Array.from({ length: 1_001 }, () => red);
    const list = checking(definition('list', { max_count: 5_000 }), { type: 'list', values });
    expect(list.faults).toEqual(['p.values must have at most 1000 elements']);
    const group = checking(definition('file_group', { max_count: 5_000 }), { type: 'file_group', files: values });
    expect(group.faults).toEqual(['p.files must have at most 1000 elements']);
  });

  it('tell all that is wrong with them at once', () => {
    const raw = {
      colour: { type: 'text', value: 'x'.repeat(11), hue: 1 },
      level: { type: 'integer', value: 101 },
      'no identifier': { type: 'list', values: [{ type: 'long', value: 2 ** 53 }, { type: 'double', value: NaN }, 7] },
    };
    expect(parsing(raw, rules(true))).toEqual({
      values: {},
      faults: [
        'additional_properties.colour.hue is not a known field',
        'additional_properties.colour.value must be at most 10 characters long',
        'additional_properties.level.value must be a whole number from 0 to 100',
        'additional_properties["no identifier"].values[0].value must be a whole number from -9007199254740991 to 9007199254740991',
        'additional_properties["no identifier"].values[1].value must be a finite number',
        'additional_properties["no identifier"].values[2] must be an object',
      ],
    });
  });

  it('can be stored as JSON, and so can definitions', () => {
    const stored: JsonObject = {
      of: definition('map', full.map.limits),
      is: {} satisfies Record<string, PropertyValue>,
    };
    const value: JsonObject | undefined = checking(definition('list'), { type: 'list', ...words('a') }).value;
    expect(JSON.parse(JSON.stringify({ ...stored, value }))).toEqual({ ...stored, value });
  });
});

describe('reading a field', () => {
  const reading = (read: (raw: Raw, faults: Faults) => unknown, value: unknown) => {
    const faults = new Faults();
    return [read({ a: value }, faults), ...sentences(faults)];
  };
  const values = ['Day', 'month'] as const;

  it.each<[string, (raw: Raw, faults: Faults) => unknown, unknown, unknown[]]>([
    ['text', (raw, faults) => readString(raw, 'a', 'x', faults), null, [undefined]],
    [
      'text',
      (raw, faults) => readString(raw, 'a', 'x', faults, { required: true }),
      null,
      [undefined, 'x.a is required'],
    ],
    ['text', (raw, faults) => readString(raw, 'a', 'x', faults, { required: true }), '', ['']],
    ['an inherited field', (raw, faults) => readString(raw, 'toString', 'x', faults), 1, [undefined]],
    ['an integer', (raw, faults) => readInteger(raw, 'a', 'x', faults, { required: true }), 0, [0]],
    [
      'an integer',
      (raw, faults) => readInteger(raw, 'a', 'x', faults, { min: 1 }),
      0,
      [undefined, 'x.a must be a whole number from 1 to 9007199254740991'],
    ],
    [
      'a number',
      (raw, faults) => readNumber(raw, 'a', 'x', faults, { required: true }),
      undefined,
      [undefined, 'x.a is required'],
    ],
    ['a boolean', (raw, faults) => readBoolean(raw, 'a', 'x', faults, { required: true }), false, [false]],
    [
      'one of some',
      (raw, faults) => readEnum(raw, 'a', 'x', faults, { values }),
      'day',
      [undefined, 'x.a must be one of Day, month'],
    ],
    ['one of some', (raw, faults) => readEnum(raw, 'a', 'x', faults, { values, ignoreCase: true }), 'dAY', ['Day']],
    [
      'one of some',
      (raw, faults) => readEnum(raw, 'a', 'x', faults, { values, required: true }),
      undefined,
      [undefined, 'x.a is required'],
    ],
    [
      'a list',
      (raw, faults) => readArray(raw, 'a', 'x', faults, { minLength: 2 }),
      [1],
      [undefined, 'x.a must have at least 2 elements'],
    ],
  ])('%s', (_, read, value, expected) => {
    expect(reading(read, value)).toEqual(expected);
  });
});
