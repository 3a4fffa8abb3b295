import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticated, type Authenticate } from '../auth/authenticate.js';
import { authorize } from '../auth/authorize.js';
import { callerOf, setCaller } from '../auth/caller.js';
import { userNamed } from '../auth/me.js';
import type { Principal } from '../auth/principal.js';
import { InvalidTokenError } from '../errors/invalid-token.js';
import { operationOf } from '../openapi/operation.js';
import type { Arrivals } from '../operations/arrivals.js';
import type { RateLimits } from '../operations/rates.js';
import { idempotencyKeyIn } from '../request/idempotency-key.js';
import { typed } from '../request/typed.js';
import type { Engine } from '@holdall/core';
import type { AnyRoute } from './route.js';

export interface RouteSurroundings {
  readonly engine: Engine;
  readonly authenticate: Authenticate;
  readonly arrivals: Arrivals;
  readonly limits: RateLimits;
  readonly stopping: AbortSignal;
}

type Texts = Record<string, string>;
type Values = Record<string, unknown>;

/** Makes a Fastify route of one of ours: once as it is written, and once with the trailing slash that some callers send. */
export const registerRoute = (
  app: FastifyInstance,
  route: AnyRoute,
  { engine, authenticate, arrivals, limits, stopping }: RouteSurroundings,
): void => {
  /** First of all: who may not, learns nothing from how the rest of the request would have been answered. */
  const admit = async (request: FastifyRequest): Promise<void> => {
    const principal = await known(request);
    setCaller(request, principal);
    await limits.of(principal)?.(request);
    const params = request.params as Texts;
    const user = route.user === undefined ? null : userNamed(params[route.user]!, principal);
    authorize(route.permission, principal, user);
    if (route.user !== undefined && user !== null) params[route.user] = user;
    // Bodies are JSON whatever their label says, also one that Fastify cannot read; and none is none.
    request.raw.headers['content-type'] = undefined;
  };

  const known = async (request: FastifyRequest): Promise<Principal> => {
    try {
      return await authenticated(request.headers, authenticate);
    } catch (error) {
      if (error instanceof InvalidTokenError) await limits.strangers?.(request);
      throw error;
    }
  };

  const paramsOf = route.params && typed(route.params);
  const queryOf = route.query && typed(route.query);
  const read = (request: FastifyRequest, _reply: FastifyReply, done: () => void): void => {
    if (paramsOf !== undefined) request.params = paramsOf(request.params as Texts);
    if (queryOf !== undefined) request.query = queryOf(request.query as Texts);
    request.body ??= null;
    done();
  };

  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const principal = callerOf(request)!;
    const { params, query, body } = request as { params: Values; query: Values; body: unknown };
    const order = { actor: principal.name, key: route.writes ? idempotencyKeyIn(request.headers) : null };
    await arrivals.read();
    const answer = await route.handle({ engine, principal, params, query, body, order, stopping, request });
    if (answer.replayed === true) void reply.header('idempotency-replayed', 'true');
    if (answer.headers !== undefined) void reply.headers(answer.headers);
    return reply.code(route.success.status).send(answer.body);
  };

  const { method, path } = route;
  const schema = operationOf(route);
  const common = { method, onRequest: admit, preValidation: read, handler, config: namesIn(route) };
  app.route({ ...common, url: path, schema });
  app.route({ ...common, url: `${path}/`, schema: { ...schema, hide: true } });
};

/** For whoever answers a fault: a type of Fastify's would have to be widened for all hosts to say it without the cast. */
const namesIn = ({ names = {} }: AnyRoute): object => ({ names });
