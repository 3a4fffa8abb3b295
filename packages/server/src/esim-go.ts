import type { FastifyInstance } from 'fastify';
import type { EsimGoOptions } from './options.js';
import type { AnyRoute } from './routes/route.js';
import type { Model } from './wire/schema.js';

export interface EsimGoParts {
  readonly models: readonly Model[];
  readonly routes: readonly AnyRoute[];
  serveCallbacks(app: FastifyInstance): Promise<void>;
}

/** What a bridge adds to the plugin. Loaded only where there is one: most hosts have none. */
export const esimGoParts = async ({ bridge, callbacks }: EsimGoOptions): Promise<EsimGoParts> => {
  const [{ esimModels }, { esimGoRoutes }] = await Promise.all([
    import('./wire/esim.js'),
    import('./routes/esim-go/index.js'),
  ]);
  return {
    models: esimModels,
    routes: esimGoRoutes(bridge),
    serveCallbacks: async (app) => {
      if (callbacks === undefined) return;
      const { esimGoCallbacks } = await import('@holdall/esim-go/callbacks');
      // The vendor signs in by its signature, and reads its own answers: in a context of its own.
      await app.register(esimGoCallbacks, { ...callbacks, receive: bridge.receive });
    },
  };
};
