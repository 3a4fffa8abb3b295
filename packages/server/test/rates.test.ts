import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Authenticate } from '../src/index.js';
import { people, type Person } from './harness/people.js';
import { startServer } from './harness/server.js';

// Counting goes by the machine's clock, which the tests hold still.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) }));
afterEach(() => void vi.useRealTimers());

const rates = {
  users: { most: 3, window: 60_000 },
  holders: { most: 5, window: 60_000 },
  strangers: { most: 2, window: 60_000 },
};

const start = async (plugin: object = { rates }) => {
  const { send } = await startServer({ plugin });
  const times = async (count: number, as: Person | null) => {
    const statuses: number[] = [];
    for (let time = 0; time < count; time += 1) statuses.push((await send('GET /entitlements', { as })).status);
    return statuses;
  };
  return { send, times };
};

describe('whoever asks too often', () => {
  it('is sent away with 429 and the time to wait, alone, and may come back then', async () => {
    const { send, times } = await start();
    expect(await times(3, 'ann')).toEqual([200, 200, 200]);
    vi.setSystemTime(Date.now() + 17_500);
    const refused = await send('GET /entitlements', { as: 'ann' });
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '43']);
    expect(refused.json).toMatchObject({
      code: 1302,
      result: [{ details: { code: 'too_many_requests', retry_after: 43 } }],
    });
    expect(await times(1, 'bob')).toEqual([200]);
    vi.setSystemTime(Date.now() + 42_500);
    expect(await times(1, 'ann')).toEqual([200]);
  });

  it('is counted also for what is then not permitted', async () => {
    const { send } = await start();
    const statuses: number[] = [];
    for (let time = 0; time < 4; time += 1) {
      statuses.push((await send('GET /users/8/inventory', { as: 'ann' })).status);
    }
    expect(statuses).toEqual([403, 403, 403, 429]);
  });

  it('holds nobody else up who has the same name', async () => {
    const authenticate: Authenticate = ({ token }) => ({
      ...people.ann,
      name: 'shop',
      user: token === 'ann' ? '7' : null,
    });
    const { times } = await start({ rates, authenticate });
    expect(await times(4, 'ann')).toEqual([200, 200, 200, 429]);
    expect(await times(1, 'bob')).toEqual([200]);
  });

  it('may ask more, holding permissions', async () => {
    const { times } = await start();
    expect(await times(6, 'admin')).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('and does not say who, goes by address: whoever says it is not held up', async () => {
    const { times } = await start();
    expect(await times(4, null)).toEqual([401, 401, 429, 429]);
    expect(await times(1, 'ann')).toEqual([200]);
  });

  it('is let through where a host sets no limits', async () => {
    const { times } = await start({ rates: { users: null, strangers: null } });
    expect(new Set(await times(20, 'ann'))).toEqual(new Set([200]));
    expect(new Set(await times(20, null))).toEqual(new Set([401]));
  });
});
