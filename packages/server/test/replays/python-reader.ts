/**
 * What Knetik's Python client would raise on while it reads an answer (contract, 5.4 item 7): required fields, closed sets
 * of words, numbers that are none. And what no client notices and every caller suffers from (item 15): an id of more than
 * 32 bits, a time that is not in seconds.
 */
export const raisedByPython = (model: string, json: unknown): string[] => raisedBy(model, json, model);

const raisedBy = (type: string, value: unknown, at: string): string[] => {
  // Null for a whole field is fine; a required one is asked for by its model.
  if (value === null || value === undefined) return [];
  const list = /^list\[(.*)\]$/.exec(type);
  if (list !== null) {
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((one, index) => raisedBy(list[1]!, one, `${at}[${index}]`));
  }
  const words = /^one of (.*)$/.exec(type);
  if (words !== null)
    return words[1]!.split(' ').includes(value as string) ? [] : [`${at} is ${JSON.stringify(value)}`];
  if (type in primitives) return primitives[type]!(value) ? [] : [`${at} is no ${type}: ${JSON.stringify(value)}`];
  return raisedByModel(models[type]!, value, at);
};

const raisedByModel = (fields: Fields, value: unknown, at: string): string[] => {
  if (typeof value !== 'object' || Array.isArray(value)) return [`${at} is no object`];
  const object = value as Readonly<Record<string, unknown>>;
  return Object.entries(fields).flatMap(([name, type]) => {
    const field = name.replace('!', '');
    if (name.endsWith('!') && (object[field] ?? null) === null) return [`${at}.${field} is missing`];
    return raisedBy(type, object[field], `${at}.${field}`);
  });
};

const whole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

const primitives: Readonly<Record<string, (value: unknown) => boolean>> = {
  int32: (value) => whole(value, -(2 ** 31), 2 ** 31 - 1),
  int64: (value) => Number.isSafeInteger(value),
  // In milliseconds, the first of January 1971 would be more.
  seconds: (value) => whole(value, 0, 31_536_000_000 - 1),
  number: (value) => typeof value === 'number',
  str: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  object: (value) => typeof value === 'object' && !Array.isArray(value),
};

/** A `!` after a name: the client raises without it. */
type Fields = Readonly<Record<string, string>>;

const page = (content: string): Fields => ({
  content: `list[${content}]`,
  first: 'bool',
  last: 'bool',
  number: 'int32',
  number_of_elements: 'int32',
  size: 'int32',
  sort: 'list[Order]',
  total_elements: 'int64',
  total_pages: 'int32',
});
const dates: Fields = { created_date: 'seconds', updated_date: 'seconds' };

const models: Readonly<Record<string, Fields>> = {
  Order: {
    ascending: 'bool',
    descending: 'bool',
    direction: 'one of ASC DESC',
    ignore_case: 'bool',
    null_handling: 'one of NATIVE NULLS_FIRST NULLS_LAST',
    property: 'str',
  },
  // It arrives as a dict, complete; what a program takes out of it is held to the model all the same.
  EntitlementItem: {
    ...dates,
    id: 'int32',
    'name!': 'str',
    'type_hint!': 'str',
    unique_key: 'str',
    category: 'str',
    tags: 'list[str]',
    short_description: 'str',
    long_description: 'str',
    sort: 'int32',
    template: 'str',
    additional_properties: 'object',
    behaviors: 'list[Behavior]',
  },
  Behavior: { description: 'str', 'type_hint!': 'str' },
  ItemTemplateResource: {
    ...dates,
    id: 'str',
    'name!': 'str',
    behaviors: 'list[ItemBehaviorDefinitionResource]',
    properties: 'list[PropertyDefinitionResource]',
  },
  ItemBehaviorDefinitionResource: { 'behavior!': 'Behavior', 'modifiable!': 'bool', 'required!': 'bool' },
  PropertyDefinitionResource: { 'name!': 'str', 'required!': 'bool', 'type!': 'str' },
  UserInventoryResource: {
    ...dates,
    behavior_data: 'object',
    expires: 'seconds',
    id: 'int32',
    invoice_id: 'int32',
    item_id: 'int32',
    item_name: 'str',
    item_type_hint: 'str',
    status: 'one of pending active inactive',
    user: 'SimpleUserResource',
  },
  SimpleUserResource: { 'id!': 'int32', username: 'str', display_name: 'str', avatar_url: 'str' },
  SimpleReferenceResource: { 'id!': 'int32', name: 'str' },
  UserItemLogResource: {
    id: 'int32',
    info: 'str',
    item: 'SimpleReferenceResource',
    log_date: 'seconds',
    type: 'str',
    user: 'SimpleUserResource',
    user_inventory: 'int32',
  },
  InvoiceResource: {
    ...dates,
    id: 'int32',
    currency: 'str',
    current_fulfillment_status: 'str',
    current_payment_status: 'str',
    discount: 'number',
    grand_total: 'number',
    items: 'list[InvoiceItemResource]',
    order_notes: 'str',
    subtotal: 'number',
    user: 'SimpleUserResource',
  },
  InvoiceItemResource: {
    id: 'int32',
    invoice_id: 'int32',
    item_id: 'int32',
    item_name: 'str',
    qty: 'int32',
    sku: 'str',
    total_price: 'number',
    unit_price: 'number',
  },
  ErrorResource: { message: 'str', details: 'object' },
  Result: { 'code!': 'int32', 'request_id!': 'str', 'result!': 'list[ErrorResource]' },
  TokenRefusal: { 'error!': 'str', 'error_description!': 'str' },
  OAuth2Resource: { 'access_token!': 'str', 'token_type!': 'str', scope: 'str' },
  PageResourceEntitlementItem: page('EntitlementItem'),
  PageResourceItemTemplateResource: page('ItemTemplateResource'),
  PageResourceUserInventoryResource: page('UserInventoryResource'),
  PageResourceUserItemLogResource: page('UserItemLogResource'),
};
