import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, it } from 'vitest';
import type { TokenOptions } from '../src/index.js';
import type { Bridge } from '@holdall/esim-go';
import { esimGoRoutes } from '../src/routes/esim-go/index.js';
import { routes } from '../src/routes/index.js';
import { startServer } from './harness/server.js';

const tokens: TokenOptions = {
  secret: 'a secret of the tests, and of nothing else',
  clients: [{ id: 'game', secretHash: null, permissions: [] }],
};

/** Nothing is asked of it here. */
const unasked = () => Promise.reject(new Error('unasked'));
const bridge = { sell: unasked, receive: unasked } as unknown as Bridge;
const esimGo = { bridge, callbacks: { keys: () => ['key'] } };

it.each([
  ['without a way to get tokens', {}, []],
  ['with one', { tokens }, ['getOAuthToken']],
  ['with a bridge to eSIM Go', { esimGo }, esimGoRoutes(bridge).map(({ id }) => id)],
])('describes every operation once, and passes a linter: %s', async (_name, options, more) => {
  const { document } = await startServer({ plugin: () => options });
  const described = Object.values(document.paths).flatMap((path) => Object.values(path));
  const expected = [...routes.map(({ id }) => id), ...more];
  expect(described.map(({ operationId }) => operationId).toSorted()).toEqual(expected.toSorted());
  const config = await createConfig({ extends: ['recommended'], telemetry: 'off' } as never);
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
});

it('has a page to read it, from this server alone', async () => {
  const { port } = await startServer();
  const page = await fetch(`http://127.0.0.1:${port}/api/reference/`);
  const html = await page.text();
  expect(page.status).toBe(200);
  expect(html.match(/(?:src|href)="https?:[^"]*"/g)).toBeNull();
});
