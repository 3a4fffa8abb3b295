import { RateLimiter, type Lane } from '@holdall/esim-go';
import { TestClock } from '@holdall/testing';
import { describe, expect, it } from 'vitest';
import { thatAsk } from './calls.js';
import { configured, Hurry } from './hurry.js';
import { json, refusal, vendor } from './vendor.js';
import { rateFactsFrom } from '../../src/client/limit/rate-facts.js';
import { OutOfPatience, type Turn, type TurnRequest } from '../../src/client/limit/rate-limiter.js';

const request: TurnRequest = { operation: 'inventoryGet', lane: 'poll', patience: 1e9, again: false };

/** A limiter on a clock that stands still, and what it let go, in order. */
const standing = () => {
  const clock = new TestClock();
  const limiter = new RateLimiter({ timing: clock });
  const gone: string[] = [];
  const turns: Turn[] = [];
  const ask = (name: string, given: Partial<TurnRequest> = {}): Promise<void> =>
    limiter.turn({ ...request, ...given }).then((turn) => {
      gone.push(name);
      turns.push(turn);
    });
  const later = async (milliseconds: number): Promise<readonly string[]> => {
    clock.advance({ milliseconds });
    await settled();
    return gone.splice(0);
  };
  return { clock, limiter, ask, later, turns };
};

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));
const ten = Array.from('0123456789');

describe('the limiter', () => {
  it('lets ten go at once, and the next when one of them was answered a second ago', async () => {
    const { ask, later, turns } = standing();
    [...ten, 'eleventh'].forEach((name) => void ask(name));
    expect(await later(0)).toEqual(ten);
    turns[3]!.over(null);
    expect(await later(999)).toEqual([]);
    expect(await later(1)).toEqual(['eleventh']);
  });

  it('is not held up for ever by answers that never come', async () => {
    const { ask, later } = standing();
    [...ten, 'eleventh'].forEach((name) => void ask(name));
    await later(0);
    expect(await later(1999)).toEqual([]);
    expect(await later(1)).toEqual(['eleventh']);
  });

  it('takes a late answer for no reason to wait longer', async () => {
    const { ask, later, turns } = standing();
    [...ten, 'eleventh'].forEach((name) => void ask(name));
    await later(1500);
    turns.forEach((turn) => turn.over(null));
    expect(await later(499)).toEqual([]);
    expect(await later(1)).toEqual(['eleventh']);
  });

  it('lets a sale go before every poll that waits, and in their lanes the first come first', async () => {
    const { ask, later } = standing();
    ten.forEach((name) => void ask(name));
    await later(0);
    [1, 2, 3].forEach((nth) => void ask(`poll ${nth}`));
    [1, 2].forEach((nth) => void ask(`sale ${nth}`, { lane: 'sale' }));
    void ask('sale again', { lane: 'sale', again: true });
    expect(await later(2000)).toEqual(['sale again', 'sale 1', 'sale 2', 'poll 1', 'poll 2', 'poll 3']);
  });

  it('learns what an operation costs, and gives it no turn before there is so much', async () => {
    const { ask, later, turns } = standing();
    void ask('first');
    await later(0);
    turns[0]!.over({ limit: 10, remaining: 6, resetsIn: 1000, cost: 4 });
    void ask('second');
    void ask('third');
    expect(await later(0)).toEqual(['second']);
    expect(await later(1000)).toEqual(['third']);
  });

  it('gives an operation that costs more than all its turn alone', async () => {
    const { ask, later, turns } = standing();
    void ask('first');
    await later(0);
    turns[0]!.over({ limit: null, remaining: null, resetsIn: null, cost: 12 });
    void ask('second');
    expect(await later(999)).toEqual([]);
    expect(await later(1)).toEqual(['second']);
  });

  it('keeps to a limit that the vendor lowers, and never goes above its own', async () => {
    const { ask, later, turns } = standing();
    void ask('first');
    await later(0);
    turns[0]!.over({ limit: 2, remaining: 1, resetsIn: 10, cost: 1 });
    ['a', 'b', 'c'].forEach((name) => void ask(name));
    expect(await later(0)).toEqual(['a']);
    turns[1]!.over({ limit: 500, remaining: 499, resetsIn: 10, cost: 1 });
    [...ten].forEach((name) => void ask(name));
    expect(await later(0)).toHaveLength(8);
  });

  it('waits for the end of a window that others have used up, but never longer than one', async () => {
    const { ask, later, turns } = standing();
    void ask('first');
    await later(0);
    turns[0]!.over({ limit: 10, remaining: 0, resetsIn: 400, cost: 1 });
    void ask('second');
    expect(await later(399)).toEqual([]);
    expect(await later(1)).toEqual(['second']);
    turns[1]!.over({ limit: 10, remaining: 0, resetsIn: 86_400_000, cost: 1 });
    void ask('third');
    expect(await later(1000)).toEqual(['third']);
  });

  it('tells who has lost patience, and goes on with the next', async () => {
    const { ask, later } = standing();
    ten.forEach((name) => void ask(name));
    await later(0);
    const impatient = ask('impatient', { patience: 500 });
    void ask('patient');
    const lost = expect(impatient).rejects.toThrow(OutOfPatience);
    await later(500);
    await lost;
    expect(await later(1500)).toEqual(['patient']);
  });

  it('forgets who leaves', async () => {
    const { ask, later } = standing();
    ten.forEach((name) => void ask(name));
    await later(0);
    const leaving = new AbortController();
    const left = ask('left', { signal: leaving.signal });
    void ask('stayed');
    leaving.abort(new Error('closed'));
    await expect(left).rejects.toThrow('closed');
    expect(await later(2000)).toEqual(['stayed']);
  });

  it('keeps a process alive while a call waits for its turn', () => {
    const timeouts = (): number => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timeouts();
    const limiter = new RateLimiter({ requests: 1 });
    const leaving = new AbortController();
    void limiter.turn(request);
    const waiting = limiter.turn({ ...request, signal: leaving.signal });
    expect(timeouts()).toBeGreaterThan(before);
    leaving.abort(new Error('enough'));
    return expect(waiting).rejects.toThrow('enough');
  });
});

