import { setMaxListeners } from 'node:events';
import type { FastifyPluginAsync } from 'fastify';
import { rememberCallers } from './auth/caller.js';
import { registerTokenRoute } from './auth/oauth/route.js';
import { answerError } from './errors/answer.js';
import { esimGoParts } from './esim-go.js';
import { describeRoutes } from './openapi/document.js';
import { Arrivals } from './operations/arrivals.js';
import { serveHealth } from './operations/health.js';
import { Metrics } from './operations/metrics.js';
import { serveMetrics } from './operations/metrics-route.js';
import { Pace } from './operations/pace.js';
import { rateLimits } from './operations/rates.js';
import { requestIdOf } from './operations/request-id.js';
import { UnderWay } from './operations/under-way.js';
import { watchRequests } from './operations/watch-requests.js';
import { settingsFrom, type HoldallOptions } from './options.js';
import { readBodiesAsJson } from './request/body.js';
import { refuseLongUrls } from './request/url.js';
import { learn, validatorCompiler } from './request/validate.js';
import { routesBelow } from './routes/index.js';
import { registerRoute } from './routes/register.js';
import { models } from './wire/models.js';

/**
 * Knetik's routes on an engine: `app.register(holdall, { prefix: '/api', engine, authenticate })`. What it sets (how bodies
 * are read, how errors are answered) holds for its own routes only, and not for those of the host.
 * @throws InvalidInputError for options that make no sense.
 */
export const holdall: FastifyPluginAsync<HoldallOptions> = async (app, options) => {
  const settings = settingsFrom(options);
  const { engine, authenticate, tokens, esimGo } = options;
  const stopping = stoppingOf(app);
  const pace = new Pace(engine);
  const underWay = new UnderWay(settings.mostUnderWay);
  const metrics =
    settings.metrics === 'nobody' ? null : new Metrics(engine, () => underWay.count, settings.processMetrics);
  app.addHook('onClose', async () => {
    // What was accepted is written before anybody closes the engine.
    await engine.idle();
    pace.leave();
    metrics?.leave();
  });

  app.setGenReqId(requestIdOf);
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply, pace.retryAfter));
  rememberCallers(app);
  readBodiesAsJson(app, settings);
  watchRequests(app, metrics, settings.logRequests);
  serveHealth(app, engine, stopping);
  if (metrics !== null) serveMetrics(app, metrics, { readers: settings.metrics, authenticate });
  // In a context of their own: whoever looks after the server is answered, whatever else is going on.
  await app.register(async (limited) => {
    limited.addHook('onRequest', (_request, reply, done) => underWay.enter(reply, done));
    refuseLongUrls(limited, settings.longestUrl);
    const more = esimGo === undefined ? null : await esimGoParts(esimGo);
    for (const model of [...models, ...(more?.models ?? [])]) limited.addSchema(model);
    if (more !== null) learn(more.models);
    // Here, beside the models: a context that has schemas of its own goes back to Fastify's compilers, which coerce bodies.
    limited.setValidatorCompiler(validatorCompiler);
    // Answers are made field by field in `wire/`: serialisers of their own would cost each start more than they save.
    limited.setSerializerCompiler(() => (body) => JSON.stringify(body));
    await describeRoutes(limited);
    const limits = await rateLimits(limited, settings.rates);
    const surroundings = { engine, authenticate, arrivals: new Arrivals(), limits, stopping };
    const all = [...routesBelow(settings.betatelPrefix), ...(more?.routes ?? [])];
    for (const route of all) registerRoute(limited, route, surroundings);
    if (tokens !== undefined) await registerTokenRoute(limited, tokens, limits);
    if (more !== null) await more.serveCallbacks(limited);
  });
};

const stoppingOf = (app: Parameters<typeof holdall>[0]): AbortSignal => {
  const stopping = new AbortController();
  // Every event stream listens.
  setMaxListeners(0, stopping.signal);
  app.addHook('preClose', async () => stopping.abort());
  return stopping.signal;
};
