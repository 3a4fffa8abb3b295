import { row, short, type Row } from './row.js';

const numbers = [
  '0',
  '-1',
  '1.5',
  '1e1',
  '2147483648',
  '9'.repeat(30),
  'abc',
  '%00',
  '1%00',
  '1;drop',
  '%D9%A3',
  '%201',
  '0x1',
  '+',
  '1,2',
];
const noSizes = ['0', '-1', '1001', '1.5', '1e3', 'abc', '9'.repeat(30), 'Infinity', 'NaN', '0x10', '%00', '1%202'];
const noOrders = [
  'id:asc',
  'id:ASC:x',
  'nope:ASC',
  '__proto__:ASC',
  'constructor:ASC',
  'id:ASC,',
  ',',
  ':',
  'id:ASC;DROP%20TABLE',
  '%27',
  'id%00:ASC',
];
const noDates = [
  'GT',
  'GT,',
  'GT,x',
  'XX,1',
  'GT,1,LT',
  'GT,1e3',
  'GT,-',
  'gt,1',
  'GT,999999999999',
  ',,',
  '%20GT,1',
  'GT,1,',
  'GT,NaN',
  '__proto__,1',
  'toString,1',
];
const noFlags = ['yes', '1', '0', 'tru', '[]', '{}', 'true,false', 'nil', '%00', 'true%00'];
const noQuantities = ['0', '-1', '1.5', '1e3', '9007199254740992', '9'.repeat(20), 'abc', '%2B1', '0x1'];

const refused = (what: string, path: string, values: readonly string[], method = 'GET'): Row[] =>
  values.map((value) => row(`${what} ${short(value)}`, `${method} ${path}${value}`, 400));

/** Numbers, lists and words in paths and queries that are none. */
export const wrongTexts: readonly Row[] = [
  // Not a number: it may also be that there is no such path.
  ...numbers.map((id) => row(`id ${short(id)}`, `GET /entitlements/${id}`, [400, 404])),
  ...numbers.map((id) => row(`id ${short(id)}`, `DELETE /entitlements/${id}`, [400, 404])),
  ...numbers.map((id) => row(`id ${short(id)}`, `POST /users/7/entitlements/${id}/use`, [400, 404])),
  ...refused('size', '/entitlements?size=', noSizes),
  ...refused('size', '/users/7/inventory?size=', noSizes),
  ...refused('page', '/entitlements?page=', [...noSizes.filter((size) => size !== '1001'), '1000001']),
  ...refused('order', '/entitlements?order=', noOrders),
  ...refused('filter_date', '/users/7/inventory?filter_date=', noDates),
  ...refused('inactive', '/users/7/inventory?inactive=', noFlags),
  ...refused('cascade', '/entitlements?cascade=', noFlags, 'POST'),
  ...refused('quantity', '/users/7/entitlements/1/check?quantity=', noQuantities),
  ...refused('quantity', '/users/7/entitlements/1/use?quantity=', noQuantities, 'POST'),
  row('a SKU that is too long', `POST /users/7/entitlements/1/use?sku=${'s'.repeat(41)}`, 400),
  row('a remark that is too long', `POST /users/7/entitlements/1/use?info=${'s'.repeat(1001)}`, 400),
  row('a remark with a null', 'POST /users/7/entitlements/1/use?info=a%00b', 400),
  row('a name that is too long', `GET /users/7/inventory?filter_item_name=${'s'.repeat(256)}`, 400),
];
