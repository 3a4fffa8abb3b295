import { AmbiguousError, systemTiming, UnavailableError, type Timing } from '@holdall/esim-go';
import { describe, expect, it } from 'vitest';
import { thatAsk, thatMayBeRepeated, thatMustNot } from './calls.js';
import { configured } from './hurry.js';
import { json, refusal, vendor } from './vendor.js';

const asks = thatAsk[0]!;
const buys = thatMustNot[0]!;
const gone = new Error('the host is closing');

/** Ends the call as soon as its request has arrived. */
const leavingOnArrival = async () => {
  const leaving = new AbortController();
  const { url, seen } = await vendor(() => {
    leaving.abort(gone);
    return 'hang';
  });
  return { url, seen, signal: leaving.signal };
};

/** Ends the call as soon as it begins to rest, on the machine's time: nobody waits for an hour here. */
const leavingAtRest = () => {
  const leaving = new AbortController();
  const timing: Timing = {
    ...systemTiming,
    after: (milliseconds, call) => {
      queueMicrotask(() => leaving.abort(gone));
      return systemTiming.after(milliseconds, call);
    },
  };
  return { timing, signal: leaving.signal };
};

/**
 * A fetch that is never answered on its first tries, and then at leisure: no test hangs on how long a busy machine takes.
 * Says how often it was asked.
 */
const silentAtFirst = (tries: number) => {
  let asked = 0;
  const fetch: typeof globalThis.fetch = (url, init) => {
    asked += 1;
    if (asked > tries) return globalThis.fetch(url, { ...init, signal: null });
    return new Promise((_resolve, reject) => {
      const { signal } = init!;
      signal!.addEventListener('abort', () => reject(signal!.reason as Error));
    });
  };
  return { fetch, asked: () => asked };
};

describe('a timeout', () => {
  it('of a question counts for each try', async () => {
    const { url, seen } = await vendor(() => json({ bundles: [] }));
    const { fetch, asked } = silentAtFirst(2);
    await expect(asks.make(configured(url, { fetch }), { timeout: 5 })).resolves.toMatchObject({ status: 200 });
    expect(asked()).toBe(3);
    expect(seen).toHaveLength(1);
  });

  it('of a question, at last, is no answer', async () => {
    const { fetch, asked } = silentAtFirst(Infinity);
    const configuration = configured('http://vendor', { attempts: 2, timeout: 5, fetch });
    await expect(asks.make(configuration)).rejects.toThrow(UnavailableError);
    expect(asked()).toBe(2);
  });

  it('of an order leaves open whether it was done', async () => {
    const { fetch, asked } = silentAtFirst(Infinity);
    await expect(buys.make(configured('http://vendor', { fetch }), { timeout: 5 })).rejects.toThrow(AmbiguousError);
    expect(asked()).toBe(1);
  });

  it('leaves no timer behind, which would keep a process from ending', async () => {
    const { url } = await vendor(() => json({ bundles: [] }));
    const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    await Promise.all(Array.from({ length: 20 }, () => asks.make(configured(url, { timeout: 100_000 }))));
    // Not none: what else has timers comes and goes.
    expect(timers()).toBeLessThan(before + 10);
  });

  it('counts until the whole answer is there', async () => {
    const { url } = await vendor(() => 'stall');
    await expect(buys.make(configured(url), { timeout: 20 })).rejects.toThrow(AmbiguousError);
  });
});

describe('a signal', () => {
  it('ends a question with its reason', async () => {
    const { url, signal } = await leavingOnArrival();
    await expect(asks.make(configured(url), { signal })).rejects.toBe(gone);
  });

  it.each([buys, thatMayBeRepeated[0]!])('does not hide that $name may have been done', async ({ make }) => {
    const { url, seen, signal } = await leavingOnArrival();
    const error: unknown = await make(configured(url), { signal }).catch((it: unknown) => it);
    expect(error).toBeInstanceOf(AmbiguousError);
    expect(error).toMatchObject({ cause: gone, details: { ambiguous: true } });
    expect(seen).toHaveLength(1);
  });

  it('that came before sends nothing, and leaves nothing open', async () => {
    const { url, seen } = await vendor(() => json({}));
    await expect(buys.make(configured(url), { signal: AbortSignal.abort(gone) })).rejects.toBe(gone);
    expect(seen).toEqual([]);
  });

  it('ends the rest between two tries, and what was turned away was not done', async () => {
    const { timing, signal } = leavingAtRest();
    const { url, seen } = await vendor(() => refusal(429, 'Rate limit exceeded', { 'retry-after': '3600' }));
    await expect(buys.make(configured(url, { timing, patience: 4e6 }), { signal })).rejects.toBe(gone);
    expect(seen).toHaveLength(1);
  });

  it('ends the rest after a try that may have been done, and says so', async () => {
    const { timing, signal } = leavingAtRest();
    const { url } = await vendor(() => refusal(503, 'Processing', { 'retry-after': '3600' }));
    const leaves = thatMayBeRepeated[0]!.make(configured(url, { timing, patience: 4e6 }), { signal });
    await expect(leaves).rejects.toThrow(AmbiguousError);
  });

  it('has no listeners of a call that is over', async () => {
    const { url } = await vendor((_seen, nth) => (nth < 3 ? refusal(500, 'no') : json({ bundles: [] })));
    const { signal } = new AbortController();
    const listening = new Set<unknown>();
    const { addEventListener: add, removeEventListener: remove } = signal;
    signal.addEventListener = (...given: Parameters<typeof add>) => {
      listening.add(given[1]);
      add.apply(signal, given);
    };
    signal.removeEventListener = (...given: Parameters<typeof remove>) => {
      listening.delete(given[1]);
      remove.apply(signal, given);
    };
    await asks.make(configured(url), { signal });
    expect(listening.size).toBe(0);
  });
});
