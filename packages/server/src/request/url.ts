import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from '../errors/refused-request.js';

/** Refuses a path with its query that is longer than anybody's should be, before anything looks at it. */
export const refuseLongUrls = (app: FastifyInstance, longest: number): void => {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    if (raw.url!.length <= longest) return done();
    done(new RefusedRequest('url_too_long', `The path and its query are longer than ${longest} characters.`));
  });
};
