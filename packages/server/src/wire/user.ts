import { Type, type Static } from 'typebox';
import { model } from './schema.js';

/** A user by id: as a number where it reads as one of 32 bits, as Knetik's ids do; any other id is a text. */
export const SimpleUserResource = model('SimpleUserResource', {
  id: Type.Unsafe<number | string>({ type: ['integer', 'string'] }),
});

export const userToWire = (user: string): Static<typeof SimpleUserResource> => ({
  id: /^[1-9]\d{0,9}$/.test(user) && Number(user) < 2 ** 31 ? Number(user) : user,
});

/** In a path. `me` is the user of the token. */
export const UserId = Type.String({ minLength: 1, maxLength: 64, description: 'The id of a user, or `me`' });
