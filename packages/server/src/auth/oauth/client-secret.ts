import { InvalidInputError } from '@holdall/core';
import { randomBytes, scrypt as scryptWithCallback, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

/** Stands in the text of a hash, so that it can be raised without a client noticing. */
interface Cost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** About a tenth of a second and 16 MB for each guess: OWASP's setting with the least memory. */
const cost: Cost = { N: 2 ** 14, r: 8, p: 5 };
/** Also keeps out the empty text of a variable that nobody set. */
const fewestCharacters = 12;
const saltBytes = 16;
const hashBytes = 32;

/**
 * What to store of a client's secret: `scrypt$16384$8$5$SALT$HASH`. Slow on purpose, for a secret may be a word that a
 * person chose.
 * @param secret of at least 12 characters.
 * @throws InvalidInputError
 */
export const hashClientSecret = async (secret: string): Promise<string> => {
  if (secret.length < fewestCharacters) {
    throw new InvalidInputError([{ path: 'secret', message: `must have at least ${fewestCharacters} characters` }]);
  }
  const salt = randomBytes(saltBytes);
  return textOf(cost, salt, await hashOf(secret, salt, cost));
};

/** In constant time once the hash is made. @param stored a text of `hashClientSecret`. */
export const isClientSecret = async (secret: string, stored: string): Promise<boolean> => {
  const { salt, hash, ...itsCost } = partsOf(stored);
  return timingSafeEqual(await hashOf(secret, salt, itsCost), hash);
};

/** No secret has it. Unknown clients are measured by it, so that the time of an answer does not tell which clients there are. */
export const nobodysSecret = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`;

const form = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{22})\$([\w-]{43})$/;

/** Whether a text can be one of `hashClientSecret`'s, of a cost that this machine can be asked for. */
export const isSecretHash = (text: unknown): text is string => {
  const [, N, r, p] = (typeof text === 'string' && form.exec(text)) || [];
  const power = Math.log2(Number(N));
  return Number.isInteger(power) && power >= 13 && power <= 17 && Number(r) === 8 && Number(p) >= 1 && Number(p) <= 16;
};

const textOf = ({ N, r, p }: Cost, salt: Buffer, hash: Buffer): string =>
  ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');

const partsOf = (stored: string): Cost & { readonly salt: Buffer; readonly hash: Buffer } => {
  const [, N, r, p, salt, hash] = form.exec(stored)!;
  return {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt!, 'base64url'),
    hash: Buffer.from(hash!, 'base64url'),
  };
};

const scrypt = promisify<string, Buffer, number, ScryptOptions, Buffer>(scryptWithCallback);

/** Twice what scrypt needs, which is what Node wants to be allowed. */
const hashOf = (secret: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> =>
  scrypt(secret.normalize('NFC'), salt, hashBytes, { N, r, p, maxmem: 256 * N * r });
