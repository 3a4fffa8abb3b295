import type { Authenticate, PermissionName, Principal } from '../../src/index.js';

const somebody = (name: string, user: string | null, ...permissions: PermissionName[]): Principal => ({
  name,
  user,
  guest: false,
  permissions: new Set(permissions),
});

/** Who calls in the tests, each by a token of the same name. */
export const people = {
  /** A program that may do everything, and is no user. */
  admin: somebody('admin', null, 'INVENTORY_ADMIN', 'TEMPLATE_ADMIN'),
  /** An administrator who is a user, too. */
  boss: somebody('boss', '1', 'INVENTORY_ADMIN', 'TEMPLATE_ADMIN'),
  /** Holders of one permission only. */
  herald: somebody('herald', null, 'ACHIEVEMENTS_ADMIN'),
  keeper: somebody('keeper', null, 'INVENTORY_ADMIN'),
  ann: somebody('ann', '7'),
  bob: somebody('bob', '8'),
  guest: { ...somebody('guest', '9'), guest: true },
} as const satisfies Record<string, Principal>;
export type Person = keyof typeof people;

export const authenticate: Authenticate = ({ token }) =>
  token !== null && Object.hasOwn(people, token) ? people[token as Person] : null;
