import { StorageError } from '@holdall/core';
import { databaseFrom, type StoreOptions } from '../create-store.js';
import { retrying } from '../retry.js';

/** The options of a store, but for what to do with migrations. */
export type MigrateOptions = StoreOptions extends infer O ? (O extends object ? Omit<O, 'migrations'> : never) : never;

/**
 * Brings the schema of a database up to date, as opening a store does, and answers the names of the migrations that it
 * ran: none where nothing was to be done. Several processes may do so at the same moment.
 * @throws InvalidInputError, StorageError
 */
export const migrate = (options: MigrateOptions): Promise<readonly string[]> =>
  opening({ ...options, migrations: 'run' });

/**
 * The names of the migrations that `migrate` would run. Changes nothing, and makes no file.
 * @throws InvalidInputError, StorageError
 */
export const pendingMigrations = async (options: MigrateOptions): Promise<readonly string[]> => {
  try {
    return await opening({ ...options, migrations: 'check' });
  } catch (error) {
    if (error instanceof StorageError && error.code === 'migrations_pending') {
      return error.details['migrations'] as readonly string[];
    }
    throw error;
  }
};

const opening = (options: StoreOptions): Promise<readonly string[]> => {
  const database = databaseFrom(options);
  return retrying(options, async () => {
    const migrated = await database.open();
    await database.close();
    return migrated;
  });
};
