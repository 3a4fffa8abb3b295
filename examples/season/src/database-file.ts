import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { SeasonError } from './event.js';

/** Deletes a database, with what SQLite keeps beside it, and nothing that is no database. */
export const removeDatabase = (file: string): void => {
  if (!isDatabase(file)) throw new SeasonError(`${file} is not a SQLite database: --fresh does not delete it.`);
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
};

/** Also where there is nothing at all, or an empty file, which SQLite takes for a new database. */
const isDatabase = (file: string): boolean => {
  const magic = 'SQLite format 3\0';
  const start = Buffer.alloc(magic.length);
  try {
    const handle = openSync(file, 'r');
    try {
      return readSync(handle, start, 0, magic.length, 0) === 0 || start.toString('latin1') === magic;
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
};
