import type { Operation } from '../api/operation.js';
import { badRequest, forbidden, Refused } from '../api/refused.js';
import type { ApiRequest } from '../api/request.js';
import { ok, type ApiResponse } from '../api/response.js';
import { carryOut } from '../rules/carry-out.js';
import { addressOf, installDetails } from '../shapes/install-details.js';
import { activationCode, type Esim } from '../world/esim.js';
import { referenceOf, type Order } from '../world/order.js';
import type { World, WorldDraft } from '../world/world.js';

/** Install details by order or apply reference, as CSV, JSON or a ZIP of QR codes. */
export const esimsAssignmentsGet: Operation = {
  id: 'esimsAssignmentsGet',
  method: 'GET',
  path: '/esims/assignments',

  changes: (world, request) => {
    const references = (request.query['reference'] ?? []).filter((reference) => reference !== '');
    if (references.length === 0) throw badRequest('reference is required');
    const orders = references.map((reference) => orderOf(world, reference));
    poll(world, orders);
    const { retryAfterSeconds } = world.settings.orders;
    if (orders.some(({ reference }) => world.processing.includes(reference))) {
      return processing(retryAfterSeconds);
    }
    return inForm(
      world,
      orders.flatMap((order) => installsOf(world, order)),
      request,
    );
  },
};

const orderOf = (world: World, asked: string): Order => {
  const order = Object.values(world.orders).find(
    ({ reference, applyReference }) => reference === asked || applyReference === asked,
  );
  if (order === undefined) throw forbidden(`Reference is not accessible: ${asked}`);
  return order;
};

/** An order that is carried out after some polls comes one nearer; so this answer counts, though it is a 503. */
const poll = (world: WorldDraft, orders: readonly Order[]): void => {
  for (const { reference } of orders) {
    const order = world.orders[reference]!;
    if (order.pollsLeft === null) continue;
    if (order.pollsLeft === 0) carryOut(world, order);
    else order.pollsLeft -= 1;
  }
};

const processing = (retryAfterSeconds: number): ApiResponse => {
  const { status, message } = new Refused(503, 'Processing - please come back later');
  return { status, body: { kind: 'json', value: { message } }, retryAfterSeconds };
};

interface Install {
  readonly esim: Esim;
  readonly bundle: string;
  readonly reference: string;
}

const installsOf = (world: World, order: Order): readonly Install[] =>
  order.units.flatMap(({ iccid, bundle }) => {
    const esim = world.esims[iccid!]!;
    return esim.holder === 'organisation' ? [{ esim, bundle, reference: referenceOf(order) }] : [];
  });

/** CSV unless something else is named: the generated client names JSON among others, and depends on getting it. */
const inForm = (world: World, installs: readonly Install[], request: ApiRequest): ApiResponse => {
  if (request.accept.includes('application/zip')) return qrCodes(installs);
  return request.accept.includes('application/json') ? json(world, installs, request) : csv(world, installs);
};

const qrCodes = (installs: readonly Install[]): ApiResponse => ({
  status: 200,
  body: {
    kind: 'qr_codes',
    codes: installs.map(({ esim }) => ({ file: `${esim.iccid}.png`, text: activationCode(esim) })),
  },
  retryAfterSeconds: null,
});

const json = ({ settings }: World, installs: readonly Install[], request: ApiRequest): ApiResponse => {
  const list = installs.map(({ esim }) => ({
    ...installDetails(settings, esim, request),
    ...(esim.firstInstalledAt === null
      ? {}
      : { firstInstalledDateTime: new Date(esim.firstInstalledAt).toISOString() }),
  }));
  const shape = settings.shapes.assignments;
  const bare = shape === 'object' || (shape === 'object_when_one' && list.length === 1);
  return ok(bare ? (list[0] ?? {}) : list);
};

const csv = ({ settings }: World, installs: readonly Install[]): ApiResponse => {
  const rows = installs.map(({ esim, bundle, reference }) => [
    esim.iccid,
    esim.matchingId,
    addressOf(settings.shapes, esim),
    bundle,
    reference,
  ]);
  const lines = [['ICCID', 'Matching ID', 'RSP URL', 'Bundle', 'Reference'], ...rows].map((row) =>
    row.map(csvField).join(','),
  );
  return {
    status: 200,
    body: { kind: 'text', text: `${lines.join('\n')}\n`, contentType: 'text/csv' },
    retryAfterSeconds: null,
  };
};

const csvField = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
