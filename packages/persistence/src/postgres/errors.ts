import { StorageError, type StorageCode } from '@holdall/core';

interface Meaning {
  readonly code: StorageCode;
  readonly transient: boolean;
  readonly sentence: string;
}

const busy: Meaning = {
  code: 'storage_busy',
  transient: true,
  sentence: 'was busy with the same users for too long. Nothing was changed: try again.',
};
const unreachable: Meaning = {
  code: 'storage_unreachable',
  transient: true,
  sentence: 'cannot be reached, or cut the connection. The same command with the same key is safe to repeat.',
};
const full: Meaning = {
  code: 'storage_full',
  transient: true,
  sentence: 'has no room left. Nothing was changed: make room, then try again.',
};
const notUsable: Meaning = {
  code: 'database_not_usable',
  transient: false,
  sentence: 'cannot be used. Check its name, the user and the password, and what the user may do.',
};
const refused: Meaning = {
  code: 'storage_failed',
  transient: false,
  sentence: 'refused a statement, which Holdall should not have sent. Nothing was changed.',
};

/** By SQLSTATE, by its class (the first two characters), or by the code of a failed system call. */
const meanings: Readonly<Record<string, Meaning>> = {
  '40001': busy,
  '40P01': busy,
  '55P03': busy,
  '53100': full,
  '53': unreachable,
  '08': unreachable,
  '57P01': unreachable,
  '57P02': unreachable,
  '57P03': unreachable,
  '25P01': {
    code: 'transaction_not_usable',
    transient: false,
    sentence: 'has no transaction open on the connection: begin one.',
  },
  '25P02': {
    code: 'transaction_not_usable',
    transient: false,
    sentence: 'takes no more statements in the transaction, because one of them failed: roll it back.',
  },
  '58': { ...unreachable, code: 'storage_failed', sentence: 'could not be read or written. Look at the disk.' },
  '25006': unreachable,
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
};

/** Anything that PostgreSQL, its driver or TypeORM threw, as the error that callers are promised. */
export const storageErrorFrom = (error: unknown, database: string): StorageError => {
  if (error instanceof StorageError) return error;
  const { code, transient, sentence } = meaningOf(error);
  const message = `The database ${database} ${sentence} (${error instanceof Error ? error.message : String(error)})`;
  return new StorageError(message, { code, transient, cause: error, details: { database } });
};

/** Nobody knows whether a commit that was cut off happened: it must not be tried again without an idempotency key. */
export const commitErrorFrom = (cause: unknown, database: string): StorageError => {
  const error = storageErrorFrom(cause, database);
  if (error.code !== 'storage_unreachable') return error;
  const message = `${error.message} It is not known whether the commands were carried out: repeat them with the same key.`;
  return new StorageError(message, {
    code: 'storage_unreachable',
    transient: true,
    cause,
    details: { database, outcome: 'unknown' },
  });
};

const meaningOf = (error: unknown): Meaning => {
  const { code, message, driverError } = Object(error) as {
    code?: unknown;
    message?: unknown;
    driverError?: { code?: unknown };
  };
  const found = driverError?.code ?? code;
  const known = typeof found === 'string' ? found : '';
  // What the driver says by itself has no code, nor has TypeORM, which lets go of a connection that was lost.
  if (known === '' && lost.test(String(message))) return unreachable;
  return meanings[known] ?? meanings[known.slice(0, 2)] ?? refused;
};

const lost =
  /query runner already released|connection terminated|not queryable|connection ended|timeout exceeded when trying to connect|timeout expired/i;
