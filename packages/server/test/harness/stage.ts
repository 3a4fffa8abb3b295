import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import { createTestEngine, type TestClock } from '@holdall/testing';
import Fastify from 'fastify';
import { answerNoRoute, holdall, serverOptions, type HoldallOptions, type ServerOptions } from '../../src/index.js';
import { Conversation } from './conversation.js';
import { authenticate } from './people.js';
import { Promises, type Document } from './promises.js';

/** One server for a whole file of tests, on a file of SQLite's, so that another connection can watch what is committed. */
export interface Stage {
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly port: number;
  readonly document: Document;
  readonly promises: Promises;
  /** Another number than before as soon as anything at all was committed. */
  commits(): number;
  /** One checksum of everything that is kept. With `'all but replies'`, of all that is not the answer to an idempotency key. */
  contents(of?: 'all' | 'all but replies'): Promise<string>;
  close(): Promise<void>;
}

/** As the server is set up where it is real, but that nobody is told to ask less often: a test asks as fast as it can. */
export const openStage = async (options: ServerOptions = {}, plugin: Partial<HoldallOptions> = {}): Promise<Stage> => {
  const folder = await mkdtemp(join(tmpdir(), 'holdall-server-'));
  const database = join(folder, 'holdall.db');
  const { engine, clock } = await createTestEngine({ store: createStore({ type: 'better-sqlite3', database }) });
  const app = Fastify(serverOptions({ log: null, ...options }));
  app.setNotFoundHandler(answerNoRoute);
  const rates = { users: null, holders: null, strangers: null };
  await app.register(holdall, { prefix: '/api', engine, authenticate, rates, metrics: 'nobody', ...plugin });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const conversation = new Conversation(port);
  const answer = await conversation.ask('GET /api/openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n');
  conversation.close();
  const document = JSON.parse(answer!.text) as Document;
  const witness = new Sqlite(database, { readonly: true });
  return {
    engine,
    clock,
    port,
    document,
    promises: new Promises(document),
    commits: () => witness.pragma('data_version', { simple: true }) as number,
    contents: (of = 'all') => checksum(engine, of),
    async close() {
      witness.close();
      await app.close();
      await engine.close();
      await rm(folder, { recursive: true });
    },
  };
};

const checksum = async (engine: Engine, of: 'all' | 'all but replies'): Promise<string> => {
  const hash = createHash('sha256');
  for await (const line of engine.export()) {
    const { kind, holdall: around } = JSON.parse(line) as { kind?: string; holdall?: string };
    if (of === 'all' || (kind !== 'reply' && around === undefined)) hash.update(line);
  }
  return hash.digest('hex');
};

/** The driver has no types; these are the parts that are used here. */
interface Watching {
  pragma(text: string, options: { simple: true }): unknown;
  close(): void;
}
const Sqlite = createRequire(import.meta.url)('better-sqlite3') as new (
  path: string,
  options: { readonly: true },
) => Watching;
