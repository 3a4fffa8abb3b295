import { esimGoCallbacks, type Callback } from '@holdall/esim-go/callbacks';
import fastify, { type FastifyInstance } from 'fastify';

/** `insert` stores a callback under its unique id, and answers false where that is taken. */
export const listener = (insert: (callback: Callback) => Promise<boolean>): FastifyInstance => {
  const app = fastify();
  app.register(esimGoCallbacks, {
    keys: () => [process.env['ESIM_GO_API_KEY'] ?? '', process.env['ESIM_GO_OLD_API_KEY'] ?? ''],
    receive: async (callback) => ((await insert(callback)) ? 'new' : 'duplicate'),
  });
  return app;
};
