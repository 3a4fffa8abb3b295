import type { IncomingHttpHeaders } from 'node:http';
import { InvalidTokenError } from '../errors/invalid-token.js';
import { bearerIn } from './bearer.js';
import type { Principal } from './principal.js';

export interface Credentials {
  /** The bearer token; null: none, or an empty one. */
  readonly token: string | null;
  /** For hosts that know their callers by something else, such as a cookie. */
  readonly headers: IncomingHttpHeaders;
}

/**
 * Says who calls; null when it is nobody that is known here, which is answered with 401. An `InvalidTokenError` of its own
 * says more, such as that the token is over. Whatever else it throws is answered with 500.
 */
export type Authenticate = (credentials: Credentials) => Principal | null | Promise<Principal | null>;

/** @throws InvalidTokenError */
export const authenticated = async (headers: IncomingHttpHeaders, authenticate: Authenticate): Promise<Principal> => {
  const principal = await authenticate({ token: bearerIn(headers), headers });
  if (principal === null) throw new InvalidTokenError();
  return principal;
};
