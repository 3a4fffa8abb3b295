import type { FastifyReply, FastifyRequest } from 'fastify';
import type { HoldallError } from '@holdall/core';
import { errorFrom } from './from-fastify.js';
import { RefusedRequest } from './refused-request.js';
import { codeOf, statuses } from './statuses.js';
import { toResult, type FieldNames } from './to-result.js';

/** In seconds. Short: batches last milliseconds, and clients spread themselves out. */
const retryAfter = 1;

/** Answers whatever was thrown on the way. What is nobody's fault but ours is logged in full. */
export const answerError = (thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
  const error = errorFrom(thrown);
  const { status } = statuses[codeOf(error)];
  if (status >= 500) request.log.error({ err: error }, 'A request failed');
  if (status === 503) void reply.header('retry-after', retryAfter);
  if (error.replayed) void reply.header('idempotency-replayed', 'true');
  void reply.code(status);
  return status === 401 ? challenged(error, reply) : reply.send(toResult(error, request.id, namesOf(request)));
};

/** For `setNotFoundHandler`, which is the host's to call: outside of our routes all is the host's. */
export const answerNoRoute = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  answerError(new RefusedRequest('route_not_found', 'There is nothing at this path.'), request, reply);

const challenged = (error: HoldallError, reply: FastifyReply): FastifyReply =>
  reply
    .header('www-authenticate', 'Bearer error="invalid_token"')
    .send({ error: 'invalid_token', error_description: error.message });

const namesOf = (request: FastifyRequest): FieldNames =>
  (request.routeOptions.config as { names?: FieldNames }).names ?? {};
