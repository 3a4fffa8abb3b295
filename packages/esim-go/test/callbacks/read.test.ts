import { CallbackRefusedError, readCallback, type Callback } from '@holdall/esim-go/callbacks';
import { describe, expect, it } from 'vitest';
import { bytesOf, countryChange, iccid, topup, utilisation2, utilisation3 } from './bodies.js';

const noon = Date.UTC(2026, 0, 31, 12);
const hour = 60 * 60 * 1000;

const read = (body: string | Uint8Array, receivedAt = noon): Callback =>
  readCallback(typeof body === 'string' ? bytesOf(body) : body, { receivedAt, signed: true });

const refusalOf = (body: string | Uint8Array): string => {
  try {
    read(body);
  } catch (error) {
    if (error instanceof CallbackRefusedError) return error.details.reason;
    throw error;
  }
  return 'none';
};

describe('what is read of a callback', () => {
  it('is everything of version 3, with the raw text beside it', () => {
    expect(read(utilisation3)).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      receivedAt: noon,
      signed: true,
      type: 'Utilisation',
      kind: 'utilisation',
      iccid,
      bundle: {
        name: 'esim_1GB_7D_FR_V2',
        id: '243',
        reference: '0a6c0d3e-5d83-4f4b-9f9d-3f4dbe0c1f11-0',
        unlimited: false,
        initial: 1_000_000_000,
        remaining: 200_000_000,
        startsAt: Date.UTC(2026, 0, 31, 10, 0, 0, 618),
        endsAt: Date.UTC(2026, 1, 7, 10),
      },
      country: null,
      topup: null,
      raw: utilisation3,
    });
  });

  it('is null for what version 2 does not have', () => {
    expect(read(utilisation2)).toMatchObject({
      kind: 'utilisation',
      bundle: { id: null, reference: null, unlimited: null, initial: 1_000_000_000, remaining: 200_000_000 },
    });
  });

  it.each([
    ['FirstUse', utilisation3.replace('Utilisation', 'FirstUse'), 'first_use', { bundle: { id: '243' } }],
    [
      'FirstAttachment',
      `{"alertType":"FirstAttachment","iccid":"${iccid}"}`,
      'first_attachment',
      { bundle: null, iccid },
    ],
    ['CountryChange', countryChange, 'country_change', { country: { code: 'FR', name: 'France' }, iccid }],
    ['Topup', topup, 'topup', { topup: { before: '9.90', after: '1009.90' }, bundle: null, iccid: null }],
    ['AutoTopup', topup.replace('Topup', 'AutoTopup'), 'topup', { type: 'AutoTopup' }],
    ['eSIMGoTopup', topup.replace('Topup', 'eSIMGoTopup'), 'topup', { type: 'eSIMGoTopup' }],
    [
      'a type that is new',
      `{"alertType":"esim.deleted","iccid":"${iccid}"}`,
      'unknown',
      { type: 'esim.deleted', iccid },
    ],
    ['a type in another case', utilisation3.replace('Utilisation', 'utilisation'), 'unknown', { bundle: null, iccid }],
    ['nothing at all', '{}', 'unknown', { type: null, iccid: null, bundle: null, country: null, topup: null }],
  ])('is what there is: %s', (_case, body, kind, facts) => {
    expect(read(body)).toMatchObject({ kind, raw: body, ...facts });
  });

  it.each([
    ['a bare number of 19 digits', '8943108170000000017', '8943108170000000017'],
    ['a bare number of 20 digits', '89431081700000000179', '89431081700000000179'],
    ['a text', '"894310817000000001"', '894310817000000001'],
    ['a number with an exponent', '8.943108170000000017e18', null],
    ['too short', '"89431081700000000"', null],
    ['too long', '"894310817000000001790"', null],
    ['a step in a path', '"../inventory/refund"', null],
    ['a list', '["8943108170000000017"]', null],
    ['null', 'null', null],
  ])('keeps every digit of an ICCID: %s', (_case, value, expected) => {
    expect(read(`{"alertType":"FirstAttachment","iccid":${value}}`).iccid).toBe(expected);
  });

  it.each([
    ['none left', '1000', '0', [1000, 0]],
    ['in quotes', '"1000"', '"250"', [1000, 250]],
    ['with an exponent', '1e9', '5E8', [1e9, 5e8]],
    ['the most that JavaScript holds', '9007199254740991', '1', [Number.MAX_SAFE_INTEGER, 1]],
    ['more than that', '9007199254740993', '1', [null, null]],
    ['below zero', '1000', '-1', [null, null]],
    ['a fraction', '1000', '0.5', [null, null]],
    ['more left than there was', '1000', '1001', [null, null]],
    ['one of them missing', '1000', 'null', [null, null]],
    ['hexadecimal', '"0x10"', '1', [null, null]],
    ['an empty text', '1000', '""', [null, null]],
  ])('never guesses a quantity: %s', (_case, initial, remaining, expected) => {
    const { bundle } = read(
      `{"alertType":"Utilisation","bundle":{"initialQuantity":${initial},"remainingQuantity":${remaining}}}`,
    );
    expect([bundle?.initial, bundle?.remaining]).toEqual(expected);
  });

  it('leaves out the quantities of an unlimited bundle, which mean nothing', () => {
    const { bundle } = read(utilisation3.replace('"unlimited":false', '"unlimited":true'));
    expect(bundle).toMatchObject({ unlimited: true, initial: null, remaining: null });
  });

  it.each([
    ['without a zone: UTC', '"2026-02-07T10:00:00"', Date.UTC(2026, 1, 7, 10)],
    ['with an offset', '"2026-02-07T12:00:00+02:00"', Date.UTC(2026, 1, 7, 10)],
    ['nine digits of a second', '"2026-02-07T10:00:00.999999999Z"', Date.UTC(2026, 1, 7, 10, 0, 0, 999)],
    ['the year 1, for none', '"0001-01-01T00:00:00Z"', null],
    ['a number, of which nobody knows the unit', '1770458400', null],
    ['a day that there is not', '"2026-02-40T10:00:00Z"', null],
    ['words', '"Sat Feb 7 2026"', null],
    ['an empty text', '""', null],
  ])('reads an end by ISO 8601 alone: %s', (_case, value, expected) => {
    expect(read(`{"alertType":"FirstUse","bundle":{"endTime":${value}}}`).bundle?.endsAt).toBe(expected);
  });

  it.each([
    ['a bundle that is a list', '"bundle":[{"name":"x"}]', { bundle: null }],
    ['a bundle that is a number', '"bundle":5', { bundle: null }],
    ['a name with a control character', '"bundle":{"name":"a\\u0000b"}', { bundle: { name: null } }],
    ['a name with half a character', '"bundle":{"name":"a\\ud800b"}', { bundle: { name: null } }],
    ['a name that is endless', `"bundle":{"name":"${'x'.repeat(257)}"}`, { bundle: { name: null } }],
    [
      'a bundle by inheritance',
      '"__proto__":{"bundle":{"name":"x"},"iccid":"8943108170000000017"}',
      { bundle: null, iccid: null },
    ],
    [
      'an object that calls itself a number',
      '"iccid":{"isLosslessNumber":true,"value":"8943108170000000017"}',
      { iccid: null },
    ],
    ['a flag that is none', '"bundle":{"unlimited":"perhaps"}', { bundle: { unlimited: null } }],
  ])('is null where it is of the wrong kind: %s', (_case, fields, expected) => {
    expect(read(`{"alertType":"Utilisation",${fields}}`)).toMatchObject(expected);
  });
});

