import type { FastifyReply, FastifyRequest } from 'fastify';
import { OverloadedError, type HoldallError } from '@holdall/core';
import { errorFrom } from './from-fastify.js';
import { RefusedRequest } from './refused-request.js';
import { codeOf, statuses } from './statuses.js';
import { TooManyRequests } from './too-many-requests.js';
import { toResult, type FieldNames } from './to-result.js';

/**
 * Answers whatever was thrown on the way. What is nobody's fault but ours is logged in full.
 * @param patience in seconds: what is said to whoever comes when too much is going on already.
 */
export const answerError = (
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
  patience = 1,
): FastifyReply => {
  const error = errorFrom(thrown);
  const { status } = statuses[codeOf(error)];
  // Refusing is cheap only while it stays so; the line of the request says it.
  if (status >= 500 && status !== 501 && !(error instanceof OverloadedError))
    request.log.error({ err: error }, 'A request failed');
  const retryAfter = retryAfterOf(error, status, patience);
  if (retryAfter !== null) void reply.header('retry-after', retryAfter);
  if (error.replayed) void reply.header('idempotency-replayed', 'true');
  void reply.code(status);
  return status === 401 ? challenged(error, reply) : reply.send(toResult(error, request.id, namesOf(request)));
};

/** For `setNotFoundHandler`, which is the host's to call: outside of our routes all is the host's. */
export const answerNoRoute = (request: FastifyRequest, reply: FastifyReply): FastifyReply =>
  answerError(new RefusedRequest('route_not_found', 'There is nothing at this path.'), request, reply);

/** In seconds. A store that is busy is so for milliseconds, and clients spread themselves out. */
const retryAfterOf = (error: HoldallError, status: number, patience: number): number | null => {
  if (error instanceof TooManyRequests) return error.retryAfter;
  if (status !== 503) return null;
  return error instanceof OverloadedError ? patience : 1;
};

const challenged = (error: HoldallError, reply: FastifyReply): FastifyReply =>
  reply
    .header('www-authenticate', 'Bearer error="invalid_token"')
    .send({ error: 'invalid_token', error_description: error.message });

const namesOf = (request: FastifyRequest): FieldNames =>
  (request.routeOptions.config as { names?: FieldNames }).names ?? {};
