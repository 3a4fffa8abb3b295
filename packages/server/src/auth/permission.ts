import type { PermissionName } from './principal.js';

/** Who may call a route. */
export type Permission =
  | { readonly kind: 'signed-in' }
  | { readonly kind: 'holder'; readonly of: readonly PermissionName[] }
  | { readonly kind: 'owner-or-holder'; readonly of: readonly PermissionName[] };

/** Whoever has a valid token. */
export const signedIn: Permission = { kind: 'signed-in' };

/** Whoever holds one of the permissions. */
export const holderOf = (...of: readonly PermissionName[]): Permission => ({ kind: 'holder', of });

/** Whoever the user in the path is, or holds one of the permissions. */
export const ownerOr = (...of: readonly PermissionName[]): Permission => ({ kind: 'owner-or-holder', of });
