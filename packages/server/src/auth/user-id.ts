/** The longest id of a user, as everywhere in Holdall. */
const longest = 64;

/** A user is their id as it stands, byte for byte: nothing is trimmed, folded or normalised, so no two ids are one user. */
export const isUserId = (value: unknown): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= longest;
