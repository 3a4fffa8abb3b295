import { ConflictError } from '../errors/conflict.js';

/** For stores: refuses an import, because of what is kept already. */
export const storeNotEmpty = (found: readonly string[]): ConflictError => {
  const message = `The store is not empty (${found.join(', ')}): an import needs one that was never used. Nothing was changed: make a new database, schema or file for it.`;
  return new ConflictError('store_not_empty', message, { found });
};
