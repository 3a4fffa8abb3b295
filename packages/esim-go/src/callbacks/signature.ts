import { createHmac, timingSafeEqual } from 'node:crypto';
import { CallbackRefusedError } from './refused.js';

/** Where version 3 has its signature; names of headers in lower case, as Node gives them. */
export const signatureHeader = 'x-signature-sha256';

/**
 * HMAC-SHA256 of the bytes as they came, with an API key, in base64 or hexadecimal: the vendor documents both. Of several
 * keys any will do: while a key is exchanged, two are in use.
 * @throws CallbackRefusedError
 */
export const checkSignature = (body: Uint8Array, signature: string, keys: readonly string[]): void => {
  const given = bytesOf(signature);
  if (given === null) throw new CallbackRefusedError('signature_not_understood');
  // All of them are tried, in a time that says nothing of which it was or how near.
  const right = keys.filter(isKey).map((key) => timingSafeEqual(given, hmac(body, key)));
  if (!right.includes(true)) throw new CallbackRefusedError('signature_wrong');
};

/** With an empty key anybody can sign. */
export const isKey = (key: string): boolean => key !== '';

const hmac = (body: Uint8Array, key: string): Buffer => createHmac('sha256', key).update(body).digest();

/** 32 bytes, or null. */
const bytesOf = (signature: string): Buffer | null => {
  if (/^[0-9a-f]{64}$/i.test(signature)) return Buffer.from(signature, 'hex');
  return /^[\w+/-]{43}=?$/.test(signature) ? Buffer.from(signature, 'base64') : null;
};
