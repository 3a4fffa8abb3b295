import { count, invalid, named } from '../call/arguments.js';
import type { ApplyBundle, EsimsApplyPostRequest } from '../shapes/apply.js';
import type { EsimsIccidSmsPostRequest, UpdateSimDetails } from '../shapes/esims.js';
import type { OrderRequest } from '../shapes/orders.js';

/** @throws InvalidInputError for what the vendor documents as wrong: it would buy or apply something else, or nothing. */
export const checkedApply = (request: EsimsApplyPostRequest): EsimsApplyPostRequest => {
  if (typeof request !== 'object' || request === null) throw invalid('esimsApplyPostRequest', 'must name a bundle');
  const bundles: readonly ApplyBundle[] = 'bundles' in request ? request.bundles : [request];
  if (bundles.length === 0) throw invalid('bundles', 'must name at least one bundle');
  bundles.forEach(({ iccid, name, repeat }) => {
    named('name', name);
    if (iccid !== undefined) named('iccid', iccid);
    if (repeat !== undefined) count('repeat', repeat);
    if (iccid !== undefined && repeat !== undefined) throw invalid('repeat', 'cannot be given together with iccid');
  });
  return request;
};

/** @throws InvalidInputError for what the vendor documents as wrong. */
export const checkedOrder = (request: OrderRequest): OrderRequest => {
  if (request.type !== 'validate' && request.type !== 'transaction') {
    throw invalid('type', "must be 'validate' or 'transaction'");
  }
  if (typeof request.assign !== 'boolean') throw invalid('assign', 'must be true or false');
  if (request.order.length === 0) throw invalid('order', 'must have at least one line');
  request.order.forEach(({ item, quantity, iccids }, index) => {
    named(`order[${index}].item`, item);
    count(`order[${index}].quantity`, quantity);
    if (iccids === undefined) return;
    iccids.forEach((iccid) => named(`order[${index}].iccids`, iccid));
    if (!request.assign) throw invalid(`order[${index}].iccids`, 'can be given only with assign');
    if (iccids.length !== quantity) throw invalid(`order[${index}].quantity`, 'must be the number of iccids');
  });
  return request;
};

/** @throws InvalidInputError unless 1 to 160 characters. */
export const checkedSms = (request: EsimsIccidSmsPostRequest | null | undefined): EsimsIccidSmsPostRequest => {
  const length = Array.from(request?.message ?? '').length;
  if (length < 1 || length > 160) throw invalid('message', 'must have 1 to 160 characters');
  return { message: request!.message, from: request!.from ?? 'eSIM' };
};

/** @throws InvalidInputError unless 1 to 200, or left out. */
export const checkedLimit = (limit: string | number | null | undefined): string | number | null | undefined => {
  const value = Number(limit ?? 1);
  if (!Number.isInteger(value) || value < 1 || value > 200) throw invalid('limit', 'must be from 1 to 200');
  return limit;
};

/** @throws InvalidInputError unless each is given, once or twice the same. */
export const checkedUpdate = (
  parameters: { readonly iccid?: string | null | undefined; readonly customerRef?: string | null | undefined },
  object: UpdateSimDetails,
): { readonly iccid: string; readonly customerRef: string } => {
  const one = (field: 'iccid' | 'customerRef'): string => {
    const value = parameters[field] ?? object[field];
    if (typeof value !== 'string') throw invalid(field, 'must be a text');
    if ((object[field] ?? value) !== value) throw invalid(field, 'is given twice, and not the same');
    return value;
  };
  return { iccid: named('iccid', one('iccid')), customerRef: one('customerRef') };
};
