import { StorageError, type StorageCode } from '@holdall/core';

interface Meaning {
  readonly code: StorageCode;
  readonly transient: boolean;
  readonly sentence: string;
}

const busy: Meaning = {
  code: 'storage_busy',
  transient: true,
  sentence: 'was busy with the work of others for too long. Nothing was changed: try again.',
};
const unreachable: Meaning = {
  code: 'storage_unreachable',
  transient: true,
  sentence: 'cannot be reached, or cut the connection: try again.',
};
const full: Meaning = {
  code: 'storage_full',
  transient: true,
  sentence: 'has no room left. Nothing was changed: make room, then try again.',
};
const failing: Meaning = {
  code: 'storage_failed',
  transient: true,
  sentence: 'could not be read or written. Look at the disk, then try again.',
};
const notUsable: Meaning = {
  code: 'database_not_usable',
  transient: false,
  sentence: 'cannot be used. Check its path or name, the user and the password, and what the user may do.',
};
const driverMissing: Meaning = {
  code: 'driver_missing',
  transient: false,
  sentence: 'cannot be opened, because the package that opens it could not be loaded: install it.',
};
const refused: Meaning = {
  code: 'storage_failed',
  transient: false,
  sentence: 'refused a statement, which the bridge should not have sent. Nothing was changed.',
};

/** By SQLite's primary code, SQLSTATE, its class (the first two characters), or the code of a failed system call. */
const meanings: Readonly<Record<string, Meaning>> = {
  SQLITE_BUSY: busy,
  SQLITE_LOCKED: busy,
  SQLITE_FULL: full,
  SQLITE_IOERR: failing,
  SQLITE_NOTADB: notUsable,
  SQLITE_CORRUPT: notUsable,
  SQLITE_CANTOPEN: notUsable,
  SQLITE_READONLY: notUsable,
  SQLITE_PERM: notUsable,
  '40001': busy,
  '40P01': busy,
  '55P03': busy,
  // Another has just made the same record or table: who looks again finds it.
  '23505': busy,
  '53100': full,
  '53': unreachable,
  '08': unreachable,
  '57P01': unreachable,
  '57P02': unreachable,
  '57P03': unreachable,
  '25006': unreachable,
  '58': failing,
  '28': notUsable,
  '3D000': notUsable,
  '3F000': notUsable,
  '42501': notUsable,
  ECONNREFUSED: unreachable,
  ECONNRESET: unreachable,
  EPIPE: unreachable,
  ETIMEDOUT: unreachable,
  ENOTFOUND: unreachable,
  EAI_AGAIN: unreachable,
  EHOSTUNREACH: unreachable,
  ENETUNREACH: unreachable,
  ENOENT: unreachable,
  ERR_DLOPEN_FAILED: driverMissing,
  MODULE_NOT_FOUND: driverMissing,
};

/** What the drivers and TypeORM say by themselves has no code. */
const lost =
  /query runner already released|connection terminated|not queryable|connection ended|timeout exceeded when trying to connect|timeout expired/i;

/** Anything that a database, its driver or TypeORM threw, as the error that callers are promised. */
export const storageErrorFrom = (cause: unknown, database: string): StorageError => {
  if (cause instanceof StorageError) return cause;
  const { code, transient, sentence } = meaningOf(cause);
  const message = `The database ${database} ${sentence} (${cause instanceof Error ? cause.message : String(cause)})`;
  return new StorageError(message, { code, transient, cause, details: { database } });
};

/** Nobody knows whether a commit that was cut off happened: its records have to be read again. */
export const commitErrorFrom = (cause: unknown, database: string): StorageError => {
  const error = storageErrorFrom(cause, database);
  if (error.code !== 'storage_unreachable') return error;
  return new StorageError(`${error.message} It is not known whether the change was stored: read it again.`, {
    code: 'storage_unreachable',
    transient: true,
    cause,
    details: { database, outcome: 'unknown' },
  });
};

/** Nothing of it is left: the same work may be done again. */
export const isWorthATry = (error: unknown): boolean =>
  error instanceof StorageError &&
  (error.code === 'storage_busy' || (error.code === 'storage_unreachable' && error.details['outcome'] !== 'unknown'));

const meaningOf = (error: unknown): Meaning => {
  const { name, code, message, driverError } = Object(error) as Record<'name' | 'code' | 'message', unknown> & {
    driverError?: { code?: unknown };
  };
  // TypeORM 1 no longer knows sqlite3; the last is an addon that was not built.
  if (
    name === 'DriverPackageNotInstalledError' ||
    name === 'MissingDriverError' ||
    /bindings file/.test(String(message))
  )
    return driverMissing;
  const found = driverError?.code ?? code;
  const known = typeof found === 'string' ? (/^SQLITE_[A-Z]+/.exec(found)?.[0] ?? found) : '';
  if (known === '' && lost.test(String(message))) return unreachable;
  return meanings[known] ?? meanings[known.slice(0, 2)] ?? refused;
};
