import { raw, row, type Row } from './row.js';

const write = (lines: string, body = '', first = 'POST /api/users/7/entitlements HTTP/1.1'): string =>
  `${first}\r\nhost: localhost\r\nauthorization: Bearer admin\r\n${lines}\r\n\r\n${body}`;

const lengths = ['-1', 'abc', '1e3', '+20', '0x14', '20, 20', '20 20', '20.0', '9'.repeat(30), '', '٢٠'];
const codings = [
  'gzip',
  'identity',
  'chunked, chunked',
  'chunked, identity',
  'xchunked',
  'chunked\0',
  ', ',
  'gzip, chunked, deflate',
];
const chunks = [
  'zz\r\n{}\r\n0\r\n\r\n',
  '-2\r\n{}\r\n0\r\n\r\n',
  '0x2\r\n{}\r\n0\r\n\r\n',
  `${'f'.repeat(20)}\r\n{}`,
  '2 \n{}\r\n0\r\n\r\n',
  '2\r\n{}0\r\n\r\n',
  '1\r\n{}\r\n0\r\n\r\n',
  '\r\n\r\n',
];
const methods = ['PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK', 'SEARCH', 'PURGE', 'QUERY'];
const noMethods = ['FOO', 'get', 'Get', 'GET/', 'G E T', '\0', '', 'POST\t', 'X'.repeat(5000), '../'];
const versions = [
  'HTTP/0.9',
  'HTTP/2.0',
  'HTTP/9.9',
  'HTTP/1',
  'HTTP/1.11',
  'http/1.1',
  'HTTPS/1.1',
  'ICY/1.0',
  '',
  'HTTP/-1.1',
];

const largest = 2 ** 20;
const filled = (length: number): string => `{"name":"${'x'.repeat(length - 11)}"}`;

/** What is not quite HTTP, and what is more of it than anybody takes. */
export const framing: readonly Row[] = [
  ...lengths.map((length) =>
    raw(`content-length ${length}`, write(`content-length: ${length}`, '{"entitlement_id":1}'), [400, 413]),
  ),
  raw('two lengths', write('content-length: 2\r\ncontent-length: 20', '{"entitlement_id":1}'), 400),
  raw('a length and chunks', write('content-length: 20\r\ntransfer-encoding: chunked', '0\r\n\r\n'), 400),
  raw(
    'chunks and a length',
    write('transfer-encoding: chunked\r\ncontent-length: 20', '14\r\n{"entitlement_id":1}\r\n0\r\n\r\n'),
    400,
  ),
  raw('a length that is too short', write('content-length: 10', '{"entitlement_id":1}'), 400),
  raw('no length', write('x: y', '{"entitlement_id":1}'), 400),
  raw(
    'a second request where the body ends early',
    write('content-length: 2', `{}${write('content-length: 0', '', 'DELETE /api/entitlements/404 HTTP/1.1')}`),
    400,
  ),
  ...codings.map((coding) =>
    raw(
      `transfer-encoding ${coding}`,
      write(`transfer-encoding: ${coding}`, '14\r\n{"entitlement_id":1}\r\n0\r\n\r\n'),
      [400, 404, null],
    ),
  ),
  ...chunks.map((body) => raw(`chunks ${JSON.stringify(body)}`, write('transfer-encoding: chunked', body), 400)),
  raw(
    'chunks of a byte that say nothing',
    write(
      'transfer-encoding: chunked',
      `${'{"entitlement_id":99}'
        .split('')
        .map((one) => `1\r\n${one}\r\n`)
        .join('')}0\r\n\r\n`,
    ),
    404,
  ),
  raw(
    'a chunk with a very long extension',
    write('transfer-encoding: chunked', `2;${'x'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`),
    [400, 413],
  ),
  raw(
    'a token in a trailer',
    `POST /api/users/7/entitlements HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\ntrailer: authorization\r\n\r\n14\r\n{"entitlement_id":1}\r\n0\r\nauthorization: Bearer admin\r\n\r\n`,
    401,
  ),
  ...methods.map((method) =>
    row(`the method ${method}`, `${method} /entitlements/1`, [404, 405], { body: '{"name":"a"}' }),
  ),
  ...noMethods.map((method) =>
    raw(
      `the method ${JSON.stringify(method.slice(0, 10))}`,
      write('content-length: 0', '', `${method} /api/entitlements/1 HTTP/1.1`),
      [400, 404, 431],
    ),
  ),
  raw('a tunnel', write('x: y', '', 'CONNECT evil.example:443 HTTP/1.1'), [400, 404, null]),
  // Node takes some of them for HTTP/1.1.
  ...versions.map((version) =>
    raw(
      `the version ${version}`,
      write('content-length: 21', '{"entitlement_id":99}', `POST /api/users/7/entitlements ${version}`),
      [400, 404],
    ),
  ),
  raw('the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, null]),
  raw('TLS', Buffer.from('16030100c8010000c40303', 'hex'), 400),
  raw('a line of Redis', '*1\r\n$4\r\nPING\r\n', 400),
  raw('nulls', Buffer.alloc(100), 400),
  raw('noise', Buffer.from(Array.from({ length: 500 }, (_, nth) => (nth * 167 + 13) % 256)), 400),
  raw(
    'line feeds alone',
    'POST /api/users/7/entitlements HTTP/1.1\nhost: localhost\nauthorization: Bearer ann\ncontent-length: 0\n\n',
    [400, 403],
  ),
  row('a body where there is none to read', 'GET /entitlements/404', 404, { body: '{"a":1}' }),
  row('a body that is no JSON where there is none to read', 'DELETE /entitlements/404', [404, 400], { body: '{"cut' }),
  row('a body of one byte too many', 'POST /entitlements', 413, { body: filled(largest + 1) }),
  row('a body of twice as much', 'POST /entitlements', 413, { body: filled(2 * largest) }),
  row('a body of spaces', 'POST /entitlements', 413, { body: ' '.repeat(largest + 1) }),
  row('a body that is as large as it may be', 'POST /entitlements', 400, { body: filled(largest) }),
  raw(
    'a large body in chunks',
    write(
      'transfer-encoding: chunked',
      `100001\r\n${' '.repeat(largest + 1)}\r\n0\r\n\r\n`,
      'POST /api/entitlements HTTP/1.1',
    ),
    413,
  ),
  raw('ten gigabytes to come', write('content-length: 10737418240', '{'), 413),
  raw(
    'ten gigabytes to come, from nobody',
    'POST /api/entitlements HTTP/1.1\r\nhost: localhost\r\ncontent-length: 10737418240\r\n\r\n{',
    401,
  ),
];
