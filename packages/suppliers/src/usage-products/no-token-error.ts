import { HoldallError, RemoteError } from '@holdall/core';

/** Whoever issues the tokens gave none. Nothing was asked of the supplier. */
export class NoTokenError extends RemoteError {
  override readonly code = 'supplier_no_token';

  constructor(why: string, cause?: unknown) {
    // What the issuer says may hold a secret: it stays the cause, which is not sent anywhere.
    const transient = cause instanceof HoldallError ? cause.transient : cause !== undefined;
    super(`There is no token to ask the supplier with: ${why}.`, { transient, ambiguous: false, cause });
  }
}
