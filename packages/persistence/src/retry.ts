import { setTimeout as sleep } from 'node:timers/promises';
import { StorageError } from '@holdall/core';

export interface RetryOptions {
  /** How often a unit of work that found the database busy is run in all. Default 5. */
  readonly tries?: number;
}

const shortestPause = 10;

/**
 * Runs work again when the database was busy, after a random pause that doubles: two processes that keep meeting must
 * not keep step. Safe because nothing of a failed try is left. Other failures are the caller's to judge.
 */
export const retrying = async <R>({ tries = 5 }: RetryOptions, work: () => Promise<R>): Promise<R> => {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried >= tries || !(error instanceof StorageError) || error.code !== 'storage_busy') throw error;
      await sleep(shortestPause * 2 ** tried * Math.random());
    }
  }
};
