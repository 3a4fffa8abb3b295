import { describe, expect, it } from 'vitest';
import { GatedStore } from './harness/gated-store.js';
import { startServer, type StartOptions } from './harness/server.js';

const start = async (options: StartOptions = {}) => {
  const server = await startServer(options);
  const url = `http://127.0.0.1:${server.port}/api/metrics`;
  const ask = (headers: Record<string, string> = {}) => fetch(url, { headers });
  /** The value of a line, which is 0 where it is not told. */
  const value = async (line: string): Promise<number> => {
    const text = await (await ask()).text();
    const found = text.split('\n').find((one) => one.startsWith(`${line} `));
    return Number(found?.slice(line.length) ?? 0);
  };
  return { ...server, ask, value };
};

describe('the metrics', () => {
  it('tell how often a route was asked, by its pattern and status', async () => {
    const { send, value, ask } = await start();
    for (const id of [1, 2, 3]) await send(`GET /entitlements/${id}`);
    await send('GET /entitlements/4/', { as: null });
    const count = (status: number) =>
      value(
        `holdall_http_request_duration_seconds_count{method="GET",route="/api/entitlements/:entitlement_id",status="${status}"}`,
      );
    expect([await count(404), await count(401), await count(200)]).toEqual([3, 1, 0]);
    expect(await (await ask()).text()).not.toContain('/entitlements/4');
  });

  it('tell what the rules refuse, by reason, also to whoever only checks', async () => {
    const { send, engine, value } = await start();
    await engine.createItem({ item: { name: 'Potion', behaviors: [{ type_hint: 'consumable', max_use: 1 }] } });
    await engine.grant({ user: '7', item: 1 });
    await send('POST /users/7/entitlements/1/use');
    await send('POST /users/7/entitlements/1/use');
    await send('GET /users/7/entitlements/1/check');
    await send('GET /users/8/entitlements/1/check');
    expect(await value('holdall_denials_total{reason="used_up"}')).toBe(2);
    expect(await value('holdall_denials_total{reason="not_held"}')).toBe(1);
  });

  it('tell how large batches are and how long they take, and what waits', async () => {
    const store = new GatedStore();
    const { engine, value } = await start({ engine: { store } });
    await engine.createItem({ item: { name: 'Potion' } });
    store.shut();
    const first = engine.grant({ user: '1', item: 1 });
    await store.arrived();
    const others = ['2', '3', '4'].map((user) => engine.grant({ user, item: 1 }));
    expect(await value('holdall_queue_depth')).toBe(3);
    store.letThrough();
    await Promise.all([first, ...others]);
    expect(await value('holdall_queue_depth')).toBe(0);
    expect(await value('holdall_batch_size_sum{of="commands"}')).toBe(5);
    expect(await value('holdall_batch_size_count{of="commands"}')).toBe(3);
    expect(await value('holdall_batch_duration_seconds_count{of="commands"}')).toBe(3);
    await engine.check({ user: '1', item: 1 });
    expect(await value('holdall_batch_size_count{of="questions"}')).toBe(1);
  });

  it('tell of the process, too, unless that is done elsewhere', async () => {
    const { value } = await start({ plugin: { processMetrics: true } });
    expect(await value('process_resident_memory_bytes')).toBeGreaterThan(0);
    const without = await start();
    expect(await without.value('process_resident_memory_bytes')).toBe(0);
  });

  it('are for this machine alone, and not for what a proxy on it passes on', async () => {
    const { ask } = await start();
    const answer = await ask();
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect((await ask({ 'x-forwarded-for': '127.0.0.1' })).status).toBe(403);
    expect((await ask({ forwarded: 'for=127.0.0.1' })).status).toBe(403);
  });

  it.each([
    ['administrators', [401, 403, 200]],
    ['everybody', [200, 200, 200]],
    ['nobody', [404, 404, 404]],
  ] as const)('are for %s where a host says so', async (metrics, expected) => {
    const { ask } = await start({ plugin: { metrics } });
    const as = async (token: string) => (await ask({ authorization: `Bearer ${token}` })).status;
    expect([(await ask()).status, await as('ann'), await as('admin')]).toEqual(expected);
  });
});
