import { createEngine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import { holdall, serverOptions } from '@holdall/server';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { AddressInfo } from 'node:net';
import type { Place } from '../stores/store.js';
import type { Serve } from './served.js';
import { authenticate } from './tokens.js';

/** Serves from this process. */
export const serveHere: Serve = async (served) => {
  const { app, close } = served.by === 'bare' ? bare() : await holdallOn(served.place);
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  return {
    port,
    stop: async () => {
      await app.close();
      await close();
    },
  };
};

interface App {
  readonly app: FastifyInstance;
  close(): Promise<void>;
}

/** As a host has it, with all that is on unless it says otherwise; neither of the two logs. */
const holdallOn = async (place: Place): Promise<App> => {
  const engine = await createEngine({ store: createStore(place) });
  const app = Fastify(serverOptions({ log: null }));
  await app.register(holdall, { engine, authenticate });
  return { app, close: () => engine.close() };
};

const bare = (): App => {
  const app = Fastify();
  // Knetik's clients label an empty body as JSON, which Fastify by itself refuses.
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
    done(null, body === '' ? null : JSON.parse(body as string)),
  );
  const onRequest = async ({ headers }: FastifyRequest) => {
    const token = headers.authorization?.slice('Bearer '.length) ?? null;
    if ((await authenticate({ token, headers })) === null) throw new Error('Nobody is known without a token.');
  };
  app.post('/users/:user_id/entitlements/:item_id/use', { onRequest }, async (_request, reply) => reply.send());
  app.get('/users/:user_id/entitlements/:item_id/check', { onRequest }, async (_request, reply) => reply.send());
  return { app, close: async () => undefined };
};
