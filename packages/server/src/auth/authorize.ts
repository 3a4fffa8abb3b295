import { RefusedRequest } from '../errors/refused-request.js';
import type { Permission } from './permission.js';
import type { Principal } from './principal.js';

/**
 * Refuses whoever may not, before anything of the request but its path was looked at.
 * @param user whose data the path is about; null: nobody's in particular.
 * @throws RefusedRequest `forbidden`
 */
export const authorize = (permission: Permission, principal: Principal, user: string | null): void => {
  if (!isAllowed(permission, principal, user)) {
    throw new RefusedRequest('forbidden', 'This token does not permit that.');
  }
};

const isAllowed = (permission: Permission, { user: own, permissions }: Principal, user: string | null): boolean => {
  switch (permission.kind) {
    case 'signed-in':
      return true;
    case 'holder':
      return permission.of.some((name) => permissions.has(name));
    case 'owner-or-holder':
      return (own !== null && own === user) || permission.of.some((name) => permissions.has(name));
    default:
      return permission satisfies never;
  }
};
