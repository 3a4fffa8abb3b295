import { raw, row, type Row } from './row.js';

const grant = { body: '{"entitlement_id":1}' } as const;
const tokens: readonly (readonly [token: string, statuses: number | readonly number[]])[] = [
  ['', 401],
  ['Bearer', 401],
  ['Bearer ', 401],
  ['Bearer     ', 401],
  ['Bearer admin admin', 401],
  ['Bearer admin,ann', 401],
  ['Bearer ann, Bearer admin', 401],
  ['Basic YWRtaW46YWRtaW4=', 401],
  ['Token admin', 401],
  ['admin', 401],
  ['Beareradmin', 401],
  ['Bearer __proto__', 401],
  ['Bearer constructor', 401],
  ['Bearer toString', 401],
  ['Bearer hasOwnProperty', 401],
  ['Bearer null', 401],
  ['Bearer undefined', 401],
  [`Bearer ${'a'.repeat(8000)}`, 401],
  ['Bearer \xff\xfe', 401],
  ['Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9.', 401],
  ["Bearer ' OR 1=1 --", 401],
  ['Bearer ADMIN', 401],
  ['Bearer ann', 403],
];
const types = [
  'text/html',
  'application/xml',
  '',
  ';;;',
  'application/json; charset=utf-16',
  'multipart/form-data',
  'application/x-www-form-urlencoded',
  'a'.repeat(5000),
  '__proto__',
  '*/*',
  'application/json, text/plain',
  '\xff',
];
const http = (lines: string): string =>
  `POST /api/users/7/entitlements HTTP/1.1\r\nhost: localhost\r\n${lines}\r\n\r\n`;

/** Who one is not, and what else headers can say. */
export const headerRows: readonly Row[] = [
  ...tokens.map(([authorization, statuses]) =>
    row(`authorization ${authorization.slice(0, 40)}`, 'POST /users/7/entitlements', statuses, {
      ...grant,
      as: null,
      headers: { authorization },
    }),
  ),
  ...[
    'x-user',
    'x-forwarded-user',
    'x-permissions',
    'x-original-url',
    'cookie',
    'proxy-authorization',
    'x-api-key',
    'client_id',
  ].map((name) =>
    row(`${name} instead of a token`, 'POST /users/7/entitlements', 401, {
      ...grant,
      as: null,
      headers: { [name]: 'admin' },
    }),
  ),
  // Whatever the label, a body is JSON: these are fine but for what they ask for.
  ...types.map((type) =>
    row(`labelled ${type.slice(0, 40)}`, 'POST /users/7/entitlements', [404, 400], {
      body: '{"entitlement_id":99}',
      headers: { 'content-type': type },
    }),
  ),
  ...['x-http-method-override', 'x-method-override', 'x-http-method', '_method'].map((name) =>
    row(`${name} is not listened to`, 'GET /entitlements/1', 200, { headers: { [name]: 'DELETE' } }),
  ),
  row('an empty key', 'POST /users/7/entitlements', 400, {
    body: '{"entitlement_id":1}',
    headers: { 'idempotency-key': '' },
  }),
  row('a long key', 'POST /users/7/entitlements', 400, { ...grant, headers: { 'idempotency-key': 'k'.repeat(256) } }),
  row('a very long key', 'POST /users/7/entitlements/1/use', 400, {
    headers: { 'idempotency-key': 'k'.repeat(10_000) },
  }),
  row('a body that is said to be compressed', 'POST /users/7/entitlements', 400, {
    body: 'not gzip',
    headers: { 'content-encoding': 'gzip' },
  }),
  {
    ...row('an expectation that nobody meets', 'POST /users/7/entitlements', 417, {
      ...grant,
      headers: { expect: 'a miracle' },
    }),
    byNode: true,
  },
  row('a wish for another protocol', 'GET /nowhere', 404, { headers: { upgrade: 'websocket', connection: 'upgrade' } }),
  row('a wish for HTTP/2', 'GET /nowhere', 404, {
    headers: { upgrade: 'h2c', connection: 'upgrade, http2-settings', 'http2-settings': 'AAMAAABkAAQ' },
  }),
  row('a range', 'GET /entitlements/404', 404, { headers: { range: 'bytes=0-99999999999999' } }),
  row('a date that is none', 'GET /entitlements/404', 404, { headers: { 'if-modified-since': 'yesterday' } }),
  row('a request id with a line of a log in it', 'GET /nowhere', 404, { headers: { 'x-request-id': '{"level":60}' } }),
  row('a very long request id', 'GET /nowhere', 404, { headers: { 'x-request-id': 'r'.repeat(8000) } }),
  row('another host', 'GET /nowhere', 404, { headers: { host: 'evil.example:1' } }),
  row('no host, but an empty one', 'GET /nowhere', 404, { headers: { host: '' } }),
  row('many headers', 'GET /nowhere', [404, 431], {
    headers: Object.fromEntries(Array.from({ length: 500 }, (_, nth) => [`x-${nth}`, 'y'])),
  }),
  row('a large header', 'GET /entitlements', 431, { headers: { 'x-large': 'x'.repeat(20_000) } }),
  row('a large header on a write', 'POST /users/7/entitlements', 431, {
    ...grant,
    headers: { 'x-large': 'x'.repeat(20_000) },
  }),
  { ...raw('no host', 'GET /api/entitlements HTTP/1.1\r\n\r\n', 400), byNode: true },
  raw(
    'two tokens, the lesser first',
    http('authorization: Bearer ann\r\nauthorization: Bearer admin\r\ncontent-length: 0'),
    [401, 403],
  ),
  raw('two hosts', http('host: evil.example\r\nauthorization: Bearer ann\r\ncontent-length: 0'), [400, 403]),
  raw('a name with a space', http('x y: z'), 400),
  raw('a line without a colon', http('nonsense'), 400),
  raw('an empty name', http(': x'), 400),
  raw('a null in a value', http('x: a\0b'), 400),
  raw('a folded line', http('x: a\r\n authorization: Bearer admin\r\ncontent-length: 0'), [400, 401]),
  raw('a line feed by itself', http('x: a\nauthorization: Bearer admin\r\ncontent-length: 0'), [400, 401]),
  raw('a carriage return by itself', http('x: a\rauthorization: Bearer admin\r\ncontent-length: 0'), [400, 401]),
];
