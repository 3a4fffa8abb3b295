import { RefusedError } from './refused.js';

/** 400, and other faults of the request: `fields` names them. */
export class InvalidRequestError extends RefusedError {}

/** 401: no token, or one that does not count (any more). */
export class InvalidTokenError extends RefusedError {}

/** 403: the token is known, and does not permit that. */
export class ForbiddenError extends RefusedError {}

/** 404. */
export class NotFoundError extends RefusedError {}

/** 409: the idempotency key was used for another request. */
export class ConflictError extends RefusedError {}

/** 412: what `ifMatch` names is not the latest any more. Read it again, and decide again. */
export class PreconditionFailedError extends RefusedError {}

/** 429: too many requests of this caller. */
export class TooManyRequestsError extends RefusedError {}

/** 500 and above: the server, or what is in front of it, failed or has too much to do. */
export class ServerError extends RefusedError {}

export const classFor = (status: number): typeof RefusedError =>
  byStatus.get(status) ?? (status >= 500 ? ServerError : status >= 400 ? InvalidRequestError : RefusedError);

const byStatus = new Map<number, typeof RefusedError>([
  [401, InvalidTokenError],
  [403, ForbiddenError],
  [404, NotFoundError],
  [409, ConflictError],
  [412, PreconditionFailedError],
  [429, TooManyRequestsError],
]);