/** 1 to below 2^31, always the same for a seed (a linear congruence with the constants of Park and Miller). */
const randomFrom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

describe('any ten a second', () => {
  const seed = Number(process.env['HOLDALL_SEED'] ?? 20_261_121);

  // As the vendor counts: windows that begin anywhere, each request at some moment between its sending and its answer.
  it(`never arrive as eleven in a window of the vendor (seed ${seed})`, async () => {
    const random = randomFrom(seed);
    const clock = new TestClock();
    const limiter = new RateLimiter({ timing: clock });
    const arrived: number[] = [];
    const calls = Array.from({ length: 400 }, async () => {
      const turn = await limiter.turn({ ...request, lane: random(4) === 0 ? 'sale' : 'poll' });
      const latency = 1 + random(900);
      arrived.push(clock.now() + random(latency));
      clock.after(latency, () => turn.over(null));
    });
    for (let step = 0; step < 20_000 && arrived.length < 400; step += 1) {
      clock.advance({ milliseconds: 1 + random(20) });
      await Promise.resolve();
      await Promise.resolve();
    }
    await Promise.all(calls);
    for (const offset of [0, 137, 500, 999]) {
      const windows = new Map<number, number>();
      for (const at of arrived) {
        const window = Math.floor((at + offset) / 1000);
        windows.set(window, (windows.get(window) ?? 0) + 1);
      }
      expect(Math.max(...windows.values())).toBeLessThanOrEqual(10);
    }
  });

  it('are 36,000 an hour, where answers come at once, and no sale waits for more than a window', async () => {
    const hurry = new Hurry();
    const limiter = new RateLimiter({ timing: hurry });
    let polls = 0;
    const worst: number[] = [];
    const poller = async (): Promise<void> => {
      while (hurry.now() < 60_000) {
        (await limiter.turn(request)).over(null);
        polls += 1;
      }
    };
    const shop = async (): Promise<void> => {
      while (hurry.now() < 60_000) {
        const asked = hurry.now();
        (await limiter.turn({ ...request, lane: 'sale' })).over(null);
        worst.push(hurry.now() - asked);
        await new Promise<void>((resolve) => void hurry.after(5_000, resolve));
      }
    };
    await Promise.all([...Array.from({ length: 50 }, poller), shop()]);
    expect(worst.length).toBeGreaterThan(10);
    expect(Math.max(...worst)).toBeLessThanOrEqual(1000);
    // Of each ten, those that the shop left over; and each poller may have had one turn more after the end.
    expect(polls + worst.length).toBeGreaterThanOrEqual(600);
    expect(polls + worst.length).toBeLessThanOrEqual(660);
  });
});

