import { bodyOf, fieldsOf, flagIn, isAbsent, listIn, positiveIn, textIn, type Fields } from '../api/body.js';
import type { Operation } from '../api/operation.js';
import { flagIn as queryFlagIn } from '../api/query.js';
import { badRequest } from '../api/refused.js';
import { ok } from '../api/response.js';
import { fits, refuseFullQueue } from '../rules/assign.js';
import { bundleOf } from '../rules/catalogue.js';
import { esimOf } from '../rules/esims.js';
import { decimal, pay } from '../rules/money.js';
import { placeOrder } from '../rules/place-order.js';
import { uuid } from '../rules/random.js';
import { orderShape } from '../shapes/order.js';
import { second } from '../world/instant.js';
import type { OrderUnit } from '../world/order.js';
import type { World } from '../world/world.js';

interface Line {
  readonly item: string;
  readonly quantity: number;
  readonly iccids: readonly string[] | null;
  readonly allowReassign: boolean;
  readonly pricePerUnit: number;
}

/** Buys bundles from the balance: into stock, or with `assign` onto eSIMs. */
export const ordersPost: Operation = {
  id: 'ordersPost',
  method: 'POST',
  path: '/orders',

  changes: (world, request) => {
    const body = bodyOf(request);
    const type = textIn(body['type'], 'type');
    if (type !== 'validate' && type !== 'transaction') throw badRequest('type must be validate or transaction');
    const assign = flagIn(body['assign'], 'assign');
    // The capital is v2.2's, and still in public code.
    const lines = listIn(body['order'] ?? body['Order'], 'order').map((line) => lineIn(world, line, assign));
    refuseTooMany(world, lines);
    const units = assign ? unitsOf(world, lines) : [];
    const total = lines.reduce((sum, { quantity, pricePerUnit }) => sum + quantity * pricePerUnit, 0);
    if (type === 'validate') return ok(validation(world, lines, { assign, total }));
    refuseTooSoon(world);
    const reference = uuid(world);
    pay(world, total, reference);
    const order = placeOrder(world, {
      kind: 'order',
      reference,
      applyReference: null,
      assign,
      lines: lines.map(({ item, quantity, pricePerUnit, allowReassign }) => ({
        item,
        quantity,
        pricePerUnit,
        allowReassign,
      })),
      units,
      total,
      sourceIP: request.ip,
    });
    return ok(orderShape(world, order, queryFlagIn(request, 'includeIccids')));
  },
};

const lineIn = (world: World, given: unknown, assign: boolean): Line => {
  const fields = fieldsOf(given, 'Each of order');
  if (!isAbsent(fields['type']) && fields['type'] !== 'bundle')
    throw badRequest('type of an order line must be bundle');
  const quantity = positiveIn(fields['quantity'], 'quantity');
  const item = textIn(fields['item'], 'item');
  const iccids = iccidsIn(fields);
  if (iccids !== null && !assign) throw badRequest('iccids need assign');
  if (iccids !== null && iccids.length !== quantity) throw badRequest('quantity must equal the number of iccids');
  return {
    item,
    quantity,
    iccids,
    allowReassign: flagIn(fields['allowReassign'], 'allowReassign'),
    pricePerUnit: bundleOf(world, item).price,
  };
};

/** An empty list is as good as none. */
const iccidsIn = ({ iccids }: Fields): readonly string[] | null => {
  if (isAbsent(iccids) || (Array.isArray(iccids) && iccids.length === 0)) return null;
  return listIn(iccids, 'iccids').map((iccid) => textIn(iccid, 'Each of iccids'));
};

const unitsOf = (world: World, lines: readonly Line[]): readonly OrderUnit[] => {
  const units = lines.flatMap(({ item, quantity, iccids, allowReassign }, line) =>
    Array.from({ length: quantity }, (_, index): OrderUnit => {
      const asked = iccids?.[index] ?? null;
      const requested = asked === null ? null : fitting(world, { item, asked, allowReassign });
      return { line, bundle: item, lot: null, requested, iccid: null };
    }),
  );
  for (const iccid of new Set(units.flatMap(({ requested }) => requested ?? []))) {
    refuseFullQueue(world, esimOf(world, iccid), units.filter(({ requested }) => requested === iccid).length);
  }
  return units;
};

/** The eSIM that was asked for, or null where another is to be issued. */
const fitting = (
  world: World,
  { item, asked, allowReassign }: { readonly item: string; readonly asked: string; readonly allowReassign: boolean },
): string | null => {
  const esim = esimOf(world, asked);
  if (fits(bundleOf(world, item), esim)) return asked;
  if (!allowReassign) throw badRequest(`Bundle ${item} is incompatible with eSIM ${asked}`);
  return null;
};

const refuseTooMany = ({ settings }: World, lines: readonly Line[]): void => {
  const { maxBundles } = settings.orders;
  const bundles = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  if (maxBundles !== null && bundles > maxBundles) throw badRequest(`An order can be of ${maxBundles} bundles at most`);
};

const refuseTooSoon = ({ settings, orders, now }: World): void => {
  const last = Object.values(orders).findLast(({ kind }) => kind === 'order');
  const { secondsBetween } = settings.orders;
  if (last !== undefined && now < last.createdAt + secondsBetween * second) {
    throw badRequest(`Orders must be ${secondsBetween} seconds apart`);
  }
};

const validation = (
  world: World,
  lines: readonly Line[],
  { assign, total }: { readonly assign: boolean; readonly total: number },
): object => ({
  order: lines.map(({ item, quantity, pricePerUnit, allowReassign }) => ({
    type: 'bundle',
    item,
    quantity,
    subTotal: decimal(quantity * pricePerUnit),
    pricePerUnit: decimal(pricePerUnit),
    AllowReassign: allowReassign,
  })),
  total: decimal(total),
  valid: total <= world.organisation.balance,
  currency: world.organisation.currency,
  createdDate: new Date(world.now).toISOString(),
  assigned: assign,
});
