import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { PermissionName } from './principal.js';

/** What is stored of an API key: enough to know it again, not enough to call with it. */
export interface ApiKey {
  /** Public: names the key in lists and logs. 16 hexadecimal digits. */
  readonly id: string;
  /** The key's SHA-256 in hexadecimal. It needs no salt and no slowness: behind it are 256 random bits, not a word. */
  readonly hash: string;
  /** Stands in the log as the actor: 1 to 100 characters. */
  readonly name: string;
  /** Whose key it is; null: a program's that is no user. */
  readonly user: string | null;
  readonly permissions: readonly PermissionName[];
  /** The first moment at which it no longer counts; null: none. */
  readonly expires: Date | null;
}

export interface NewApiKey {
  /** What to send as `Authorization: Bearer ...`. Show it once: it cannot be made out from what is stored. */
  readonly key: string;
  readonly stored: ApiKey;
}

/** Makes a key. Keep `stored`, and hand `key` to whom it is for. */
export const makeApiKey = ({
  name,
  user = null,
  permissions = [],
  expires = null,
}: Pick<ApiKey, 'name'> & Partial<Pick<ApiKey, 'user' | 'permissions' | 'expires'>>): NewApiKey => {
  const id = randomBytes(8).toString('hex');
  const key = `${prefix}${id}_${randomBytes(32).toString('base64url')}`;
  return { key, stored: { id, hash: hashOf(key).toString('hex'), name, user, permissions: [...permissions], expires } };
};

/** Tells what a text is to whoever finds it, such as the tools that look for secrets in repositories. */
const prefix = 'holdall_';

/** The id in a key; null for what is none. */
export const apiKeyIdIn = (token: string): string | null =>
  /^holdall_([0-9a-f]{16})_[\w-]{43}$/.exec(token)?.[1] ?? null;

/** In constant time, so that nobody finds out digit by digit how near they are. */
export const isKeyOf = (key: string, { hash }: Pick<ApiKey, 'hash'>): boolean => {
  const stored = Buffer.from(hash, 'hex');
  return stored.length === 32 && timingSafeEqual(stored, hashOf(key));
};

const hashOf = (key: string): Buffer => createHash('sha256').update(key).digest();