describe('calls', () => {
  it('of one process share one limit for a server, whatever their keys', async () => {
    const { url } = await vendor(() => json({ bundles: [] }, 200, { 'x-ratelimit-limit': '1' }));
    const { Configuration } = await import('@holdall/esim-go');
    const one = new Configuration({ basePath: url, apiKey: 'one', patience: 0 });
    const other = new Configuration({ basePath: `${url}/`, apiKey: 'other', patience: 0 });
    await thatAsk[0]!.make(one);
    await expect(thatAsk[0]!.make(other)).rejects.toMatchObject({
      code: 'esim_go_throttled',
      transient: true,
      details: { ambiguous: false, attempts: 0, status: null },
    });
  });

  it('all wait when one was throttled: the limit is one for all that come from here', async () => {
    const { url } = await vendor((_seen, nth) =>
      nth === 1 ? refusal(429, 'Rate limit exceeded', { 'retry-after': '5' }) : json({ bundles: [] }),
    );
    const configuration = configured(url, { attempts: 1 });
    await expect(thatAsk[0]!.make(configuration)).rejects.toMatchObject({ code: 'esim_go_throttled' });
    await thatAsk[0]!.make(configuration);
    expect(configuration.hurry.now()).toBe(5000);
  });

  it.each<[Lane, Lane | undefined]>([
    ['poll', undefined],
    ['sale', 'sale'],
  ])('go in the lane %s', async (lane, given) => {
    const { url } = await vendor(() => json({ bundles: [] }));
    const asked: Lane[] = [];
    const limiter = new RateLimiter();
    const turn = limiter.turn.bind(limiter);
    limiter.turn = (it) => {
      asked.push(it.lane);
      return turn(it);
    };
    await thatAsk[0]!.make(configured(url, { limiter, lane: 'poll' }), { lane: given });
    expect(asked).toEqual([lane]);
  });
});

describe('the headers of the limit', () => {
  const now = Date.parse('2026-01-01T00:00:00.250Z');
  const facts = (headers: Record<string, string>) => rateFactsFrom(new Headers(headers), now);

  it('are read', () => {
    expect(
      facts({
        'X-Ratelimit-Limit': '10',
        'X-Ratelimit-Remaining': '0',
        'X-Ratelimit-Reset': '2026-01-01T00:00:01.000Z',
        'X-Ratelimit-Cost': '5',
      }),
    ).toEqual({ limit: 10, remaining: 0, resetsIn: 750, cost: 5 });
  });

  it('may be missing, or be nonsense', () => {
    const none = { limit: null, remaining: null, resetsIn: null, cost: null };
    expect(facts({})).toEqual(none);
    expect(
      facts({
        'X-Ratelimit-Limit': '0',
        'X-Ratelimit-Remaining': '-1',
        'X-Ratelimit-Reset': 'soon',
        'X-Ratelimit-Cost': '1e3',
      }),
    ).toEqual(none);
  });
});
