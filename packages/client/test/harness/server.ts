import type { AddressInfo } from 'node:net';
import type { Engine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import { answerNoRoute, holdall, type HoldallOptions } from '@holdall/server';
import { createTestEngine, type TestClock } from '@holdall/testing';
import Fastify from 'fastify';
import { onTestFinished } from 'vitest';
import { authenticate, type Person } from '../../../server/test/harness/people.js';
import { createClient, type Client, type ClientOptions } from '../../src/index.js';

export interface TestServer {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly baseUrl: string;
  /** A client of one of the people of the server's own tests. Default: the administrator. */
  as(person: Person, options?: Partial<ClientOptions>): Client;
}

/** The real server on a port of its own, with an engine on SQLite in memory whose clock the test moves. Ends with the test. */
export const startServer = async (options: Partial<HoldallOptions> = {}): Promise<TestServer> => {
  const store = createStore({ type: 'better-sqlite3', database: ':memory:' });
  const { engine, clock } = await createTestEngine({ store });
  const app = Fastify({ forceCloseConnections: true });
  app.setNotFoundHandler(answerNoRoute);
  await app.register(holdall, { prefix: '/api', engine, authenticate, ...options });
  await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    await app.close();
    await engine.close();
  });
  const { port } = app.server.address() as AddressInfo;
  const baseUrl = `http://127.0.0.1:${port}/api`;
  return { engine, clock, baseUrl, as: (person, options) => createClient({ baseUrl, token: person, ...options }) };
};
