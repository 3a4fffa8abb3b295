import { RefusedRequest } from '../errors/refused-request.js';
import type { Principal } from './principal.js';

/**
 * The user whom a path names. `me` is the one of the token, and nobody else, whatever the permissions.
 * @throws RefusedRequest `forbidden` for `me` where the token has no user.
 */
export const userNamed = (name: string, { user }: Principal): string => {
  if (name !== 'me') return name;
  if (user === null) throw new RefusedRequest('forbidden', 'This token belongs to no user, so nobody is `me`.');
  return user;
};
