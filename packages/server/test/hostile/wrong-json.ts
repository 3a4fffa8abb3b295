import { row, short, type Row } from './row.js';

const deep = (times: number, open: string, close: string, inside = '1'): string =>
  open.repeat(times) + inside + close.repeat(times);

const broken = [
  '{} {}',
  '{}x',
  '{"name":"a",}',
  "{'name':'a'}",
  '{name:"a"}',
  '/**/{"name":"a"}',
  '+1',
  '01',
  '.5',
  '1.',
  '-',
  '"cut',
  '{"name":"a"',
  '{"name":',
  '{"name"',
  '{',
  '[',
  ']',
  '}',
  '{"name":"\u0001"}',
  '{"name":"\\x41"}',
  '{"name":"\\u00"}',
  'undefined',
  'NaN',
  'Infinity',
  '-Infinity',
  'tru',
  'TRUE',
  'nul',
  'a=b&c=d',
  '<item><name>a</name></item>',
  'name: a',
  ")]}',{}",
  '\ufeff{',
  '#',
  '\\',
  '`',
  '{"name":"a"}\u0000',
  '\u0000',
  ' ',
  '\n',
];

/** Texts that are JSON, but that cannot be kept. */
const notStorable = ['"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udc00x"', '"\\ud800\\ud800"'];

const bytes: readonly (readonly [name: string, hex: string])[] = [
  ['a byte that never occurs', 'ff'],
  ['an overlong slash', 'c0af'],
  ['a character that is cut', 'e282'],
  ['half a surrogate pair', 'eda080'],
  ['more than Unicode has', 'f5808080'],
  ['a continuation by itself', '80'],
  ['Latin-1', 'e9'],
  ['an overlong null', 'c080'],
];

const withName = (name: Buffer): Buffer => Buffer.concat([Buffer.from('{"name":"'), name, Buffer.from('"}')]);

/** Bodies that are no JSON, or no UTF-8, or too much of it. */
export const wrongJson: readonly Row[] = [
  ...broken.map((body) => row(`not JSON, ${short(body)}`, 'POST /entitlements', 400, { body })),
  ...notStorable.map((name) => row(`not to be kept, ${name}`, 'POST /entitlements', 400, { body: `{"name":${name}}` })),
  ...bytes.map(([name, hex]) =>
    row(`no UTF-8, ${name}`, 'POST /entitlements', 400, { body: withName(Buffer.from(hex, 'hex')) }),
  ),
  row('UTF-16', 'POST /entitlements', 400, { body: Buffer.from('{"name":"a"}', 'utf16le') }),
  row('compressed', 'POST /entitlements', 400, { body: Buffer.from('1f8b0800000000000003', 'hex') }),
  row('a byte order mark and nothing else', 'POST /entitlements', 400, { body: Buffer.from('efbbbf', 'hex') }),
  row('deep lists', 'POST /entitlements', 400, { body: deep(1000, '[', ']') }),
  row('deep objects', 'POST /entitlements', 400, { body: deep(1000, '{"a":', '}') }),
  row('very deep lists', 'POST /entitlements', 400, { body: deep(400_000, '[', ']') }),
  row('very deep objects that never end', 'POST /entitlements', 400, { body: deep(150_000, '{"a":', '') }),
  row('deep in a property', 'POST /entitlements', 400, {
    body: `{"name":"a","additional_properties":${deep(500, '{"a":', '}')}}`,
  }),
  row('deep in a map of data', 'PUT /users/7/inventory/1/behavior-data', 400, { body: deep(500, '{"a":', '}') }),
  row('very deep in a map of data', 'PUT /users/7/inventory/1/behavior-data', 400, {
    body: deep(150_000, '{"a":', '}'),
  }),
  row('deep lists of properties', 'POST /entitlements', 400, {
    body: `{"name":"a","additional_properties":{"p":${deep(30, '{"type":"list","values":[', ']}')}}}`,
  }),
  row('very many faults', 'POST /entitlements', 400, { body: `{"name":"a","tags":[${'1,'.repeat(100_000)}1]}` }),
  row('very many keys', 'POST /entitlements', 400, {
    body: `{"name":"a",${Array.from({ length: 30_000 }, (_, nth) => `"k${nth}":1`).join(',')}}`,
  }),
  row('very many behaviors', 'POST /entitlements', 400, {
    body: `{"name":"a","behaviors":[${'{},'.repeat(100_000)}{}]}`,
  }),
  row('a long name', 'POST /entitlements', 400, { body: `{"name":"${'x'.repeat(1_000_000)}"}` }),
  row('a number of very many digits', 'POST /users/7/entitlements', 400, {
    body: `{"entitlement_id":${'9'.repeat(500_000)}}`,
  }),
  row('a key twice, the last one wrong', 'POST /users/7/entitlements', 400, {
    body: '{"entitlement_id":1,"entitlement_id":"x"}',
  }),
  row('a key twice, the last one of nothing', 'POST /users/7/entitlements', 404, {
    body: '{"entitlement_id":1,"entitlement_id":99}',
  }),
  row('a key twice, once escaped', 'POST /users/7/entitlements', 404, {
    body: '{"entitlement_id":1,"\\u0065ntitlement_id":99}',
  }),
  row('a key in capitals', 'POST /users/7/entitlements', 400, { body: '{"ENTITLEMENT_ID":1}' }),
  row('type_hint twice', 'POST /entitlements', 400, {
    body: '{"name":"a","behaviors":[{"type_hint":"consumable","max_use":1,"type_hint":"nope"}]}',
  }),
];
