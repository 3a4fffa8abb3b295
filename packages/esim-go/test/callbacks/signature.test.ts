import { createHmac } from 'node:crypto';
import { CallbackRefusedError, checkSignature } from '@holdall/esim-go/callbacks';
import { describe, expect, it } from 'vitest';
import { bytesOf, utilisation3 } from './bodies.js';

const key = 'a-key-of-the-organisation';
const body = bytesOf(utilisation3);
const sign = (encoding: 'base64' | 'base64url' | 'hex', by = key, what: Uint8Array = body): string =>
  createHmac('sha256', by).update(what).digest(encoding);

const verdict = (signature: string, keys: readonly string[] = [key], what: Uint8Array = body): string => {
  try {
    checkSignature(what, signature, keys);
  } catch (error) {
    if (error instanceof CallbackRefusedError) return error.details.reason;
    throw error;
  }
  return 'right';
};

describe('a signature', () => {
  it('is what the contract says: an HMAC that was computed elsewhere', () => {
    // printf '{"alertType":"FirstAttachment"}' | openssl dgst -sha256 -hmac key
    const known = 'ea91b92e8ad10703e0a81764581bd5b7d215209d3e787b944115e170ac5acd16';
    expect(verdict(known, ['key'], bytesOf('{"alertType":"FirstAttachment"}'))).toBe('right');
  });

  it.each([
    ['base64', sign('base64'), 'right'],
    ['base64 without its end', sign('base64').replace('=', ''), 'right'],
    ['base64 for addresses', sign('base64url'), 'right'],
    ['hexadecimal', sign('hex'), 'right'],
    ['hexadecimal in capitals', sign('hex').toUpperCase(), 'right'],
    ['of another key', sign('base64', 'another'), 'signature_wrong'],
    ['of no key', sign('base64', ''), 'signature_wrong'],
    ['of another body', sign('hex', key, bytesOf('{}')), 'signature_wrong'],
    [
      'of the same JSON written anew',
      sign('hex', key, bytesOf(JSON.stringify(JSON.parse(utilisation3), null, 1))),
      'signature_wrong',
    ],
    ['of 32 zero bytes', '0'.repeat(64), 'signature_wrong'],
    ['empty', '', 'signature_not_understood'],
    ['a byte short', sign('hex').slice(2), 'signature_not_understood'],
    ['a byte long', `${sign('hex')}00`, 'signature_not_understood'],
    ['twice, as Node joins headers', `${sign('hex')}, ${sign('hex')}`, 'signature_not_understood'],
    ['with its algorithm before it', `sha256=${sign('hex')}`, 'signature_not_understood'],
    ['with a line behind it', `${sign('base64')}\n`, 'signature_not_understood'],
    ['the key itself', key, 'signature_not_understood'],
  ])('is judged by its bytes: %s', (_case, signature, expected) => {
    expect(verdict(signature)).toBe(expected);
  });

  it.each([
    ['the second of two', [`new-${key}`, key], 'right'],
    ['the first of two', [key, `new-${key}`], 'right'],
    ['neither', ['one', 'two'], 'signature_wrong'],
    ['none', [], 'signature_wrong'],
  ])('is right by any key that is in use: %s', (_case, keys, expected) => {
    expect(verdict(sign('base64'), keys)).toBe(expected);
  });

  it('is never right by an empty key, with which anybody could sign', () => {
    expect(verdict(sign('base64', ''), ['', key])).toBe('signature_wrong');
  });
});
