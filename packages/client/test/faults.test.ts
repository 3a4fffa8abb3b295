import { getEventListeners } from 'node:events';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createClient,
  DeniedError,
  InvalidRequestError,
  NetworkError,
  NotFoundError,
  RefusedError,
  ServerError,
  TimeoutError,
  TooManyRequestsError,
  UnexpectedAnswerError,
  type ClientOptions,
} from '../src/index.js';
import { cut, cutShort, json, startRawServer, text, type Reply } from './harness/raw-server.js';
import { testWorld } from './harness/world.js';

const start = async (options: Partial<ClientOptions>, ...replies: readonly Reply[]) => {
  const { baseUrl, seen } = await startRawServer(...replies);
  const world = testWorld();
  return { client: createClient({ baseUrl, token: 't', world, ...options }), seen, world };
};

const caught = async (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    (answer) => expect.unreachable(`answered ${JSON.stringify(answer)}`),
    (error: unknown) => error,
  );

const keysIn = (seen: readonly { readonly headers: Readonly<Record<string, unknown>> }[]) =>
  seen.map(({ headers }) => headers['idempotency-key']);

const denied = json(400, {
  code: 1100,
  request_id: 'req-1',
  result: [
    {
      message: 'Denied.',
      field: null,
      details: {
        code: 'denied',
        reason: 'window_full',
        retry_at: 1_767_225_690,
        denials: [{ rule: 'r', reason: 'window_full', item_id: 4, facts: { used: 1 }, retry_at: null }],
      },
    },
  ],
});

