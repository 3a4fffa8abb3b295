import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StorageError } from '@holdall/core';

export const inMemory = ':memory:';

/**
 * Refuses a path at which no database can be, before anything is touched: SQLite would only say that it cannot open it,
 * and TypeORM would create missing folders, also for a path that was merely misspelt. It looks at names only: closing a
 * file that SQLite has open elsewhere in this process would drop SQLite's locks on it.
 * @throws StorageError
 */
export const refuseUnusablePath = async (database: string): Promise<void> => {
  const refuse = (reason: string): never => {
    throw notUsable(database, reason);
  };
  const folder = dirname(database);
  const found = await statOf(folder);
  if (found === 'missing') return refuse(`the folder ${folder} does not exist. Create it, or give another path.`);
  if (found === 'through a file' || !found.isDirectory()) return refuse(`${folder} is no folder. Give another path.`);
  const file = await statOf(database);
  if (file === 'missing' || file === 'through a file') return;
  if (file.isDirectory()) refuse('it is a folder. Give the path of a file in it.');
  // SQLite takes a file of one byte for an empty one, and would write over it; all others it looks at.
  if (file.size === 1) refuse('it is not an SQLite database. Nothing was changed: give the path of another file.');
};

export const isMissing = async (database: string): Promise<boolean> => (await statOf(database)) === 'missing';

const statOf = async (path: string): Promise<Stats | 'missing' | 'through a file'> => {
  try {
    return await stat(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return 'missing';
    if (code === 'ENOTDIR') return 'through a file';
    throw notUsable(path, `it cannot be looked at (${String(code)}). Check the permissions of the folders above it.`);
  }
};

const notUsable = (database: string, reason: string): StorageError =>
  new StorageError(`The database ${database} cannot be used: ${reason}`, {
    code: 'database_not_usable',
    transient: false,
    details: { database },
  });
