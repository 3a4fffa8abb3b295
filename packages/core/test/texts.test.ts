import { describe, expect, it } from 'vitest';
import { fromBase64Url, toBase64Url } from '../src/values/base64url.js';
import { byBytes } from '../src/values/text.js';

/** Texts of one, two, three and four bytes a character, and at the edges between them: the same each time. */
const characters = [
  '\u0001',
  'A',
  'a',
  '\x7f',
  '\x80',
  'é',
  '\u07ff',
  '\u0800',
  '\ud7ff',
  '\ue000',
  '～',
  '\uffff',
  '🎒',
  '\u{10ffff}',
];
const texts = Array.from({ length: 300 }, (_, text) =>
  Array.from({ length: text % 7 }, (__, place) => characters[(text * 31 + place * place * 7) % characters.length]).join(
    '',
  ),
);

describe('base64url', () => {
  it('is what Node makes of a text, and back', () => {
    for (const text of texts) {
      expect(toBase64Url(text)).toBe(Buffer.from(text).toString('base64url'));
      expect(fromBase64Url(toBase64Url(text))).toBe(text);
    }
  });

  it.each(['=', 'a b', 'AA==', '+/+/', '_w', 'é'])('%j stands for no text', (encoded) => {
    expect(fromBase64Url(encoded)).toBeUndefined();
  });
});

describe('the order of texts', () => {
  it('is that of their bytes', () => {
    for (const a of texts) {
      for (const b of texts) {
        expect(Math.sign(byBytes(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
      }
    }
  });

  it.each([
    ['～', '🎒'],
    ['\uE000', '\u{10000}'],
    ['\uD7FF', '\uE000'],
    ['a', 'ab'],
    ['', 'a'],
    ['Z', 'a'],
    ['e\u0301', 'é'],
  ])('has %j before %j', (a, b) => {
    expect([byBytes(a, b) < 0, byBytes(b, a) > 0, byBytes(a, a)]).toEqual([true, true, 0]);
  });
});
