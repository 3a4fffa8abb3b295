import { StorageError, type StorageCode } from '@holdall/core';

interface Meaning {
  readonly code: StorageCode;
  readonly transient: boolean;
  readonly sentence: string;
}

const notUsable = (sentence: string): Meaning => ({ code: 'database_not_usable', transient: false, sentence });

/** What SQLite's primary result codes mean for whoever runs the program. */
const meanings: Readonly<Record<string, Meaning>> = {
  SQLITE_BUSY: {
    code: 'storage_busy',
    transient: true,
    sentence: 'is locked by another process. Nothing was changed: try again.',
  },
  SQLITE_LOCKED: {
    code: 'storage_busy',
    transient: true,
    sentence: 'is locked by another connection. Nothing was changed: try again.',
  },
  SQLITE_FULL: {
    code: 'storage_full',
    transient: true,
    sentence:
      'cannot grow: the disk is full, or its page limit is reached. Nothing was changed: make room, then try again.',
  },
  SQLITE_IOERR: {
    code: 'storage_failed',
    transient: true,
    sentence: 'could not be read or written. Look at the disk; the same command with the same key is safe to repeat.',
  },
  SQLITE_NOTADB: notUsable('is not an SQLite database. Nothing was changed: give the path of another file.'),
  SQLITE_CORRUPT: notUsable('is damaged. Restore it from a backup.'),
  SQLITE_CANTOPEN: notUsable(
    'cannot be opened. Check the path, and that this process may write the file and its folder.',
  ),
  SQLITE_READONLY: notUsable('is read-only. Let this process write the file and its folder, or give another path.'),
  SQLITE_PERM: notUsable('may not be accessed. Let this process read and write the file and its folder.'),
};

/** Anything that SQLite or TypeORM threw, as the error that callers are promised. */
export const storageErrorFrom = (error: unknown, database: string): StorageError => {
  if (error instanceof StorageError) return error;
  const { code, transient, sentence } = meanings[primaryCodeOf(error)] ?? {
    code: 'storage_failed',
    transient: false,
    sentence: 'refused a statement, which Holdall should not have sent. Nothing was changed.',
  };
  const message = `The database ${database} ${sentence} (${error instanceof Error ? error.message : String(error)})`;
  return new StorageError(message, { code, transient, cause: error, details: { database } });
};

/** `SQLITE_IOERR_WRITE` and its like are finer codes below `SQLITE_IOERR`. */
const primaryCodeOf = (error: unknown): string => {
  const { code, driverError } = Object(error) as { code?: unknown; driverError?: { code?: unknown } };
  return /^SQLITE_[A-Z]+/.exec(String(driverError?.code ?? code))?.[0] ?? '';
};
