import fc from 'fast-check';

/** As much of JSON schema as the document uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly description?: string;
}

/** What stands behind `#/components/schemas/Name`. */
export type Resolve = (ref: string) => Schema;

/** Values that mean something here, by the name of the field: without them, hardly anything would get past the schemas. */
const known: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  template: fc.constantFrom('gear', null, 'nope'),
  id: fc.constantFrom(null, 'gear', 'fuzz', 1, 2),
  sku: fc.constantFrom('POTION-1', 'POTION-1', 'fuzz'),
  currency_code: fc.constantFrom('EUR', 'USD'),
  entitlement_id: fc.integer({ min: 1, max: 9 }),
  item_id: fc.integer({ min: 1, max: 9 }),
  unique_key: fc.constantFrom(null, 'potion', 'fuzz-1', 'fuzz-2', 'fuzz-3'),
  value: fc.constantFrom('pending', 'active', 'inactive', 'paid', 'new', 'canceled'),
  type_hint: fc.constantFrom('entitlement', 'consumable', 'expirable'),
  behaviors: fc.array(
    fc.constantFrom<unknown>(
      { type_hint: 'consumable', max_use: 2 },
      { type_hint: 'expirable', time_length: 1, unit_of_time: 'day' },
      { type_hint: 'time_period_usable', max_use: 1, time_length: 1, unit_of_time: 'hour' },
      { type_hint: 'limited_gettable', group: { name: 'starters', owned_limit: 50, active_only: true } },
      { type_hint: 'pre_req_entitlement', item_ids: [1] },
      { behavior: { type_hint: 'consumable', max_use: 2 }, modifiable: true, required: false },
    ),
    { maxLength: 2 },
  ),
  properties: fc.constantFrom<unknown>([], [{ name: 'weight', type: 'integer', required: false, min: 0 }]),
  additional_properties: fc.constantFrom<unknown>({}, { weight: { type: 'integer', value: 3 } }),
  sort: fc.constantFrom('id', 'startDate:desc,id', 'serviceId', 'endDate'),
  fields: fc.constantFrom('id', 'id,productReferences,endDate', 'siteId'),
  usageProductId: fc.constantFrom('1', '2', '0'),
  siteId: fc.constantFrom('1', '1', '2'),
  startDate: fc.constantFrom('gt:2020-01-01', 'gtn:2020-01-01', 'lt:2020-01-01', '2020-01-01'),
  endDate: fc.constantFrom('gt:2020-01-01'),
  productReference: fc.constantFrom('potion', 'potion', 'in:potion,fuzz-1'),
  serviceId: fc.constantFrom('7', '8', 'like:7'),
  company: fc.constantFrom('7', '8', '9'),
  items: fc.constantFrom<unknown>([{ item_id: 1 }], [{ item_id: 2, quantity: 2 }]),
};

/** What fits no schema, or not this one; what is at the edge of numbers and of texts. */
export const oddities: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -0,
    -1,
    1.5,
    2 ** 31,
    -(2 ** 31) - 1,
    2 ** 53,
    1e21,
    1e300,
    5e-324,
    '',
    ' ',
    '0',
    'true',
    'None',
    '__proto__',
    'constructor',
    "' OR 1=1 --",
    '\u0000',
    '\ud800',
    '\u202e',
    '🧨',
    [],
    {},
    [[]],
    [null],
    [{}],
    { a: null },
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Mostly what a schema allows, often at its edges, and now and then something else. */
export const valueFor = (schema: Schema, resolve: Resolve, name = '', depth = 0): fc.Arbitrary<unknown> => {
  const fitting = fittingFor(schema, resolve, depth);
  // Of items it is a boolean, of templates this one word.
  const words = name === 'cascade' && schema.type === 'string' ? fc.constant('detach') : undefined;
  const ideas = words ?? (Object.hasOwn(known, name) ? known[name]! : undefined);
  const idea = ideas === undefined ? [] : [{ weight: 24, arbitrary: ideas }];
  return fc.oneof(...idea, { weight: 8, arbitrary: fitting }, { weight: 1, arbitrary: oddities });
};

const fittingFor = (schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown> => {
  if (schema.$ref !== undefined) return fittingFor(resolve(schema.$ref), resolve, depth);
  const several = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (several !== undefined) return fc.oneof(...several.map((one) => fittingFor(one, resolve, depth)));
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  if (schema.const !== undefined) return fc.constant(schema.const);
  const types = typeof schema.type === 'string' ? [schema.type] : (schema.type ?? []);
  if (types.length === 0) return fc.jsonValue({ maxDepth: 2 });
  return fc.oneof(...types.map((type) => ofType(type, schema, resolve, depth)));
};

const ofType = (type: string, schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown> => {
  switch (type) {
    case 'null':
      return fc.constant(null);
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number':
      return numberFor(schema, type === 'integer');
    case 'string':
      return textFor(schema);
    case 'array':
      return depth > 5
        ? fc.constant([])
        : fc.array(valueFor(schema.items ?? {}, resolve, '', depth + 1), { maxLength: 3 });
    case 'object':
      return objectFor(schema, resolve, depth);
    default:
      throw new Error(`The fuzzer knows no type ${type}.`);
  }
};

const numberFor = ({ minimum = -(2 ** 53), maximum = 2 ** 53 }: Schema, whole: boolean): fc.Arbitrary<number> => {
  const edges = fc.constantFrom(minimum, maximum, minimum - 1, maximum + 1);
  const small = fc.integer({ min: 0, max: 12 });
  const any = whole ? fc.maxSafeInteger() : fc.double({ noNaN: true, noDefaultInfinity: true });
  return fc.oneof({ weight: 6, arbitrary: small }, { weight: 1, arbitrary: edges }, { weight: 1, arbitrary: any });
};

const textFor = ({ minLength = 0, maxLength = 50 }: Schema): fc.Arbitrary<string> => {
  const edges = fc.constantFrom(minLength, minLength - 1, maxLength, maxLength + 1);
  return fc.oneof(
    { weight: 6, arbitrary: fc.string({ minLength: 1, maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
    { weight: 1, arbitrary: edges.map((length) => 'x'.repeat(Math.max(0, Math.min(length, 2000)))) },
  );
};

const objectFor = (
  { properties = {}, required = [] }: Schema,
  resolve: Resolve,
  depth: number,
): fc.Arbitrary<unknown> => {
  if (depth > 5) return fc.constant({});
  const fields = Object.entries(properties).map(([name, schema]) => {
    const value = valueFor(schema, resolve, name, depth + 1);
    // Something that is required is mostly there, and what is not mostly is not.
    const there = required.includes(name) ? 30 : 1;
    return fc
      .option(value, { freq: there, nil: absent })
      .map((one): [string, unknown][] => (one === absent ? [] : [[name, one]]));
  });
  const more = fc.oneof(
    { weight: 25, arbitrary: fc.constant<[string, unknown][]>([]) },
    { weight: 1, arbitrary: fc.tuple(fc.string({ maxLength: 10 }), oddities).map((field) => [field]) },
  );
  return fc.tuple(...fields, more).map((all) => Object.fromEntries(all.flat()) as unknown);
};

const absent = Symbol('absent');
