/** What a token may allow beyond what everybody may: Knetik's permission names. */
export const permissionNames = ['INVENTORY_ADMIN', 'TEMPLATE_ADMIN', 'ACHIEVEMENTS_ADMIN'] as const;
export type PermissionName = (typeof permissionNames)[number];

/** Who calls. */
export interface Principal {
  /** Stands in the log as the actor: 1 to 100 characters. */
  readonly name: string;
  /** Whose data is theirs, and who `me` is. Null: a program that is no user, such as a store's back end. */
  readonly user: string | null;
  /** Whether the user is a guest: then `guest_playable` has a say in what they use. */
  readonly guest: boolean;
  readonly permissions: ReadonlySet<PermissionName>;
}

/** Those among the words that name a permission here. Others are somebody else's business. */
export const permissionsIn = (words: Iterable<unknown>): ReadonlySet<PermissionName> => {
  const given = new Set(words);
  return new Set(permissionNames.filter((name) => given.has(name)));
};
