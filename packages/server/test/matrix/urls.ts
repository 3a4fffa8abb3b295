import { createStore } from '@holdall/persistence';
import { createTestEngine } from '@holdall/testing';
import Fastify from 'fastify';
import { onTestFinished } from 'vitest';
import { holdall } from '../../src/index.js';
import { authenticate } from '../harness/people.js';
import { secret } from '../auth/tokens.js';

/** Method and path of everything that the plugin adds to a host's server, with all that can be asked of it. */
export const urlsOfPlugin = async (): Promise<string[]> => {
  const { engine } = await createTestEngine({ store: createStore({ type: 'better-sqlite3', database: ':memory:' }) });
  const app = Fastify();
  const urls: string[] = [];
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) urls.push(`${one} ${url}`);
  });
  const tokens = { secret, clients: [{ id: 'game', secretHash: null, permissions: [] }] };
  await app.register(holdall, { engine, authenticate, tokens });
  onTestFinished(async () => {
    await app.close();
    await engine.close();
  });
  return urls;
};
