import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';

export interface ListenOptions {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined;
  /** 0, the default: any free one. */
  readonly port?: number | undefined;
}

/** A server that closes at once, whoever is still connected. */
export const newServer = (): FastifyInstance => fastify({ forceCloseConnections: true, exposeHeadRoutes: false });

/** Answers where it listens, without a path. */
export const listening = async (
  server: FastifyInstance,
  { host = '127.0.0.1', port = 0 }: ListenOptions,
): Promise<string> => {
  await server.listen({ host, port });
  const { address, family, port: got } = server.server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${got}`;
};
