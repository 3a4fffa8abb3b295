import { row, short, type Row } from './row.js';

const noIds = [
  '"1"',
  '1.5',
  '-1',
  '0',
  '-0',
  '2147483648',
  '9007199254740993',
  '1e400',
  '-1e400',
  'true',
  'false',
  '[]',
  '{}',
  '[1]',
  '{"$gt":0}',
  '"1 OR 1=1"',
  'null',
  '""',
];

const noBodies = ['null', 'true', '1', '"text"', '[]', '[{}]', 'word', '{}', '{"a":', '1600000000000000'];

/** Each with the bodies among them that mean something there. */
const writes: readonly (readonly [request: string, meant: readonly string[]])[] = [
  ['POST /entitlements', []],
  ['PUT /entitlements/1', []],
  ['POST /entitlements/templates', []],
  ['PUT /entitlements/templates/gear', []],
  ['POST /users/7/entitlements', []],
  ['POST /users/7/inventory', []],
  ['PUT /users/7/inventory/1/status', []],
  ['PUT /users/7/inventory/1/expires', ['null', '1']],
  ['PUT /users/7/inventory/1/behavior-data', ['null', '{}']],
];

const noItems: readonly (readonly [field: string, value: string])[] = [
  ['name', '1'],
  ['name', 'null'],
  ['name', '[]'],
  ['name', '{}'],
  ['name', '""'],
  ['name', `"${'x'.repeat(256)}"`],
  ['type_hint', '1'],
  ['type_hint', '{}'],
  ['type_hint', '""'],
  ['unique_key', '"potion"'],
  ['unique_key', '[]'],
  ['category', '7'],
  ['tags', '"x"'],
  ['tags', '[1]'],
  ['tags', '{}'],
  ['tags', '[null]'],
  ['tags', `[${'"t",'.repeat(999)}"t"]`],
  ['short_description', `"${'x'.repeat(256)}"`],
  ['long_description', 'false'],
  ['sort', '1.5'],
  ['sort', '"1"'],
  ['sort', '2147483648'],
  ['sort', '-1e300'],
  ['template', '5'],
  ['template', '"nope"'],
  ['template', '[]'],
  ['additional_properties', '[]'],
  ['additional_properties', '"x"'],
  ['additional_properties', '{"a":1}'],
  ['additional_properties', '{"a":{"type":"nope","value":1}}'],
  ['additional_properties', '{"a":{"type":"integer","value":"x"}}'],
  ['additional_properties', '{"a":{"type":"integer","value":1e40}}'],
  ['additional_properties', '{"a":{"type":"map","map":{"b":{"type":"list","values":7}}}}'],
  ['behaviors', '{}'],
  ['behaviors', '[1]'],
  ['behaviors', '["consumable"]'],
  ['behaviors', '[null]'],
  ['behaviors', '[{}]'],
  ['behaviors', '[{"type_hint":1}]'],
  ['behaviors', '[{"type_hint":"nope"}]'],
  ['behaviors', '[{"type_hint":"toString"}]'],
  ['behaviors', '[{"type_hint":"consumable","max_use":-1}]'],
  ['behaviors', '[{"type_hint":"consumable","max_use":1.5}]'],
  ['behaviors', '[{"type_hint":"consumable","max_use":"3"}]'],
  ['behaviors', '[{"type_hint":"consumable","max_use":1e999}]'],
  ['behaviors', '[{"type_hint":"consumable","max_use":1},{"type_hint":"consumable","max_use":2}]'],
  ['behaviors', '[{"type_hint":"expirable","time_length":1,"unit_of_time":"fortnight"}]'],
  ['behaviors', '[{"type_hint":"expirable","time_length":99999999999,"unit_of_time":"year"}]'],
  ['behaviors', '[{"type_hint":"limited_gettable","group":null}]'],
  ['behaviors', '[{"type_hint":"limited_gettable","group":{"name":"g","owned_limit":"x","active_only":1}}]'],
  ['behaviors', '[{"type_hint":"pre_req_entitlement","item_ids":[404]}]'],
  ['behaviors', '[{"type_hint":"pre_req_entitlement","item_ids":"1"}]'],
  ['behaviors', '[{"type_hint":"price_overridable","min_price":5,"max_price":1}]'],
  ['behaviors', '[{"type_hint":"price_overridable","min_price":0.001,"max_price":1e300}]'],
  ['unknown', '1'],
];

/** What is of another type than it should be, or of no sensible size. */
export const wrongTypes: readonly Row[] = [
  ...noIds
    .map((id) => row('an id', 'POST /users/7/entitlements', 400, { body: `{"entitlement_id":${id}}` }))
    .map(named(noIds)),
  ...writes.flatMap(([request, meant]) =>
    noBodies
      .filter((body) => !meant.includes(body))
      .map((body) => row(`a body that is ${body}`, request, 400, { body })),
  ),
  ...noItems.map(([field, value]) => {
    const name = field === 'name' ? '' : '"name":"Fine",';
    return row(`${field} ${short(value)}`, 'POST /entitlements', 400, { body: `{${name}"${field}":${value}}` });
  }),
];

function named(values: readonly string[]): (one: Row, index: number) => Row {
  return (one, index) => ({ ...one, name: `${one.name}, ${values[index]!}` });
}
