import { permissionsIn, type Principal } from '../principal.js';
import { isUserId } from '../user-id.js';
import type { OAuthClient, Tokens } from './options.js';
import type { TokenRequest } from './parameters.js';
import { OAuthRefusal } from './refusal.js';

/** Who a token will speak for. */
export type Granted = Omit<Principal, 'name'>;

export type Grant = (request: TokenRequest, client: OAuthClient, tokens: Tokens) => Promise<Granted>;

const clientCredentials: Grant = async ({ scope }, { secretHash, permissions }) => {
  if (secretHash === null) {
    throw new OAuthRefusal('unauthorized_client', 'A client without a secret gets no token of its own.');
  }
  return { user: null, guest: false, permissions: narrowed(permissions, scope) };
};

const password: Grant = async ({ username, password: word, scope }, _client, { verifyPassword }) => {
  if (username === null || word === null) {
    throw new OAuthRefusal('invalid_request', 'username and password are needed.');
  }
  const verified = await verifyPassword!(username, word);
  if (verified === null) throw new OAuthRefusal('invalid_grant', 'This name and password do not fit.');
  const { user, guest = false, permissions = [] } = verified;
  if (!isUserId(user)) throw new TypeError('verifyPassword must give a user of 1 to 64 characters.');
  return { user, guest, permissions: narrowed(permissions, scope) };
};

/** @throws OAuthRefusal `unsupported_grant_type` */
export const grantOf = (type: string, { verifyPassword }: Tokens): Grant => {
  if (type === 'client_credentials') return clientCredentials;
  if (type === 'password' && verifyPassword !== null) return password;
  const known = ['client_credentials', ...(verifyPassword === null ? [] : ['password'])].join(', ');
  throw new OAuthRefusal('unsupported_grant_type', `grant_type must be one of ${known}.`);
};

/** A token may be asked for less than its owner may, and never for more. Knetik's own words for scopes ask for nothing here. */
const narrowed = (own: Iterable<string>, scope: string | null): Granted['permissions'] => {
  const permissions = permissionsIn(own);
  const asked = (scope ?? '').split(' ').filter((word) => word !== '' && word !== 'read' && word !== 'write');
  if (asked.length === 0) return permissions;
  const given = permissionsIn(asked.filter((word) => (permissions as ReadonlySet<string>).has(word)));
  if (given.size < new Set(asked).size) {
    throw new OAuthRefusal('invalid_scope', 'The scope names what this token may not be given.');
  }
  return given;
};
