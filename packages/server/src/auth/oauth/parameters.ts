import type { IncomingHttpHeaders } from 'node:http';
import { OAuthRefusal } from './refusal.js';

/** What a token request says, wherever it says it. Null: it does not. */
export interface TokenRequest {
  readonly grantType: string | null;
  readonly client: ClientCredentials;
  readonly username: string | null;
  readonly password: string | null;
  readonly scope: string | null;
}

export interface ClientCredentials {
  readonly id: string | null;
  readonly secret: string | null;
}

/**
 * Reads a form, and the query, where Knetik's clients put the very same: each parameter in one of the two, and once.
 * @param query without the question mark.
 * @throws OAuthRefusal
 */
export const tokenRequestIn = (form: string, query: string, { authorization }: IncomingHttpHeaders): TokenRequest => {
  const given = [...new URLSearchParams(form), ...new URLSearchParams(query)].filter(([, value]) => value !== '');
  const value = (name: string): string | null => {
    const values = given.filter(([one]) => one === name);
    if (values.length > 1) throw new OAuthRefusal('invalid_request', `${name} is given more than once.`);
    return values[0]?.[1] ?? null;
  };
  const inBody = { id: value('client_id'), secret: value('client_secret') };
  return {
    grantType: value('grant_type'),
    client: oneOf(basicIn(authorization), inBody),
    username: value('username'),
    password: value('password'),
    scope: value('scope'),
  };
};

/** RFC 6749, 2.3: a client says in one way who it is. Its bare id beside the header is tolerated, where it is the same. */
const oneOf = (basic: ClientCredentials | null, inBody: ClientCredentials): ClientCredentials => {
  if (basic === null) return inBody;
  if (inBody.secret !== null || (inBody.id !== null && inBody.id !== basic.id)) {
    throw new OAuthRefusal('invalid_request', 'The client is given both in the header and in the request.');
  }
  return basic;
};

/** Both parts were encoded as in a form before they were joined (RFC 6749, 2.3.1). Other schemes say nothing here: Knetik's Python client sends its empty `Bearer` with this request, too. */
const basicIn = (authorization = ''): ClientCredentials | null => {
  const encoded = /^basic +([\w+/=-]+) *$/i.exec(authorization)?.[1];
  if (encoded === undefined) return null;
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  if (colon < 0) throw new OAuthRefusal('invalid_request', 'The Authorization header is not understood.');
  const secret = decoded(text.slice(colon + 1));
  return { id: decoded(text.slice(0, colon)), secret: secret === '' ? null : secret };
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new OAuthRefusal('invalid_request', 'The Authorization header is not understood.');
  }
};
