import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';
import { withMappings, type OpenApi } from './mappings.js';

/** Where the document and the page that shows it are, below the plugin's prefix. */
export const documentPath = '/openapi.json';
export const referencePath = '/reference';

/** Describes every route that is registered after it, and serves the description: to whoever asks, for it holds no data. */
export const describeRoutes = async (app: FastifyInstance): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Holdall',
        version: '0.1.0',
        description: "Entitlements and user inventories, on the routes of Knetik's UsersInventory API.",
        license: { name: 'MIT', identifier: 'MIT' },
      },
      servers: [{ url: app.prefix === '' ? '/' : app.prefix }],
      security: [{ bearer: [] }],
      components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    },
    transformObject: (described) => withMappings((described as { openapiObject: OpenApi }).openapiObject) as never,
    refResolver: { buildLocalReference: (json) => json['$id'] as string },
  });
  app.get(documentPath, { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, { routePrefix: referencePath });
};
