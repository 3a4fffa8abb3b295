import { at, Faults, systemClock, type Clock } from '@holdall/core';
import { InvalidTokenError } from '../errors/invalid-token.js';
import { apiKeyIdIn, isKeyOf, type ApiKey } from './api-key.js';
import type { Authenticate } from './authenticate.js';
import { permissionNames, permissionsIn } from './principal.js';
import { isUserId } from './user-id.js';

export interface ApiKeyOptions {
  /**
   * The keys; or where to look one up by its id, each time that it is used: then a key is revoked from the moment in which
   * null is the answer.
   */
  readonly keys: readonly ApiKey[] | ((id: string) => ApiKey | null | Promise<ApiKey | null>);
  /** Whose `now` keys expire by. Default: the machine's clock. */
  readonly clock?: Clock;
}

/**
 * Knows callers by API keys that `makeApiKey` made. What does not look like one is left to others: see `firstOf`.
 * @throws InvalidInputError naming every fault of the keys.
 */
export const apiKeys = ({ keys, clock = systemClock }: ApiKeyOptions): Authenticate => {
  const find = typeof keys === 'function' ? keys : listed(keys);
  return async ({ token }) => {
    const id = token === null ? null : apiKeyIdIn(token);
    if (id === null) return null;
    const stored = await find(id);
    if (stored === null || !isKeyOf(token!, stored))
      throw new InvalidTokenError('This API key is unknown, or revoked.');
    const { name, user, permissions, expires } = stored;
    if (expires !== null && clock.now() >= expires.getTime()) throw new InvalidTokenError('This API key is over.');
    return { name, user, guest: false, permissions: permissionsIn(permissions) };
  };
};

const listed = (keys: readonly ApiKey[]): ((id: string) => ApiKey | null) => {
  const faults = new Faults();
  const byId = new Map(keys.map((key) => [key.id, key]));
  keys.forEach((key, index) => checkKey(key, at('keys', index), faults));
  if (byId.size < keys.length) faults.add('keys', 'must have ids that differ');
  faults.refuseIfAny();
  return (id) => byId.get(id) ?? null;
};

const checkKey = ({ id, hash, name, user, permissions, expires }: ApiKey, path: string, faults: Faults): void => {
  if (!/^[0-9a-f]{16}$/.test(id)) faults.add(at(path, 'id'), 'must be 16 hexadecimal digits, as makeApiKey gives them');
  if (!/^[0-9a-f]{64}$/.test(hash)) faults.add(at(path, 'hash'), 'must be 64 hexadecimal digits: a hash, not the key');
  if (typeof name !== 'string' || name.length < 1 || name.length > 100) {
    faults.add(at(path, 'name'), 'must be 1 to 100 characters');
  }
  if (user !== null && !isUserId(user)) faults.add(at(path, 'user'), 'must be null or 1 to 64 characters');
  if (!Array.isArray(permissions) || permissionsIn(permissions).size < permissions.length) {
    faults.add(at(path, 'permissions'), `must be a list of some of ${permissionNames.join(', ')}, each once`);
  }
  if (expires !== null && !(expires instanceof Date && !Number.isNaN(expires.getTime()))) {
    faults.add(at(path, 'expires'), 'must be null or a Date');
  }
};
