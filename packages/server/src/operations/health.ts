import type { Engine } from '@holdall/core';
import type { FastifyInstance } from 'fastify';

export const livePath = '/health/live';
export const readyPath = '/health/ready';

/** How long the store may take to answer, in milliseconds: whoever asks has a limit of their own, of seconds mostly. */
const patience = 2_000;

/** Answers whether the process lives, and whether it makes sense to send it requests: to everybody, and with nothing else. */
export const serveHealth = (app: FastifyInstance, engine: Engine, stopping: AbortSignal): void => {
  const isReady = readiness(engine);
  app.get(livePath, { schema: { hide: true } }, async () => ({ status: 'live' }));
  app.get(readyPath, { schema: { hide: true } }, async (_request, reply) => {
    if (stopping.aborted) return reply.code(503).send({ status: 'stopping' });
    return (await isReady()) ? { status: 'ready' } : reply.code(503).send({ status: 'not_ready' });
  });
};

/** Whether the store answers. However many ask, it is asked once at a time: a store that hangs must not be asked ever more. */
const readiness = (engine: Engine): (() => Promise<boolean>) => {
  let asking: Promise<boolean> | null = null;
  const ask = () =>
    engine
      .templates({ size: 1 })
      .then(
        () => true,
        () => false,
      )
      .finally(() => (asking = null));
  return () => within(patience, (asking ??= ask()));
};

const within = async (milliseconds: number, answer: Promise<boolean>): Promise<boolean> => {
  let timer: NodeJS.Timeout;
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(() => resolve(false), milliseconds)));
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
};
