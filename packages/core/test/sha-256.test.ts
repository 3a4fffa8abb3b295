import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Sha256 } from '../src/values/sha-256.js';

const expected = (text: string): string => createHash('sha256').update(text, 'ascii').digest('hex');

const digestOf = (...parts: readonly string[]): string => {
  const hash = new Sha256();
  for (const part of parts) hash.update(part);
  return hash.digest();
};

describe('SHA-256', () => {
  it('is what the standard says of "abc"', () => {
    expect(digestOf('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('agrees with node:crypto on every length up to four blocks', () => {
    for (let length = 0; length <= 256; length += 1) {
      const text = Array.from({ length }, (_, index) => String.fromCharCode((index * 37) % 128)).join('');
      expect(digestOf(text), `${length} characters`).toBe(expected(text));
    }
  });

  it('is the same however the text is cut', () => {
    const text = 'a line of a file\n'.repeat(5_000);
    expect(digestOf(...text.split(/(?<=\n)/))).toBe(expected(text));
    expect(digestOf(text.slice(0, 63), '', text.slice(63))).toBe(expected(text));
  });
});