describe('a body that is no callback', () => {
  it.each([
    ['empty', '', 'empty'],
    ['a lone continuation byte', Uint8Array.of(0x7b, 0x80, 0x7d), 'not_utf8'],
    ['UTF-16', Uint8Array.of(0xff, 0xfe, 0x7b, 0, 0x7d, 0), 'not_utf8'],
    ['an overlong zero', Uint8Array.of(0x22, 0xc0, 0x80, 0x22), 'not_utf8'],
    ['cut off', utilisation3.slice(0, -1), 'not_json'],
    ['something behind it', `${countryChange}{}`, 'not_json'],
    ['a form', 'alertType=Utilisation', 'not_json'],
    ['single quotes', "{'alertType':'Utilisation'}", 'not_json'],
    ['a comma too many', '{"alertType":"Utilisation",}', 'not_json'],
    ['a number that is none', '{"alertType":NaN}', 'not_json'],
    ['a bare zero byte', '{"alertType":"a\0b"}', 'not_json'],
    ['two ICCIDs', '{"iccid":"8943108170000000017","iccid":"8943108170000000025"}', 'not_json'],
    ['60,000 lists in each other', '['.repeat(60_000), 'not_json'],
    ['12,000 objects in each other', '{"a":'.repeat(12_000), 'not_json'],
    ['a list', `[${countryChange}]`, 'not_an_object'],
    ['a text', '"Utilisation"', 'not_an_object'],
    ['a number', '8943108170000000017', 'not_an_object'],
    ['null', 'null', 'not_an_object'],
  ])('is refused as what it is: %s', (_case, body, reason) => {
    expect(refusalOf(body)).toBe(reason);
  });

  it('is not quoted by its refusal', () => {
    const secret = 'not-for-the-log';
    expect(() => read(`{"${secret}`)).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining(secret) }),
    );
  });
});

