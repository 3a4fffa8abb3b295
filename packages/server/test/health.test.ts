import { StorageError } from '@holdall/core';
import { describe, expect, it, vi } from 'vitest';
import { GatedStore } from './harness/gated-store.js';
import { startServer } from './harness/server.js';

const start = async () => {
  const store = new GatedStore();
  const server = await startServer({ engine: { store } });
  const ask = async (what: 'live' | 'ready') => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/api/health/${what}`);
    return [answer.status, await answer.json()];
  };
  return { ...server, store, ask };
};

describe('health', () => {
  it('is asked of the store, and needs no token', async () => {
    const { store, ask } = await start();
    expect(await ask('live')).toEqual([200, { status: 'live' }]);
    expect(store.asked).toBe(0);
    expect(await ask('ready')).toEqual([200, { status: 'ready' }]);
    expect(store.asked).toBe(1);
  });

  it('is bad while the store fails, and good again when it does not; the process lives all the while', async () => {
    const { store, ask } = await start();
    store.failure = new StorageError('The disk is gone.', { transient: true });
    expect(await ask('ready')).toEqual([503, { status: 'not_ready' }]);
    expect(await ask('live')).toEqual([200, { status: 'live' }]);
    store.failure = null;
    expect(await ask('ready')).toEqual([200, { status: 'ready' }]);
  });

  it('is bad when the store does not answer at all, which is then asked once, however many want to know', async () => {
    const { store, ask } = await start();
    store.shutReads();
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const asked = [ask('ready'), ask('ready'), ask('ready')];
      while (vi.getTimerCount() < 3) await new Promise(setImmediate);
      vi.advanceTimersByTime(2_000);
      const bad = [503, { status: 'not_ready' }];
      expect(await Promise.all(asked)).toEqual([bad, bad, bad]);
      expect(store.asked).toBe(1);
    } finally {
      vi.useRealTimers();
    }
    store.letReadsThrough();
    expect(await ask('ready')).toEqual([200, { status: 'ready' }]);
  });
});
