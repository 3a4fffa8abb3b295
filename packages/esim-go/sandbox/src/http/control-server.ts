import { fastify, type FastifyInstance } from 'fastify';
import { z, ZodError } from 'zod';
import { Unknown } from '../control/command.js';
import { controlCommands } from '../control/index.js';
import { bundleSchema } from '../world/bundle.js';
import { organisationSchema } from '../world/organisation.js';
import { settingsPatchSchema } from '../world/settings.js';
import type { StartingPoint } from '../world/starting-world.js';
import type { Sandbox } from './sandbox.js';

const resetBody = z
  .strictObject({
    seed: z.int().nonnegative().optional(),
    now: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .optional(),
    settings: settingsPatchSchema.optional(),
    organisation: z.record(z.string(), z.unknown()).pipe(organisationSchema).optional(),
    catalogue: z.array(bundleSchema).optional(),
  })
  .prefault({});

const deliverBody = z
  .strictObject({
    order: z.enum(['sent', 'reversed', 'shuffled']).default('sent'),
    concurrency: z.int().min(1).max(100).default(1),
  })
  .prefault({});

const filledBody = z.strictObject({ count: z.int().positive() });

/** The tests' side, on a port of its own. `start` is what a reset goes back to. */
export const controlServer = (sandbox: Sandbox, start: StartingPoint): FastifyInstance => {
  const server = fastify({
    forceCloseConnections: true,
    bodyLimit: 50 * 1024 * 1024,
    routerOptions: { maxParamLength: 1000 },
  });
  server.setErrorHandler(async (error, _request, reply) => {
    const [status, details] = described(error);
    await reply.status(status).send(details);
  });
  server.setNotFoundHandler(async (request, reply) => {
    await reply.status(404).send({ message: `There is no ${request.method} ${request.url}` });
  });
  for (const command of controlCommands) {
    const { method, path: url } = command;
    server.route({
      method,
      url,
      handler: ({ params, body }) =>
        sandbox.control(command, { params: params as { [name: string]: string }, body: body ?? undefined }),
    });
  }
  server.post('/reset', async ({ body }) => {
    const { settings, organisation, catalogue, seed, now } = resetBody.parse(body ?? undefined);
    await sandbox.reset({
      seed: seed ?? start.seed,
      now: now ?? start.now,
      apiKey: start.apiKey,
      settings,
      organisation,
      catalogue,
    });
    return { apiKey: start.apiKey, now: new Date(sandbox.world.now).toISOString() };
  });
  server.get('/requests', () => ({ requests: sandbox.journal.entries }));
  server.delete('/requests', () => {
    sandbox.journal.clear();
    return { requests: [] };
  });
  server.post('/faults/filled', async ({ body }) => {
    await sandbox.gate.filled(filledBody.parse(body).count);
    return {};
  });
  server.post('/faults/release', () => ({ released: sandbox.gate.open() }));
  server.post('/callbacks/deliver', async ({ body }) => {
    const { order, concurrency } = deliverBody.parse(body ?? undefined);
    return { sent: await sandbox.deliverAll(order, concurrency) };
  });
  return server;
};

const described = (error: unknown): readonly [number, object] => {
  if (error instanceof ZodError) return [400, { message: z.prettifyError(error), issues: error.issues }];
  if (error instanceof Unknown) return [404, { message: error.message }];
  const { statusCode = 500, message } = error as { statusCode?: number; message: string };
  return [statusCode, { message }];
};
