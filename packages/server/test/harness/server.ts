import type { AddressInfo } from 'node:net';
import type { Engine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import { createTestEngine, type TestClock, type TestEngineOptions } from '@holdall/testing';
import Fastify, { type FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { answerNoRoute, holdall, serverOptions, type HoldallOptions, type ServerOptions } from '../../src/index.js';
import { authenticate, type Person } from './people.js';
import { Promises, type Document } from './promises.js';
import { sendRaw, type RawResponse } from './raw.js';

export interface Sent {
  /** Whose token is sent; null: none. Default: the administrator's. */
  readonly as?: Person | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text goes out as it is, anything else as JSON; without one, nothing goes out. */
  readonly body?: unknown;
}

export interface Received extends RawResponse {
  /** The body as JSON; undefined where there is none. */
  readonly json: unknown;
}

export interface StartOptions {
  /** Default: a store on SQLite in memory. */
  readonly engine?: TestEngineOptions;
  readonly plugin?:
    | Partial<HoldallOptions>
    | ((clock: TestClock, engine: Engine) => Partial<HoldallOptions> | Promise<Partial<HoldallOptions>>);
  /** Default: no log. */
  readonly server?: ServerOptions;
}

export interface TestServer {
  readonly app: FastifyInstance;
  readonly engine: Engine;
  readonly clock: TestClock;
  readonly port: number;
  /** Stops the server, as a host would; the engine stays. */
  stop(): Promise<void>;
  readonly document: Document;
  /** `send('GET /entitlements')`, the path below the prefix. What comes back is held against the document. */
  send(request: `${'GET' | 'POST' | 'PUT' | 'DELETE'} ${string}`, sent?: Sent): Promise<Received>;
  /** The bytes of a whole request. It must ask for the connection to be closed. */
  sendBytes(bytes: string | Uint8Array): Promise<Received>;
}

export const prefix = '/api';

/** The real thing on a port of its own, with an engine on SQLite in memory whose clock the test moves. Ends with the test. */
export const startServer = async (options: StartOptions = {}): Promise<TestServer> => {
  const store = options.engine?.store ?? createStore({ type: 'better-sqlite3', database: ':memory:' });
  const { engine, clock } = await createTestEngine({ ...options.engine, store });
  const { plugin = {} } = options;
  const own = typeof plugin === 'function' ? await plugin(clock, engine) : plugin;
  const app = Fastify(serverOptions({ log: null, ...options.server }));
  app.setNotFoundHandler(answerNoRoute);
  await app.register(holdall, { prefix, engine, authenticate, processMetrics: false, ...own });
  await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    await app.close();
    await engine.close();
  });
  const { port } = app.server.address() as AddressInfo;
  const kind = own.esimGo !== undefined ? 'with eSIM Go' : own.tokens === undefined ? 'without tokens' : 'with tokens';
  const promises = await (promised[kind] ??= promisesOf(port));
  const { document } = promises;

  const sendBytes = async (bytes: string | Uint8Array): Promise<Received> => {
    const response = await sendRaw(port, bytes);
    const [method, path] = Buffer.from(bytes).toString('latin1').split(' ', 2) as [string, string];
    promises.hold(method, path.slice(prefix.length), response);
    const isJson = response.headers['content-type']?.startsWith('application/json') === true;
    return { ...response, json: isJson ? JSON.parse(response.text) : undefined };
  };
  const send: TestServer['send'] = (request, { as = 'admin', headers = {}, body } = {}) => {
    const [method, path] = request.split(' ') as [string, string];
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const all = {
      host: 'localhost',
      connection: 'close',
      // As Knetik's clients label every request, with a body and without.
      'content-type': 'application/json',
      ...(method !== 'GET' && { 'content-length': String(Buffer.byteLength(text)) }),
      ...(as !== null && { authorization: `Bearer ${as}` }),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return sendBytes(`${method} ${prefix}${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`);
  };
  return { app, engine, clock, port, document, stop: () => app.close(), send, sendBytes };
};

/** Servers of a kind have the same document: it takes longer to make, to read and to compile than most tests. */
const promised: {
  'with eSIM Go'?: Promise<Promises>;
  'with tokens'?: Promise<Promises>;
  'without tokens'?: Promise<Promises>;
} = {};

const promisesOf = async (port: number): Promise<Promises> =>
  new Promises(JSON.parse((await sendRaw(port, get(`${prefix}/openapi.json`))).text) as Document);

const get = (path: string): string => `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n`;
