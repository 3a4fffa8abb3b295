import { InvalidInputError, type Clock, type Fault } from '@holdall/core';
import type { Callback } from './callback.js';

export interface EsimGoCallbacksOptions {
  /** Where the vendor posts to, as the portal is told, without the host; default `/esim-go/callbacks`. */
  readonly path?: string | undefined;
  /** The API keys that callbacks may be signed with, asked anew for each: while one is exchanged, both. */
  readonly keys: () => readonly string[] | Promise<readonly string[]>;
  /**
   * Stores a callback, and says whether it is new or already there by its id. Once it has resolved, the vendor is told that
   * the callback has arrived and will not send it again: what it is good for is done later, out of what is stored. Where it
   * rejects, the vendor is asked to send the callback again.
   */
  readonly receive: (callback: Callback) => Promise<'new' | 'duplicate'>;
  /** Default: the system's. */
  readonly clock?: Clock | undefined;
  /** The longest body, in bytes; default 65,536. The longest that is known has less than 1,000. */
  readonly bodyLimit?: number | undefined;
  /**
   * `accept`: also those without a signature, which is all of version 2. Anybody who knows the address can then send them:
   * they may be a reason to ask the vendor, never to book anything. A signature that is there has to be right all the same.
   * Default `refuse`.
   */
  readonly unsigned?: 'refuse' | 'accept' | undefined;
}

export const defaults = { path: '/esim-go/callbacks', bodyLimit: 65_536, unsigned: 'refuse' } as const;

/** @throws InvalidInputError naming every fault. */
export const checkOptions = (options: EsimGoCallbacksOptions): void => {
  const { path = defaults.path, bodyLimit = defaults.bodyLimit, unsigned = defaults.unsigned, keys, receive } = options;
  const faults: Fault[] = [];
  const expect = (right: boolean, name: string, message: string): void => {
    if (!right) faults.push({ path: name, message });
  };
  expect(typeof path === 'string' && path.startsWith('/'), 'path', 'must begin with a slash');
  expect(typeof keys === 'function', 'keys', 'must be a function that gives the keys');
  expect(typeof receive === 'function', 'receive', 'must be a function that stores a callback');
  expect(Number.isSafeInteger(bodyLimit) && bodyLimit > 0, 'bodyLimit', 'must be a number of bytes');
  expect(['refuse', 'accept'].includes(unsigned), 'unsigned', 'must be "refuse" or "accept"');
  if (faults.length > 0) throw new InvalidInputError(faults);
};
