import type { Engine } from '@holdall/core';
import type { FastifyPluginAsync } from 'fastify';
import type { Authenticate } from './auth/authenticate.js';
import { answerError } from './errors/answer.js';
import { describeRoutes } from './openapi/document.js';
import { readBodiesAsJson } from './request/body.js';
import { validatorCompiler } from './request/validate.js';
import { routes } from './routes/index.js';
import { registerRoute } from './routes/register.js';
import { models } from './wire/models.js';

export interface HoldallOptions {
  /** Closed by whoever made it: the plugin does not. */
  readonly engine: Engine;
  readonly authenticate: Authenticate;
}

/**
 * Knetik's routes on an engine: `app.register(holdall, { prefix: '/api', engine, authenticate })`. What it sets (how bodies
 * are read, how errors are answered) holds for its own routes only, and not for those of the host.
 */
export const holdall: FastifyPluginAsync<HoldallOptions> = async (app, { engine, authenticate }) => {
  app.setErrorHandler(answerError);
  app.setValidatorCompiler(validatorCompiler);
  // Answers are made field by field in `wire/`: serialisers of their own would cost each start more than they save.
  app.setSerializerCompiler(() => (body) => JSON.stringify(body));
  readBodiesAsJson(app);
  for (const model of models) app.addSchema(model);
  await describeRoutes(app);
  for (const route of routes) registerRoute(app, route, { engine, authenticate });
};
