import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import type { Operation } from '../api/operation.js';
import type { Allowance } from '../api/rate-limit.js';
import type { ApiRequest } from '../api/request.js';
import type { ApiResponse } from '../api/response.js';
import { operations } from '../operations/index.js';
import type { Fault } from '../world/fault.js';
import type { Entry } from './journal.js';
import type { Sandbox } from './sandbox.js';
import { written, type Written } from './written.js';

export const basePath = '/v2.4';

export const apiServer = (sandbox: Sandbox): FastifyInstance => {
  const server = fastify({
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    bodyLimit: 10 * 1024 * 1024,
    routerOptions: { maxParamLength: 1000 },
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, text, done) => done(null, text));
  for (const operation of operations) {
    const { method, path } = operation;
    server.route({
      method,
      url: basePath + path,
      handler: (request, reply) => answer(sandbox, operation, { request, reply }),
    });
  }
  // Wrong paths are 403, too: there is no 404.
  server.setNotFoundHandler((request, reply) => answer(sandbox, null, { request, reply }));
  return server;
};

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const answer = async (sandbox: Sandbox, operation: Operation | null, exchange: Exchange): Promise<void> => {
  const { request, reply } = exchange;
  reply.hijack();
  const name = operation?.id ?? 'unknown';
  const allowance = sandbox.spendTokens(name, request.ip);
  const call = (): ApiResponse => respond(sandbox, operation, request);
  if (allowance.exceeded) {
    return send(sandbox, exchange, { response: message(429, 'Rate limit exceeded', 1), allowance, operation });
  }
  const fault = sandbox.takeFault(name);
  if (fault === undefined) return send(sandbox, exchange, { response: call(), allowance, operation });
  const early = fault.effect === 'done' ? call() : undefined;
  if (fault.delayMs > 0) await sleep(fault.delayMs);
  if (fault.hold) await sandbox.gate.wait();
  const { outcome } = fault;
  const response =
    outcome.kind === 'status'
      ? message(outcome.status, outcome.message, outcome.retryAfterSeconds, outcome.contentType)
      : (early ?? (outcome.kind === 'answer' ? call() : message(200, 'cut', null)));
  send(sandbox, exchange, { response, allowance, operation, fault });
};

const respond = (sandbox: Sandbox, operation: Operation | null, request: FastifyRequest): ApiResponse => {
  if (operation === null) return message(403, 'Forbidden', null);
  const body = parsed(request.body);
  return body === malformed
    ? message(400, 'The body is not JSON', null)
    : sandbox.call(operation, apiRequest(request, body));
};

const malformed = Symbol('malformed');

const parsed = (text: unknown): unknown => {
  if (typeof text !== 'string' || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return malformed;
  }
};

const apiRequest = (request: FastifyRequest, body: unknown): ApiRequest => {
  const { searchParams } = new URL(request.url, 'http://sandbox');
  const key = request.headers['x-api-key'];
  return {
    params: request.params as { [name: string]: string },
    query: Object.fromEntries([...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name)])),
    accept: request.headers.accept ?? '',
    key: typeof key === 'string' ? key : null,
    ip: request.ip,
    body,
  };
};

const contentTypes = { json: 'application/json', text: 'text/plain', html: 'text/html' } as const;

const message = (
  status: number,
  text: string,
  retryAfterSeconds: number | null,
  contentType: keyof typeof contentTypes = 'json',
): ApiResponse => ({
  status,
  body:
    contentType === 'json'
      ? { kind: 'json', value: { message: text } }
      : { kind: 'text', text, contentType: contentTypes[contentType] },
  retryAfterSeconds,
});

interface Answer {
  readonly response: ApiResponse;
  readonly allowance: Allowance;
  readonly operation: Operation | null;
  readonly fault?: Fault;
}

const send = (
  sandbox: Sandbox,
  { request, reply }: Exchange,
  { response, allowance, operation, fault }: Answer,
): void => {
  const { shapes } = sandbox.world.settings;
  const bytes = written(shapes, response, Date.now());
  const headers = { ...bytes.headers, ...rateLimitHeaders(allowance) };
  const outcome = put(reply, { ...bytes, headers }, fault);
  sandbox.journal.add({
    method: request.method,
    url: request.url,
    operation: operation?.id ?? null,
    body: (request.body as string | undefined) ?? null,
    fault: fault?.id ?? null,
    outcome,
  });
};

const rateLimitHeaders = ({ limit, remaining, reset, cost }: Allowance): { readonly [name: string]: string } => ({
  'X-Ratelimit-Limit': String(limit),
  'X-Ratelimit-Remaining': String(remaining),
  'X-Ratelimit-Reset': new Date(reset).toISOString(),
  'X-Ratelimit-Cost': String(cost),
});

/** Writes the answer, or what the fault leaves of it. */
const put = ({ raw }: FastifyReply, { status, headers, body }: Written, fault?: Fault): Entry['outcome'] => {
  const head = { ...headers, 'content-length': String(body.length) };
  switch (fault?.outcome.kind) {
    case 'drop':
      raw.destroy();
      return 'dropped';
    case 'hang':
      return 'hung';
    case 'truncate':
      raw.writeHead(status, head);
      raw.write(body.subarray(0, half(body)), () => raw.destroy());
      return 'truncated';
    case 'malformed': {
      const broken = body.subarray(0, half(body));
      raw.writeHead(200, { ...head, 'content-type': 'application/json', 'content-length': String(broken.length) });
      raw.end(broken);
      return 200;
    }
    default:
      raw.writeHead(status, head);
      raw.end(body);
      return status;
  }
};

const half = ({ length }: Uint8Array): number => Math.floor(length / 2);
