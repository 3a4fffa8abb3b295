import { LogController, type FastifyHttpOptions } from 'fastify';
import type { Server } from 'node:http';
import { answerError } from '../errors/answer.js';
import { answerBadConnection } from './bad-connection.js';
import { loggerOptions, type LogOptions } from './logger.js';
import { requestIdOf } from './request-id.js';

export interface ServerOptions {
  /** How it logs; null: not at all. */
  readonly log?: LogOptions | null;
  /** How long a whole request may take to come in, in milliseconds, its body included. Default 30,000. */
  readonly requestTimeout?: number;
  /** How long its headers may take of that, in milliseconds. Default 10,000. */
  readonly headersTimeout?: number;
  /** How long a connection is kept that asks for nothing, in milliseconds. Default 72,000: longer than proxies keep theirs. */
  readonly keepAliveTimeout?: number;
  /** Bytes of the first line and the headers together. Default 16,384. More is 431. */
  readonly maxHeaderSize?: number;
}

/**
 * What only a server as a whole can be told, for `Fastify(serverOptions())`: a plugin cannot set it, and a host that has
 * a server of its own may have other ideas. Refusals that come before any route have Knetik's envelope, too.
 */
export const serverOptions = ({
  log = {},
  requestTimeout = 30_000,
  headersTimeout = 10_000,
  keepAliveTimeout = 72_000,
  maxHeaderSize = 16_384,
}: ServerOptions = {}): FastifyHttpOptions<Server> => ({
  logger: log === null ? false : loggerOptions(log),
  // The plugin logs one line for each request, which says more.
  logController: new LogController({ disableRequestLogging: true }),
  genReqId: requestIdOf,
  requestTimeout,
  keepAliveTimeout,
  // Node looks for requests that take too long only so often.
  http: { headersTimeout, maxHeaderSize, connectionsCheckingInterval: Math.min(1_000, requestTimeout, headersTimeout) },
  // An id of 64 characters takes up to twelve times as many in a path.
  routerOptions: { maxParamLength: 1_024 },
  // What still comes on a kept connection while the server stops is answered, and the connection then closed.
  return503OnClosing: false,
  frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  clientErrorHandler: answerBadConnection,
});
