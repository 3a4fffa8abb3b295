import { HoldallError } from '@holdall/core';

/** Who calls is not known: no token, or one that does not count. The message is sent, and says no more than that. */
export class InvalidTokenError extends HoldallError {
  readonly code = 'invalid_token';

  constructor(message = 'A bearer token is needed that is valid here.') {
    super(message);
  }
}
