import { Type } from 'typebox';
import type { FieldNames } from '../errors/to-result.js';
import { Id } from '../wire/schema.js';
import { UserId } from '../wire/user.js';

/** In the path of every operation on one entry. Somebody else's is not found. */
export const entryPath = Type.Object({ user_id: UserId, id: Id });
export const entryNames: FieldNames = { user: 'user_id', entry: 'id' };
