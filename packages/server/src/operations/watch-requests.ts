import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DeniedError } from '@holdall/core';
import { callerOf } from '../auth/caller.js';
import type { Metrics } from './metrics.js';

/** Counts and logs the requests of every route that is registered after it, each when it was answered. */
export const watchRequests = (app: FastifyInstance, metrics: Metrics | null, log: boolean): void => {
  app.addHook('onRoute', (route) => {
    const name = nameOf(route.url);
    const timed = metrics?.timed(String(route.method), name);
    const answered = (request: FastifyRequest, reply: FastifyReply, done: () => void): void => {
      timed?.(reply.statusCode, reply.elapsedTime);
      if (log) request.log.info(lineOf(name, request, reply), 'answered');
      done();
    };
    route.onResponse = [answered, ...[route.onResponse ?? []].flat()];
  });
  if (metrics === null) return;
  app.addHook('onError', (_request, _reply, error: unknown, done) => {
    if (error instanceof DeniedError) metrics.denied(error);
    done();
  });
};

/** The pattern and never the path: that holds ids, and as many as there are users. */
const nameOf = (url: string): string => url.replace(/(.)\/$/, '$1');

const lineOf = (route: string, request: FastifyRequest, reply: FastifyReply) => ({
  method: request.method,
  route,
  status: reply.statusCode,
  milliseconds: Math.round(reply.elapsedTime * 10) / 10,
  principal: callerOf(request)?.name ?? null,
});