describe('the identity of a callback', () => {
  it.each([
    ['a state of a bundle, ever', utilisation3, 365 * 24 * hour, true],
    ['a first attachment, ever', `{"alertType":"FirstAttachment","iccid":"${iccid}"}`, 365 * 24 * hour, true],
    ['a country, an hour later', countryChange, hour, true],
    ['a country, a millisecond before the day is over', countryChange, 12 * hour - 1, true],
    ['a country, when the next day begins', countryChange, 12 * hour, false],
    ['a country, 24 hours later', countryChange, 24 * hour, false],
    ['a top-up, an hour later', topup, hour, true],
    ['a top-up, a day later', topup, 24 * hour, false],
    ['what nobody knows, a day later', '{"alertType":"LowBalance"}', 24 * hour, false],
  ])('is the same for the same fact: %s', (_case, body, later, same) => {
    expect(read(body, noon + later).id === read(body, noon).id).toBe(same);
  });

  it('is of the bytes: one that is written otherwise is another', () => {
    expect(read(countryChange.replaceAll(':', ': ')).id).not.toBe(read(countryChange).id);
  });

  it('does not depend on whether it was signed', () => {
    const unsigned = readCallback(bytesOf(utilisation2), { receivedAt: noon, signed: false });
    expect(unsigned).toEqual({ ...read(utilisation2), signed: false });
  });
});

/** Mulberry32: from 0 to below 1. */
const randomFrom = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

const pieces = [
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '"',
  'null',
  'true',
  '-',
  '1e999',
  '\\u0000',
  '\\ud800',
  '"__proto__":',
  '"iccid":',
];

/** A real body with up to eight places cut out, doubled, overwritten by any byte or by a piece of JSON. */
const damaged = (random: () => number): Uint8Array => {
  const below = (limit: number): number => Math.floor(random() * limit);
  const samples = [utilisation3, utilisation2, countryChange, topup];
  let bytes: Uint8Array = bytesOf(samples[below(samples.length)]!);
  for (let left = 1 + below(8); left > 0; left -= 1) {
    const from = below(bytes.length + 1);
    const to = Math.min(bytes.length, from + below(6));
    const middle = [
      Uint8Array.of(),
      Uint8Array.of(below(256)),
      bytesOf(pieces[below(pieces.length)]!),
      bytes.slice(from, to + below(40)),
    ][below(4)]!;
    bytes = Uint8Array.of(...bytes.slice(0, from), ...middle, ...bytes.slice(to));
  }
  return bytes;
};

describe('any bytes', () => {
  const seeds = [1, 2, 3, 4];
  it.each(seeds)('are a callback or a refusal, never anything else (seed %i)', (seed) => {
    const random = randomFrom(seed);
    const seen = new Map<string, number>();
    for (let nth = 0; nth < 2_500; nth += 1) {
      const body = damaged(random);
      const outcome = outcomeOf(body, `seed ${seed}, body ${nth}: ${Buffer.from(body).toString('base64')}`);
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    // The bodies are damaged neither too little nor too much to be worth reading.
    for (const outcome of ['kept', 'not_json', 'not_utf8']) expect(seen.get(outcome), outcome).toBeGreaterThan(50);
  });

  const outcomeOf = (body: Uint8Array, name: string): string => {
    try {
      expectSound(read(body), name);
      return 'kept';
    } catch (error) {
      if (error instanceof CallbackRefusedError) return error.details.reason;
      throw new Error(name, { cause: error });
    }
  };

  const expectSound = ({ raw, ...callback }: Callback, name: string): void => {
    expect(callback.iccid ?? '894310817000000001', name).toMatch(/^\d{18,20}$/);
    expect(JSON.parse(JSON.stringify(callback)), name).toEqual(callback);
    const facts = [callback, callback.bundle, callback.country].flatMap((it): unknown[] => Object.values(it ?? {}));
    const texts = facts.filter((fact) => typeof fact === 'string');
    expect(texts.join(''), name).not.toMatch(/[\p{Cc}\p{Cs}]/u);
    const { initial = null, remaining = null } = callback.bundle ?? {};
    if (initial !== null) expect(initial - remaining!, name).toBeGreaterThanOrEqual(0);
    expect(raw, name).not.toBe('');
  };
});
