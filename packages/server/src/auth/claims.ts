import type { JWTPayload } from 'jose';
import { InvalidTokenError } from '../errors/invalid-token.js';
import { isUserId } from './user-id.js';
import { permissionsIn, type PermissionName, type Principal } from './principal.js';

/**
 * Who a token speaks for. `sub` is the user, unless there is none, or it is the client itself as RFC 9068 has it: then a
 * program calls that is no user. Permissions are the words of `scope`, and of `permissions`, that are known here.
 * @throws InvalidTokenError where the claims are of other types, or name nobody.
 */
export const principalFrom = ({ sub, client_id: client, scope, permissions, guest = false }: JWTPayload): Principal => {
  const user = sub === undefined || sub === client ? null : sub;
  const name = user ?? client;
  const words = [...wordsIn(scope), ...listIn(permissions)];
  if (!isName(name) || (user !== null && !isUserId(user)) || typeof guest !== 'boolean') throw notUnderstood();
  return { name, user, guest: guest && user !== null, permissions: permissionsIn(words) };
};

/** The claims of a token of our own: `principalFrom` makes the same of them again. */
export const claimsOf = (
  { user, guest, permissions }: Omit<Principal, 'name'>,
  client: string,
): JWTPayload & { readonly scope: string } => ({
  ...(user !== null && { sub: user }),
  client_id: client,
  scope: scopeOf(permissions),
  ...(guest && { guest }),
});

export const scopeOf = (permissions: ReadonlySet<PermissionName>): string => [...permissions].join(' ');

const isName = (name: unknown): name is string => typeof name === 'string' && name.length > 0 && name.length <= 100;

const wordsIn = (scope: unknown = ''): string[] => {
  if (typeof scope !== 'string') throw notUnderstood();
  return scope.split(' ');
};

const listIn = (permissions: unknown = []): unknown[] => {
  if (!Array.isArray(permissions)) throw notUnderstood();
  return permissions as unknown[];
};

const notUnderstood = () => new InvalidTokenError('The claims of this token are not understood here.');
