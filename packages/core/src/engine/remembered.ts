import { ConflictError, type ConflictReason } from '../errors/conflict.js';
import { DeniedError } from '../errors/denied.js';
import type { HoldallError } from '../errors/holdall-error.js';
import { InvalidInputError, type Fault } from '../errors/invalid-input.js';
import { NotFoundError, type Findable } from '../errors/not-found.js';
import { InternalError } from '../errors/internal.js';
import type { Denial } from '../behaviors/verdict.js';
import type { RememberedError } from '../state/reply.js';
import type { JsonObject } from '../values/json.js';

/** A refusal as plain data, so that it can be stored with the idempotency key. */
export const remembered = ({ code, details, message }: HoldallError): RememberedError => ({
  code,
  details: details as JsonObject,
  message,
});

/** The same refusal again, marked as replayed. */
export const errorFrom = (past: RememberedError): HoldallError => {
  const error = errorOf(past);
  error.replayed = true;
  return error;
};

const errorOf = ({ code, details, message }: RememberedError): HoldallError => {
  const data = details as Readonly<Record<string, unknown>>;
  switch (code) {
    case 'denied':
      return new DeniedError(data['denials'] as [Denial, ...Denial[]], data['retryAt'] as number | null);
    case 'conflict':
      return new ConflictError(data['reason'] as ConflictReason, message, data);
    case 'not_found':
      return new NotFoundError(data['what'] as Findable, data['id'] as string | number);
    case 'invalid_input':
      return new InvalidInputError(data['faults'] as Fault[]);
    default:
      return new InternalError(`A remembered answer has a code that is not known: ${code}.`, undefined);
  }
};
