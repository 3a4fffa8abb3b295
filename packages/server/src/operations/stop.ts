import type { FastifyInstance } from 'fastify';

export interface StopOptions {
  /** How long requests under way may take, in milliseconds. Then their connections are cut. Default 10,000. */
  readonly within?: number;
}

/**
 * Stops a server in good order: takes no more connections, ends event streams, answers what is under way, and resolves
 * when the engine has written everything that it accepted. The engine stays open, and is closed by whoever made it.
 */
export const stop = async (app: FastifyInstance, { within = 10_000 }: StopOptions = {}): Promise<void> => {
  const cut = setTimeout(() => app.server.closeAllConnections(), within);
  // Closing ends the connections that are idle then. One that was busy is idle later, when its answer has promised its
  // client to keep it: nobody else would end it before `within`.
  const idle = setInterval(() => app.server.closeIdleConnections(), 20);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
    clearInterval(idle);
  }
};
