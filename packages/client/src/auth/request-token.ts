import { readJson } from '../transport/answer.js';
import type { CallOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';

/** By what a token is asked for. */
export type Grant = ClientCredentialsGrant | PasswordGrant;

/** A program for itself. Not for browsers: whoever sees a page sees its secrets. */
export interface ClientCredentialsGrant {
  readonly type: 'client_credentials';
  readonly clientId: string;
  readonly clientSecret: string;
  /** For a token that may less: some of the permissions, with a space between two. */
  readonly scope?: string | undefined;
}

/** A program for a user, where the server verifies passwords. */
export interface PasswordGrant {
  readonly type: 'password';
  readonly clientId: string;
  /** Default: none, as for programs that can keep no secret. */
  readonly clientSecret?: string | undefined;
  readonly username: string;
  readonly password: string;
  readonly scope?: string | undefined;
}

/** What a token request is answered with (RFC 6749, 5.1), under Knetik's name for it. */
export interface OAuth2Resource {
  readonly access_token: string;
  readonly token_type: string;
  /** Seconds from when it was made. Knetik's model has a text here. */
  readonly expires_in?: number | string;
  readonly scope?: string;
}

/** Nothing is changed by it, so that it may be sent again as it is. @throws RefusedError with OAuth's words as its code. */
export const requestToken = (
  transport: Transport,
  grant: Grant,
  options: CallOptions = {},
): Promise<OAuth2Resource> => {
  const users = grant.type === 'password' ? { username: grant.username, password: grant.password } : {};
  const form = {
    grant_type: grant.type,
    client_id: grant.clientId,
    client_secret: grant.clientSecret,
    ...users,
    scope: grant.scope,
  };
  return transport.send({ method: 'POST', path: '/oauth/token', form }, options, readJson<OAuth2Resource>);
};
