import { setTimeout as sleep } from 'node:timers/promises';
import { StorageError } from '@holdall/core';

export interface RetryOptions {
  /** How often a unit of work that found the database busy or out of reach is run in all. Default 5. */
  readonly tries?: number;
}

const shortestPause = 10;

/**
 * Runs work again when the database was busy or out of reach, after a random pause that doubles: two processes that keep meeting must
 * not keep step. Safe because nothing of a failed try is left. Other failures are the caller's to judge.
 */
export const retrying = async <R>({ tries = 5 }: RetryOptions, work: () => Promise<R>): Promise<R> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= tries || !isWorthATry(error)) throw error;
      await sleep(shortestPause * 2 ** tried * Math.random());
    }
  }
};

/** The database was busy, or could not be reached while nothing was committed yet. */
const isWorthATry = (error: unknown): boolean =>
  error instanceof StorageError &&
  (error.code === 'storage_busy' || (error.code === 'storage_unreachable' && error.details['outcome'] !== 'unknown'));