describe('what passes by itself', () => {
  it.each<readonly [string, Reply]>([
    ['a connection that is cut', cut],
    ['one that is cut in the middle of the answer', cutShort],
    ['408', text(408)],
    ['429', text(429)],
    ['502 with a page of a proxy', text(502, '<html>Bad gateway</html>', { 'content-type': 'text/html' })],
    ['503', json(503, { code: 1500, request_id: 'r', result: [] })],
    ['504', text(504)],
  ])('is tried again: a read after %s', async (_name, fault) => {
    const { client, seen } = await start({}, fault, fault, json(200, { id: 1 }));
    expect(await client.getEntitlementItem(1)).toEqual({ id: 1 });
    expect(keysIn(seen)).toEqual([undefined, undefined, undefined]);
  });

  it.each<readonly [string, Reply]>([
    ['cut', cut],
    ['503', text(503)],
  ])('is tried again: a write after %s, under one key', async (_name, fault) => {
    const { client, seen } = await start({}, fault, fault, text(200));
    await client.useUserEntitlementItem(7, 1);
    const [key, ...others] = keysIn(seen);
    expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(others).toEqual([key, key]);
    await client.useUserEntitlementItem(7, 1);
    expect(keysIn(seen)[3]).not.toBe(key);
  });

  it('is tried as often as the client may, and then thrown with the key that another try needs', async () => {
    const { client, seen } = await start({ retries: 2 }, cut);
    const error = await caught(client.grantUserEntitlement(7, { entitlement_id: 1 }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(keysIn(seen)).toEqual(Array(3).fill((error as NetworkError).idempotencyKey));
  });

  it('is tried as often as the call may', async () => {
    const { client, seen } = await start({ retries: 2 }, cut);
    await caught(client.getEntitlementItem(1, { retries: 0 }));
    expect(seen).toHaveLength(1);
  });

  it('is not tried again where the server knows no keys, which are then not sent', async () => {
    const { client, seen } = await start({ idempotency: false }, cut);
    const error = await caught(client.useUserEntitlementItem(7, 1, { idempotencyKey: 'mine' }));
    expect(error).toMatchObject({ name: 'NetworkError', idempotencyKey: null });
    expect(keysIn(seen)).toEqual([undefined]);
    await caught(client.getEntitlementItem(1));
    expect(seen).toHaveLength(5);
  });

  it('sends the key of the caller', async () => {
    const { client, seen } = await start({}, cut, text(200));
    await client.useUserEntitlementItem(7, 1, { idempotencyKey: 'order-17' });
    expect(keysIn(seen)).toEqual(['order-17', 'order-17']);
  });
});

describe('what does not pass', () => {
  it.each<readonly [string, Reply, new (...args: never[]) => RefusedError]>([
    ['a denial', denied, DeniedError],
    ['a fault of the request', json(400, { code: 1000, result: [] }), InvalidRequestError],
    ['404', text(404), NotFoundError],
    ['500', json(500, { code: 1600, result: [] }), ServerError],
    ['501', text(501), ServerError],
    ['413', text(413), InvalidRequestError],
  ])('is sent once: %s', async (_name, reply, kind) => {
    const { client, seen } = await start({}, reply);
    expect(await caught(client.useUserEntitlementItem(7, 1))).toBeInstanceOf(kind);
    expect(await caught(client.getEntitlementItem(1))).toBeInstanceOf(kind);
    expect(seen).toHaveLength(2);
  });

  it('is a redirection, which would make a read of a write', async () => {
    const { client, seen } = await start({ retries: 0 }, text(302, '', { location: '/elsewhere' }), text(200));
    expect(await caught(client.useUserEntitlementItem(7, 1))).toBeInstanceOf(NetworkError);
    expect(seen.map(({ url }) => url)).toEqual(['/users/7/entitlements/1/use']);
  });
});

describe('pauses', () => {
  it('are as long as Retry-After says in seconds, and a random part longer', async () => {
    const world = testWorld(0.5);
    const { client } = await start({ world }, text(503, '', { 'retry-after': '7' }), json(200, {}));
    await client.getEntitlementItem(1);
    expect(world.waits).toEqual([7100]);
  });

  it('are until the date that Retry-After says', async () => {
    const date = 'Thu, 01 Jan 2026 00:00:09 GMT';
    const { client, world } = await start({}, text(429, '', { 'retry-after': date }), json(200, {}));
    await client.getEntitlementItem(1);
    expect(world.waits).toEqual([9000]);
  });

  it.each(['-1', '1.5', 'soon', '', 'Thu, 01 Jan 2015 00:00:00 GMT'])(
    'are not made by Retry-After: %s',
    async (after) => {
      const { client, world } = await start({}, text(503, '', { 'retry-after': after }), json(200, {}));
      await client.getEntitlementItem(1);
      expect(world.waits).toEqual([0]);
    },
  );

  it.each(['-1', '1.5', 'soon'])('are not foretold by Retry-After: %s', async (after) => {
    const { client } = await start({ retries: 0 }, text(503, '', { 'retry-after': after }));
    expect(await caught(client.getEntitlementItem(1))).toMatchObject({ status: 503, retryAt: null });
  });

  it('double, up to the longest', async () => {
    const world = testWorld(0.5);
    const { client } = await start({ world, retries: 6, longestPauseMs: 1000 }, cut);
    await caught(client.getEntitlementItem(1));
    expect(world.waits).toEqual([100, 200, 400, 500, 500, 500]);
  });

  it('that would be too long are not begun: the error says until when', async () => {
    const { client, world, seen } = await start({}, text(503, '', { 'retry-after': '31' }));
    const error = await caught(client.getEntitlementItem(1));
    expect(error).toMatchObject({ status: 503, retryAt: new Date(Date.UTC(2026, 0, 1, 0, 0, 31)) });
    expect([seen.length, world.waits]).toEqual([1, []]);
  });

  it('end when the caller gives up', async () => {
    const { baseUrl, seen } = await startRawServer(text(503, '', { 'retry-after': '20' }));
    const controller = new AbortController();
    const { wait } = (await import('../src/options.js')).theWorld;
    const world = {
      wait: (ms: number, signal?: AbortSignal) => {
        queueMicrotask(() => controller.abort(new Error('enough')));
        return wait(ms, signal);
      },
    };
    const client = createClient({ baseUrl, world });
    const call = client.getEntitlementItem(1, { signal: controller.signal });
    await expect(call).rejects.toThrow('enough');
    expect(seen).toHaveLength(1);
  });
});

describe('errors', () => {
  it('of a denial have reason, facts, all denials and the moment from which it is allowed', async () => {
    const { client } = await start({}, denied);
    const error = await caught(client.checkUserEntitlementItem('me', 4));
    expect(error).toBeInstanceOf(RefusedError);
    expect(error).toMatchObject({
      name: 'DeniedError',
      status: 400,
      code: 'denied',
      resultCode: 1100,
      reason: 'window_full',
      facts: { used: 1 },
      denials: [{ rule: 'r', reason: 'window_full', itemId: 4, facts: { used: 1 }, retryAt: null }],
      requestId: 'req-1',
      retryAt: new Date(1_767_225_690_000),
      fields: [],
      idempotencyKey: null,
    });
  });

  it('of a faulty request name the fields', async () => {
    const result = [
      { message: 'page must be >= 1', field: 'page', details: { code: 'invalid_input' } },
      { message: 'size must be <= 1000', field: 'size', details: { code: 'invalid_input' } },
    ];
    const { client } = await start({}, json(400, { code: 1000, request_id: 'r', result }));
    expect(await caught(client.getEntitlementItems({ page: 0, size: 5000 }))).toMatchObject({
      code: 'invalid_input',
      message: 'page must be >= 1; size must be <= 1000',
      fields: [
        { field: 'page', message: 'page must be >= 1' },
        { field: 'size', message: 'size must be <= 1000' },
      ],
      reason: null,
      facts: {},
      denials: [],
    });
  });

  it.each<readonly [string, string, string]>([
    ['HTML', 'text/html', '<html>Teapot</html>'],
    ['nothing', 'application/json', ''],
    ['half a JSON', 'application/json', '{"code":'],
    ['null', 'application/json', 'null'],
    ['a list', 'application/json', '[1]'],
    ['another JSON', 'application/json', '{"result":{"a":1},"code":"x","request_id":7}'],
    ['a result of nothings', 'application/json', '{"result":[null,3,"x"]}'],
    ['a denial of nothing', 'application/json', '{"result":[{"details":{"code":"denied","denials":[]}}]}'],
  ])('are made of whatever a proxy answers: %s', async (_name, type, body) => {
    const { client } = await start({}, text(418, body, { 'content-type': type, 'x-request-id': 'edge-9' }));
    const error = await caught(client.getEntitlementItem(1));
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(error).toMatchObject({
      status: 418,
      resultCode: null,
      requestId: 'edge-9',
      body,
      retryAt: null,
      denials: [],
    });
  });

  it('have the words of the token layer', async () => {
    const refused = json(401, { error: 'invalid_token', error_description: 'It is over.' });
    const { client, seen } = await start({}, refused);
    const error = await caught(client.getEntitlementItem(1));
    expect(error).toMatchObject({ name: 'InvalidTokenError', code: 'invalid_token', message: 'It is over.' });
    expect(seen).toHaveLength(1);
  });

  it('keep the beginning of a long body only', async () => {
    const { client } = await start({ retries: 0 }, text(502, 'x'.repeat(100_000)));
    expect((await caught(client.getEntitlementItem(1))) as RefusedError).toHaveProperty('body.length', 500);
  });

  it('of 429 and 409 and 412 are told apart', async () => {
    const replies = [text(429), text(409), text(412)];
    const { client } = await start({ retries: 0 }, ...replies);
    const names = [];
    for (const _ of replies) names.push(((await caught(client.getEntitlementItem(1))) as Error).name);
    expect(names).toEqual([TooManyRequestsError.name, 'ConflictError', 'PreconditionFailedError']);
  });
});

describe('an answer of success that is none', () => {
  it.each<readonly [string, string, string]>([
    ['a login page', 'text/html', '<html>Sign in</html>'],
    ['nothing', 'application/json', ''],
    ['half of it', 'application/json', '{"id":'],
  ])('is refused where JSON should be: %s', async (_name, type, body) => {
    const { client, seen } = await start({}, text(200, body, { 'content-type': type }));
    const error = await caught(client.getEntitlementItem(1));
    expect(error).toBeInstanceOf(UnexpectedAnswerError);
    expect(error).toMatchObject({ status: 200, body });
    expect(seen).toHaveLength(1);
  });

  it('is refused where nothing should be: a write that ended at a login page was not done', async () => {
    const { client } = await start(
      {},
      text(200, '<html>Sign in</html>', { 'content-type': 'text/html; charset=utf-8' }),
    );
    expect(await caught(client.useUserEntitlementItem(7, 1))).toBeInstanceOf(UnexpectedAnswerError);
  });

  it('is taken where JSON comes in place of nothing, as from older servers', async () => {
    const { client } = await start({}, json(200, {}));
    await expect(client.useUserEntitlementItem(7, 1)).resolves.toBeUndefined();
  });

  it('has no tag where one was asked for', async () => {
    const { client } = await start({}, json(200, { id: 1 }));
    expect(await caught(client.getEntitlementItemWithEtag(1))).toBeInstanceOf(UnexpectedAnswerError);
  });
});

describe('time', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
  afterEach(() => void vi.useRealTimers());
  const passes = (ms: number) => void vi.advanceTimersByTime(ms);

  it('ends an attempt that gets no answer, and the next one is made', async () => {
    const { client, seen } = await start({ timeoutMs: 5000 }, () => passes(100), json(200, { id: 1 }));
    expect(await client.getEntitlementItem(1, { timeoutMs: 100 })).toEqual({ id: 1 });
    expect(seen).toHaveLength(2);
  });

  it('ends an attempt that gets half an answer, and the next one is made', async () => {
    const half: Reply = (response) => void response.writeHead(200, { 'content-length': '10' }).write('{');
    const slowly: ClientOptions['fetch'] = async (input, init) => {
      const response = await fetch(input, init);
      setImmediate(() => passes(100));
      return response;
    };
    const { client, seen } = await start({ timeoutMs: 100, fetch: slowly }, half, json(200, { id: 1 }));
    expect(await client.getEntitlementItem(1)).toEqual({ id: 1 });
    expect(seen).toHaveLength(2);
  });

  it('is told', async () => {
    const { client } = await start({ timeoutMs: 20, retries: 0 }, () => passes(20));
    const error = await caught(client.useUserEntitlementItem(7, 1, { idempotencyKey: 'k' }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: 'timeout', timeoutMs: 20, idempotencyKey: 'k' });
  });

  it('that is left is enough', async () => {
    const reply: Reply = (response, seen) => {
      passes(99);
      json(200, { id: 1 })(response, seen);
    };
    const { client, seen } = await start({ timeoutMs: 100 }, reply);
    await client.getEntitlementItem(1);
    expect([seen.length, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it("ends at the caller's signal, with its reason, and is not tried again", async () => {
    const controller = new AbortController();
    const { client, seen } = await start({}, () => controller.abort(new Error('enough')));
    const { signal } = controller;
    await expect(client.getEntitlementItem(1, { signal, retries: 0 })).rejects.toThrow('enough');
    expect([seen.length, getEventListeners(signal, 'abort')]).toEqual([1, []]);
  });

  it('does not begin where the signal was given before', async () => {
    const { client, seen } = await start({}, json(200, {}));
    const call = client.getEntitlementItem(1, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([]);
  });
});

describe('nobody there', () => {
  it('is a NetworkError with the words of fetch', async () => {
    const client = createClient({ baseUrl: 'http://127.0.0.1:1', world: testWorld() });
    const error = await caught(client.getEntitlementItem(1));
    expect(error).toBeInstanceOf(NetworkError);
    expect((error as NetworkError).cause).toBeInstanceOf(TypeError);
  });
});
