import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, it } from 'vitest';
import { routes } from '../src/routes/index.js';
import { startServer } from './harness/server.js';

it('describes every operation once, and passes a linter', async () => {
  const { document } = await startServer();
  const described = Object.values(document.paths).flatMap((path) => Object.values(path));
  expect(described.map(({ operationId }) => operationId).toSorted()).toEqual(routes.map(({ id }) => id).toSorted());
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
