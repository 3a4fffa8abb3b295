import { AmbiguousError, EsimGoError, ThrottledError, UnavailableError } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { calls, thatAsk, thatMayBeRepeated, thatMustNot, type Call } from './calls.js';
import { configured } from './hurry.js';
import { json, nowhere, refusal, vendor, type Reply } from './vendor.js';

/** After each of these it may have been done. */
const doubts: readonly (readonly [string, Reply])[] = [
  ['500', refusal(500, 'Server Error')],
  ['502', { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad Gateway</html>' }],
  ['503', refusal(503, 'Processing', { 'retry-after': '2' })],
  ['504', { status: 504 }],
  ['a lost connection', 'drop'],
  ['an answer cut off', 'cut'],
  ['an answer that is not JSON', { headers: { 'content-type': 'application/json' }, body: '{"status":' }],
  ['an empty success', { status: 200 }],
  ['a redirect', { status: 302, headers: { location: '/v2.4/elsewhere' } }],
];

const failing = async ({ make }: Call, first: Reply, times = Infinity) => {
  const { url, seen } = await vendor((_seen, nth) => (nth <= times ? first : json({ compatible: true })));
  const configuration = configured(url);
  const outcome = await make(configuration).catch((error: unknown) => error);
  return { outcome, sent: seen.length, waited: configuration.hurry.now() };
};

describe('what would be done again', () => {
  // The first trap of all: buying, revoking or refunding twice.
  it.each(doubts.flatMap(([what, reply]) => thatMustNot.map((call) => [call.name, what, reply, call] as const)))(
    '%s is sent once, whatever comes of it: %s',
    async (_name, _what, reply, call) => {
      const { outcome, sent } = await failing(call, reply);
      expect(sent).toBe(1);
      expect(outcome).toBeInstanceOf(AmbiguousError);
      // Whoever repeats what is transient must not repeat this.
      expect(outcome).toMatchObject({ code: 'esim_go_ambiguous', transient: false, details: { ambiguous: true } });
    },
  );

  it.each(thatMustNot)('$name is sent again after a 429, which was turned away before any work', async (call) => {
    const { outcome, sent, waited } = await failing(
      call,
      refusal(429, 'Rate limit exceeded', { 'retry-after': '7' }),
      1,
    );
    expect(outcome).toMatchObject({ status: 200 });
    expect(sent).toBe(2);
    expect(waited).toBeGreaterThanOrEqual(7000);
  });

  it('is not certain any more when a 429 is followed by a lost connection', async () => {
    const { url, seen } = await vendor((_seen, nth) => (nth === 1 ? refusal(429, 'Rate limit exceeded') : 'drop'));
    await expect(thatMustNot[0]!.make(configured(url))).rejects.toThrow(AmbiguousError);
    expect(seen).toHaveLength(2);
  });

  it('is certain not to have been done where nobody listens', async () => {
    const error: unknown = await thatMustNot[0]!.make(configured(await nowhere())).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(UnavailableError);
    expect(error).toMatchObject({ transient: true, details: { ambiguous: false, attempts: 1, status: null } });
  });
});

describe('what only asks', () => {
  it.each(
    // Which of them are asked again hangs on the operation, and after what, on nothing of it: each with one is enough.
    [
      ...doubts.slice(0, 8).map(([what, reply]) => [thatAsk[0]!.name, what, reply, thatAsk[0]!] as const),
      ...thatAsk.slice(1).map((call) => [call.name, 'a lost connection', 'drop', call] as const),
    ],
  )('%s is asked again after %s', async (_name, _what, reply, call) => {
    const { outcome, sent } = await failing(call, reply, 2);
    expect(sent).toBe(3);
    expect(outcome).toMatchObject({ status: 200 });
  });

  it.each(thatAsk)('$name gives up after five tries, and is certain that nothing was done', async (call) => {
    const { outcome, sent } = await failing(call, refusal(503, 'Processing', { 'retry-after': '3' }));
    expect(sent).toBe(5);
    expect(outcome).toMatchObject({
      code: 'esim_go_processing',
      transient: true,
      details: { ambiguous: false, status: 503, retryAfter: 3000, attempts: 5 },
    });
  });

  it.each<[string, Record<string, string>, readonly number[]]>([
    ['as long as the vendor says', { 'retry-after': '2' }, [2000, 4000]],
    // A quarter less at random, of which the test clock takes half.
    ['half a second and then twice that where it does not say', {}, [437.5, 1312.5]],
  ])('waits %s', async (_how, headers, expected) => {
    const times: number[] = [];
    const { url } = await vendor((_seen, nth) => {
      times.push(configuration.hurry.now());
      return nth < 3 ? refusal(503, 'Processing', headers) : json({ bundles: [] });
    });
    const configuration = configured(url);
    await thatAsk[0]!.make(configuration);
    expect(times).toEqual([0, ...expected]);
  });

  it('does not begin a wait that is longer than its patience', async () => {
    const { url, seen } = await vendor(() => refusal(503, 'Processing', { 'retry-after': '61' }));
    await expect(thatAsk[0]!.make(configured(url))).rejects.toMatchObject({ details: { retryAfter: 61_000 } });
    expect(seen).toHaveLength(1);
  });

  it('is told of a redirect, and does not follow it: the key is for one server only', async () => {
    const elsewhere = await vendor(() => json({ bundles: [] }));
    const { url } = await vendor(() => ({ status: 307, headers: { location: `${elsewhere.url}/inventory` } }));
    await expect(thatAsk[0]!.make(configured(url))).rejects.toThrow(EsimGoError);
    expect(elsewhere.seen).toEqual([]);
  });
});

describe('what does no more when done twice', () => {
  it.each(
    doubts
      .slice(0, 8)
      .flatMap(([what, reply]) => thatMayBeRepeated.map((call) => [call.name, what, reply, call] as const)),
  )('%s is sent again after %s', async (_name, _what, reply, call) => {
    const { outcome, sent } = await failing(call, reply, 2);
    expect(sent).toBe(3);
    expect(outcome).toMatchObject({ status: 200 });
  });

  it.each(thatMayBeRepeated)('$name is ambiguous, and may be repeated, when no try was answered', async (call) => {
    const { outcome, sent } = await failing(call, 'drop');
    expect(sent).toBe(5);
    expect(outcome).toMatchObject({ code: 'esim_go_ambiguous', transient: true, details: { ambiguous: true } });
  });

  // The first try revoked, and the eSIM was taken back: "not accessible" would be read as "nothing was done".
  it.each([400, 403])('a %i after a lost answer is no refusal: the lost one may have done it', async (status) => {
    const { url, seen } = await vendor((_seen, nth) => (nth === 1 ? 'drop' : refusal(status, 'no')));
    await expect(thatMayBeRepeated[0]!.make(configured(url))).rejects.toMatchObject({
      code: 'esim_go_ambiguous',
      details: { status },
    });
    expect(seen).toHaveLength(2);
  });

  it('a 429 after a lost answer is no refusal either', async () => {
    const { url } = await vendor((_seen, nth) => (nth === 1 ? 'drop' : refusal(429, 'Rate limit exceeded')));
    await expect(thatMayBeRepeated[0]!.make(configured(url))).rejects.toThrow(AmbiguousError);
  });
});

describe('whatever it does', () => {
  it.each(calls)('$name ends as throttled, nothing done, when there is no end of 429', async (call) => {
    const { outcome, sent } = await failing(call, refusal(429, 'Rate limit exceeded', { 'retry-after': '1' }));
    expect(sent).toBe(5);
    expect(outcome).toBeInstanceOf(ThrottledError);
    expect(outcome).toMatchObject({ transient: true, details: { ambiguous: false } });
  });

  it.each(calls)('$name is not sent again after a 400', async (call) => {
    const { outcome, sent } = await failing(call, refusal(400, 'wrong'));
    expect(sent).toBe(1);
    expect(outcome).toMatchObject({ transient: false, details: { ambiguous: false, status: 400 } });
  });
});
