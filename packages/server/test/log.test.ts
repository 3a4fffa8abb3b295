import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { serverOptions } from '../src/index.js';
import { withoutSecrets } from '../src/operations/secrets.js';
import { Lines } from './harness/lines.js';
import { startServer } from './harness/server.js';

const startLogging = async () => {
  const lines = new Lines();
  const server = await startServer({ server: { log: { stream: lines } } });
  lines.texts.length = 0;
  return { lines, ...server };
};

describe('the log', () => {
  it('has one line for each request: its id, pattern, status, time and principal', async () => {
    const { send, lines } = await startLogging();
    const headers = { 'x-request-id': 'edge-17:4' };
    await send('GET /users/7/entitlements/999/check?token=s3cret', { as: 'ann', headers });
    expect(lines.answered).toEqual([
      expect.objectContaining({
        reqId: 'edge-17:4',
        method: 'GET',
        route: '/api/users/:user_id/entitlements/:item_id/check',
        status: 404,
        milliseconds: expect.any(Number),
        principal: 'ann',
      }),
    ]);
    expect(lines.texts.join('')).not.toContain('s3cret');
  });

  it('has one also where nobody is known, and one route for both spellings', async () => {
    const { send, lines } = await startLogging();
    await send('GET /entitlements/', { as: null });
    expect(lines.answered).toMatchObject([{ route: '/api/entitlements', status: 401, principal: null }]);
  });

  it.each(['', ' ', 'a b', 'x"}', 'é', 'x'.repeat(101), 'line\tbreak'])(
    'takes no request id that could spoil a line: %j',
    async (given) => {
      const { send } = await startLogging();
      const { json } = await send('GET /entitlements/9', { headers: { 'x-request-id': given } });
      expect((json as { request_id: string }).request_id).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it('tells callers the id that it logs', async () => {
    const { send, lines } = await startLogging();
    const { json } = await send('GET /entitlements/9');
    expect(lines.answered[0]!['reqId']).toBe((json as { request_id: string }).request_id);
  });

  it('says in full what failed on our side, and to the caller nothing', async () => {
    const lines = new Lines();
    const failing = () => Promise.reject(new Error('disk /var/x is on fire'));
    const { send } = await startServer({ server: { log: { stream: lines } }, plugin: { authenticate: failing } });
    const { status, text } = await send('GET /entitlements');
    expect([status, text.includes('fire')]).toEqual([500, false]);
    expect(lines.texts.join('')).toContain('disk /var/x is on fire');
  });

  it('keeps secrets out of whatever a host logs, by any of the usual names', async () => {
    const lines = new Lines();
    const app = Fastify(serverOptions({ log: { stream: lines } }));
    app.post('/oauth/token', async (request) => {
      const { headers, query, body } = request;
      request.log.info({ req: request, headers, query, body, url: request.url, access_token: 'hidden-0' }, 'a host');
      return {};
    });
    await app.inject({
      method: 'POST',
      url: '/oauth/token?client_secret=hidden-1&user=ann&Pass%77ord=hidden-2&access_token=hidden-3',
      headers: {
        authorization: 'Bearer hidden-4',
        'idempotency-key': 'hidden-5',
        cookie: 'hidden-6',
        'x-api-key': 'hidden-7',
      },
      payload: { password: 'hidden-8', refresh_token: 'hidden-9', username: 'ann' },
    });
    await app.close();
    const told = lines.read.find(({ msg }) => msg === 'a host');
    expect(JSON.stringify(told)).not.toContain('hidden');
    expect(told).toMatchObject({
      query: { user: 'ann' },
      body: { username: 'ann' },
      headers: { host: 'localhost:80' },
    });
    expect(told!['url']).toBe(
      '/oauth/token?client_secret=[redacted]&user=ann&Pass%77ord=[redacted]&access_token=[redacted]',
    );
  });

  it.each([
    ['/a', '/a'],
    ['/a?', '/a?'],
    ['/a?b', '/a?b'],
    ['/a?token', '/a?token=[redacted]'],
    ['/a?x=1;password=2', '/a?x=1&password=[redacted]'],
    ['/a?%zz=1&to%6Ben=2', '/a?%zz=1&to%6Ben=[redacted]'],
    ['/a?x=1?token=2&token=3', '/a?x=1?token=2&token=[redacted]'],
  ])('of the URL %s keeps %s', (url, kept) => {
    expect(withoutSecrets(url)).toBe(kept);
  });
});
