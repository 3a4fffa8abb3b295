import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { authenticated, type Authenticate } from '../auth/authenticate.js';
import { authorize } from '../auth/authorize.js';
import { userNamed } from '../auth/me.js';
import type { Principal } from '../auth/principal.js';
import { operationOf } from '../openapi/operation.js';
import { isKnown } from '../request/entity-tag.js';
import { idempotencyKeyIn } from '../request/idempotency-key.js';
import { typed } from '../request/typed.js';
import type { Engine } from '@holdall/core';
import type { AnyRoute } from './route.js';

export interface RouteSurroundings {
  readonly engine: Engine;
  readonly authenticate: Authenticate;
}

type Texts = Record<string, string>;
type Values = Record<string, unknown>;

/** Makes a Fastify route of one of ours: once as it is written, and once with the trailing slash that some callers send. */
export const registerRoute = (
  app: FastifyInstance,
  route: AnyRoute,
  { engine, authenticate }: RouteSurroundings,
): void => {
  const principals = new WeakMap<FastifyRequest, Principal>();

  /** First of all: who may not, learns nothing from how the rest of the request would have been answered. */
  const admit = async (request: FastifyRequest): Promise<void> => {
    const principal = await authenticated(request.headers, authenticate);
    const params = request.params as Texts;
    const user = route.user === undefined ? null : userNamed(params[route.user]!, principal);
    authorize(route.permission, principal, user);
    if (route.user !== undefined && user !== null) params[route.user] = user;
    principals.set(request, principal);
  };

  const read = async (request: FastifyRequest): Promise<void> => {
    if (route.params !== undefined) request.params = typed(request.params as Texts, route.params);
    if (route.query !== undefined) request.query = typed(request.query as Texts, route.query);
  };

  const handler = async (request: FastifyRequest, reply: FastifyReply) => {
    const principal = principals.get(request)!;
    const { params, query, body } = request as { params: Values; query: Values; body: unknown };
    const order = { actor: principal.name, key: route.writes ? idempotencyKeyIn(request.headers) : null };
    const answer = await route.handle({ engine, principal, params, query, body, order, request });
    if (answer.replayed === true) void reply.header('idempotency-replayed', 'true');
    void reply.headers(answer.headers ?? {});
    if (route.method === 'GET' && isKnown(request.headers, answer.headers?.['etag'])) return reply.code(304).send();
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
