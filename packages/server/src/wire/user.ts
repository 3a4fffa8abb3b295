import { Type, type Static } from 'typebox';
import { model } from './schema.js';

/** A user by id: as a number where it reads as one of 32 bits, as Knetik's ids do; any other id is a text. */
export const SimpleUserResource = model('SimpleUserResource', {
  id: Type.Unsafe<number | string>({ type: ['integer', 'string'] }),
});

export const userToWire = (user: string): Static<typeof SimpleUserResource> => ({ id: numberIn(user) ?? user });

/**
 * Who acted, by the name of their token. As a `user` only where that is a number: Python raises on any other id, and would
 * read no log in which a program has acted. `actor` is beyond Knetik, and says it in any case.
 */
export const actorToWire = (actor: string | null) => {
  const id = actor === null ? null : numberIn(actor);
  return { user: id === null ? null : { id }, actor };
};

const numberIn = (user: string): number | null =>
  /^[1-9]\d{0,9}$/.test(user) && Number(user) < 2 ** 31 ? Number(user) : null;

/** In a path. `me` is the user of the token. */
export const UserId = Type.String({ minLength: 1, maxLength: 64, description: 'The id of a user, or `me`' });
