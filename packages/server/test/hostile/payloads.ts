import { row, short, type Row } from './row.js';

const payloads = [
  "' OR '1'='1",
  "'; DROP TABLE holdall_entry;--",
  '1 UNION SELECT * FROM sqlite_master',
  '" OR ""="',
  "\\'; --",
  "%' OR 1=1 --",
  '_%',
  '%',
  '*',
  '${7*7}',
  '{{7*7}}',
  '$(id)',
  '`id`',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '\r\nset-cookie: a=b',
  '${jndi:ldap://evil/a}',
  '\u202e',
  '🧨'.repeat(9),
];

/** Where it goes, and what it may be answered with: a filter may find nothing, and must find nothing else. */
const places: readonly (readonly [where: string, request: (payload: string) => string, statuses: readonly number[]])[] =
  [
    ['a filter by name', (text) => `GET /users/7/inventory?filter_item_name=${text}`, [200]],
    ['a filter by user', (text) => `GET /users/7/inventory?filter_username=${text}`, [200, 400]],
    ['a filter by template', (text) => `GET /entitlements?filter_template=${text}`, [200, 400, 404]],
    ['an order', (text) => `GET /entitlements?order=${text}`, [400]],
    ['a SKU', (text) => `POST /users/7/entitlements/1/use?sku=${text}`, [400, 404]],
    ['a user', (text) => `POST /users/${text}/entitlements/1/use`, [400, 404]],
    ['a template', (text) => `DELETE /entitlements/templates/${text}`, [400, 404]],
  ];

const prototypes: readonly (readonly [request: string, body: string, statuses: readonly number[]])[] = [
  ['POST /users/7/entitlements', '{"__proto__":{"entitlement_id":1}}', [400]],
  ['POST /users/7/entitlements', '{"constructor":{"prototype":{"entitlement_id":1}}}', [400]],
  ['POST /users/7/entitlements', '{"__proto__":{"polluted":true},"entitlement_id":99}', [400, 404]],
  ['POST /entitlements', '{"__proto__":{"name":"a"}}', [400]],
  ['POST /entitlements', '{"name":"a","constructor":{"prototype":{"polluted":true}}}', [400]],
  ['POST /entitlements', '{"name":"a","behaviors":[{"__proto__":{"type_hint":"consumable"}}]}', [400]],
  ['POST /entitlements', '{"name":"a","behaviors":[{"type_hint":"__proto__"}]}', [400]],
  ['POST /entitlements', '{"name":"a","behaviors":[{"type_hint":"constructor"}]}', [400]],
  ['POST /entitlements', '{"name":"a","additional_properties":{"__proto__":{"polluted":true}}}', [400]],
  ['POST /entitlements', '{"name":"a","additional_properties":{"a":{"type":"__proto__","value":1}}}', [400]],
  ['POST /entitlements', '{"name":"a","template":"__proto__"}', [400, 404]],
  ['POST /entitlements', '{"name":"a","unique_key":"potion","__proto__":null}', [400]],
  ['PUT /users/7/inventory/1/status', '{"__proto__":{"value":"inactive"}}', [400]],
  ['PUT /users/7/inventory/1/status', '"__proto__"', [400]],
  ['PUT /users/7/inventory/1/status', 'constructor', [400]],
  ['POST /users/7/inventory', '{"__proto__":{"sku":"POTION-1","note":"","skip_invoice":true}}', [400]],
  ['POST /users/7/inventory', '{"sku":"__proto__","note":"","skip_invoice":true}', [400, 404]],
  ['GET /entitlements?__proto__[size]=0&constructor[prototype][size]=0', '', [200]],
  ['GET /entitlements?order=__proto__', '', [400]],
  ['GET /entitlements/templates/__proto__', '', [404]],
  ['GET /users/__proto__/entitlements/1/check', '', [400]],
];

/** Texts that mean something to a database, a shell, a template, a browser, or to objects. */
export const payloadRows: readonly Row[] = [
  ...places.flatMap(([where, request, statuses]) =>
    payloads.map((payload) => {
      const one = row(`${short(payload)} as ${where}`, request(encodeURIComponent(payload)), statuses);
      return { ...one, findsNothing: true };
    }),
  ),
  ...prototypes.map(([request, body, statuses]) =>
    row(`${body} to a prototype`, request, statuses, body === '' ? {} : { body }),
  ),
];
