import type { FastifyRequest } from 'fastify';
import { isSecret, withoutSecrets, withoutSecretValues } from './secrets.js';

export interface LogOptions {
  /** Default `info`. */
  readonly level?: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
  /** Where the lines go. Default: standard output. */
  readonly stream?: { write(line: string): void };
}

/**
 * How a server logs, for Fastify's `logger`: lines of JSON by pino, in which no token, password or key ever stands, also
 * where a host logs a request, its headers or its URL.
 */
export const loggerOptions = ({ level = 'info', stream }: LogOptions = {}) => ({
  level,
  ...(stream !== undefined && { stream }),
  serializers: {
    req: ({ method, url, ip }: FastifyRequest) => ({ method, url: withoutSecrets(url), remoteAddress: ip }),
    res: ({ statusCode }: { readonly statusCode?: string | number }) => ({
      ...(statusCode !== undefined && { statusCode }),
    }),
    url: withoutSecrets,
    headers: withoutSecretValues,
    query: withoutSecretValues,
    body: (body: unknown) => (isNamed(body) ? withoutSecretValues(body) : body),
  },
  formatters: { log: censoredLog },
});

/** What is logged under the very name of a secret. */
const censoredLog = (line: Record<string, unknown>): Record<string, unknown> =>
  Object.keys(line).some(isSecret) ? withoutSecretValues(line) : line;

const isNamed = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
