import { HoldallError } from './holdall-error.js';

/** No answer, or not all of it: no connection, one that was cut, a name that is not known. `cause` has fetch's own words. */
export class NetworkError extends HoldallError {
  readonly code = 'no_answer';

  constructor(cause: unknown) {
    super('The server could not be reached, or the connection was lost.', { cause });
  }
}

/** No answer within the time that the call gives one attempt. */
export class TimeoutError extends HoldallError {
  readonly code = 'timeout';

  constructor(readonly timeoutMs: number) {
    super(`There was no answer within ${timeoutMs} ms.`);
  }
}
