import { describe, expect, it } from 'vitest';
import { BadCredentialsError, bearerTokens, NoTokenError, type IssuedToken } from '@holdall/suppliers';
import { all, idsOf } from '../walked.js';
import { products, scene, upTo } from './sandboxed.js';

const minute = 60_000;

describe('a token', () => {
  it('is replaced ahead of its 15 minutes: no request goes out with one that is over', async () => {
    const { supplier, sandbox } = await scene({ products: products(40), options: { pageSize: 1 } });
    // Nearly a minute goes by with each page.
    sandbox.before = () => (sandbox.now += 0.9 * minute);
    expect(await idsOf(supplier.list())).toEqual(upTo(40));
    expect(new Set(sandbox.statuses)).toEqual(new Set([200]));
    // Each serves until less than a minute of its 15 is left: 16 requests.
    expect([sandbox.requests.length, sandbox.issued]).toEqual([41, 3]);
  });

  it('that runs out in mid-walk all the same has the page repeated, and nothing skipped', async () => {
    const { supplier, sandbox } = await scene({ products: products(9), options: { pageSize: 2 } });
    sandbox.before = (nth) => {
      if (nth === 3) sandbox.now += 15 * minute;
    };
    const walk = supplier.list();
    expect(await idsOf(walk)).toEqual(upTo(9));
    expect(sandbox.requests.map((query) => query.get('page'))).toEqual(['1', '2', '3', '3', '4', '5']);
    expect(sandbox.statuses).toEqual([200, 200, 401, 200, 200, 200]);
    expect(walk.progress).toMatchObject({ complete: true, doubts: [] });
    expect(sandbox.issued).toBe(2);
  });

  it('that is refused, and the next one too, is an error after one repetition', async () => {
    const { supplier, sandbox } = await scene();
    sandbox.before = () => sandbox.revokeTokens();
    await expect(all(supplier.list())).rejects.toMatchObject({ cause: expect.any(BadCredentialsError) });
    expect([sandbox.statuses, sandbox.issued]).toEqual([[401, 401], 2]);
  });

  it('is issued once for all who want one at the same time, and once for all who were refused with the same', async () => {
    const { supplier, sandbox } = await scene({ products: products(3) });
    const walks = () => Promise.all(Array.from({ length: 5 }, () => idsOf(supplier.list())));
    await walks();
    expect(sandbox.issued).toBe(1);
    sandbox.revokeTokens();
    expect(await walks()).toEqual(Array.from({ length: 5 }, () => upTo(3)));
    expect(sandbox.issued).toBe(2);
  });

  it('stands in no error', async () => {
    const { supplier, sandbox } = await scene();
    sandbox.faults.add({ kind: 'status', status: 400, body: '{"message":"bad: sandbox-token-1"}' });
    const error: unknown = await all(supplier.list()).catch((reason: unknown) => reason);
    const told = JSON.stringify([error, (error as Error).message, (error as { cause: unknown }).cause]);
    expect(told).toContain('[secret]');
    expect(told).not.toContain('sandbox-token-1');
  });
});

describe('a provider of tokens', () => {
  const provider = (issue: () => Promise<IssuedToken>) => {
    const clock = { at: 0 };
    return { clock, tokens: bearerTokens({ issue, timing: { now: () => clock.at } }) };
  };

  it('stays with one that still counts when the next cannot be had, and tells why when none does', async () => {
    let broken = false;
    const cause = new Error('the password is hunter2');
    const { clock, tokens } = provider(async () => {
      if (broken) throw cause;
      return { token: 'one' };
    });
    await tokens.headers();
    broken = true;
    clock.at = 14.5 * minute;
    expect(await tokens.headers()).toEqual({ authorization: 'Bearer one' });
    clock.at = 15 * minute;
    const failed = tokens.headers();
    await expect(failed).rejects.toThrow(NoTokenError);
    await expect(failed).rejects.toMatchObject({ cause, message: expect.not.stringContaining('hunter2') });
    broken = false;
    expect(await tokens.headers()).toEqual({ authorization: 'Bearer one' });
  });

  it('counts the time that issuing takes', async () => {
    let issued = 0;
    const { clock, tokens } = provider(async () => {
      issued += 1;
      clock.at += 10 * minute;
      return { token: `number-${issued}` };
    });
    await tokens.headers();
    clock.at += 4 * minute + 1;
    expect(await tokens.headers()).toEqual({ authorization: 'Bearer number-2' });
  });

  it('lets one leave without taking the token from the others', async () => {
    let give: (token: IssuedToken) => void = () => undefined;
    const { tokens } = provider(() => new Promise((resolve) => (give = resolve)));
    const leaving = new AbortController();
    const left = tokens.headers(leaving.signal);
    const stayed = tokens.headers();
    leaving.abort(new Error('enough'));
    await expect(left).rejects.toThrow('enough');
    give({ token: 'late' });
    expect(await stayed).toEqual({ authorization: 'Bearer late' });
  });

  it.each(['', 'two words', 'line\nbreak', undefined])('refuses what no header can carry: %j', async (token) => {
    const { tokens } = provider(() => Promise.resolve({ token: token as string }));
    await expect(tokens.headers()).rejects.toThrow(NoTokenError);
  });
});
