import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Authenticate } from '../auth/authenticate.js';
import { authenticated } from '../auth/authenticate.js';
import { authorize } from '../auth/authorize.js';
import { holderOf } from '../auth/permission.js';
import { RefusedRequest } from '../errors/refused-request.js';
import type { MetricsReaders } from '../options.js';
import type { Metrics } from './metrics.js';

export const metricsPath = '/metrics';

/** Answers `GET /metrics`, to those who may read them. */
export const serveMetrics = (
  app: FastifyInstance,
  metrics: Metrics,
  { readers, authenticate }: { readonly readers: MetricsReaders; readonly authenticate: Authenticate },
): void => {
  const admit = async (request: FastifyRequest): Promise<void> => {
    if (readers === 'loopback' && !isFromHere(request)) {
      throw new RefusedRequest('forbidden', 'Metrics are for this machine only.');
    }
    if (readers === 'administrators') {
      authorize(holderOf('INVENTORY_ADMIN'), await authenticated(request.headers, authenticate), null);
    }
  };
  app.get(metricsPath, { schema: { hide: true }, onRequest: admit }, async (_request, reply) =>
    reply
      .type(metrics.contentType)
      .serializer(String)
      .send(await metrics.text()),
  );
};

/** By the connection itself. What a proxy on this machine passes on comes from elsewhere, and says so in its headers. */
const isFromHere = ({ raw: { socket, headers } }: FastifyRequest): boolean =>
  /^(?:127\.|::1$|::ffff:127\.)/.test(socket.remoteAddress ?? '') &&
  headers['x-forwarded-for'] === undefined &&
  headers.forwarded === undefined;
