import { HoldallError } from './holdall-error.js';
import { InternalError } from './internal.js';

/** An error that callers can tell apart: Holdall's own as it is, any other as an internal one with its cause. */
export const failure = (error: unknown): HoldallError =>
  error instanceof HoldallError
    ? error
    : new InternalError('Something failed in a way that it should not. Nothing was changed.', error);
