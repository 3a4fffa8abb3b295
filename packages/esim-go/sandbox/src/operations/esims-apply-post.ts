import { bodyOf, fieldsOf, flagIn, isAbsent, listIn, positiveIn, textIn, type Fields } from '../api/body.js';
import type { Operation } from '../api/operation.js';
import { badRequest } from '../api/refused.js';
import { ok } from '../api/response.js';
import { fits, refuseFullQueue } from '../rules/assign.js';
import { esimOf } from '../rules/esims.js';
import { takeFromStock } from '../rules/lots.js';
import { placeOrder } from '../rules/place-order.js';
import { uuid } from '../rules/random.js';
import type { OrderUnit } from '../world/order.js';
import type { WorldDraft } from '../world/world.js';

interface Apply {
  readonly name: string;
  readonly iccid: string | null;
  readonly repeat: number;
  readonly allowReassign: boolean;
}

/** Takes bundles from stock, all that are asked for or none, and puts each on an eSIM. */
export const esimsApplyPost: Operation = {
  id: 'esimsApplyPost',
  method: 'POST',
  path: '/esims/apply',

  changes: (world, request) => {
    const applies = appliesIn(bodyOf(request));
    const units = applies.flatMap((apply) => Array.from({ length: apply.repeat }, () => unitOf(world, apply)));
    const applyReference = uuid(world);
    const order = placeOrder(world, {
      kind: 'apply',
      reference: uuid(world),
      applyReference,
      assign: true,
      lines: [],
      units,
      total: 0,
      sourceIP: request.ip,
    });
    const { applyStatus } = world.settings.assignments;
    const esims = order.units.flatMap(({ iccid, bundle }) =>
      iccid === null ? [] : [{ iccid, status: applyStatus, bundle }],
    );
    return ok({ ...(order.status === 'completed' ? { esims } : {}), applyReference });
  },
};

const appliesIn = (body: Fields): readonly Apply[] => {
  const several = !isAbsent(body['bundles']);
  if (several && !isAbsent(body['name'])) throw badRequest('Give either name or bundles');
  if (!several) return [applyIn(body)];
  return listIn(body['bundles'], 'bundles').map((entry) => {
    const { iccid: _, ...fields } = fieldsOf(entry, 'Each of bundles');
    return applyIn(fields);
  });
};

const applyIn = (fields: Fields): Apply => {
  const iccid = isAbsent(fields['iccid']) || fields['iccid'] === '' ? null : textIn(fields['iccid'], 'iccid');
  if (iccid !== null && !isAbsent(fields['repeat'])) throw badRequest('repeat is incompatible with iccid');
  return {
    name: textIn(fields['name'], 'name'),
    iccid,
    repeat: isAbsent(fields['repeat']) ? 1 : positiveIn(fields['repeat'], 'repeat'),
    allowReassign: flagIn(fields['allowReassign'], 'allowReassign'),
  };
};

/** Looked at with the eSIM first: a foreign one is refused before stock is. */
const unitOf = (world: WorldDraft, { name, iccid, allowReassign }: Apply): OrderUnit => {
  const esim = iccid === null ? null : esimOf(world, iccid);
  const lot = takeFromStock(world, name);
  const unit = { line: 0, bundle: name, lot: lot.id, iccid: null };
  if (esim === null) return { ...unit, requested: null };
  if (fits(world.catalogue[name]!, esim)) {
    refuseFullQueue(world, esim, 1);
    return { ...unit, requested: esim.iccid };
  }
  if (!allowReassign) throw badRequest(`Bundle ${name} is incompatible with eSIM ${esim.iccid}`);
  return { ...unit, requested: null };
};
