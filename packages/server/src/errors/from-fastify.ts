import { HoldallError, InternalError } from '@holdall/core';
import { RefusedRequest } from './refused-request.js';

/** What was thrown, as an error of ours: Fastify's own refusals too, which say in `statusCode` that the request is at fault. */
export const errorFrom = (thrown: unknown): HoldallError => {
  const { statusCode } = (thrown ?? {}) as { statusCode?: unknown };
  if (isFastifys(thrown) && typeof statusCode === 'number' && statusCode < 500) {
    return statusCode === 413
      ? new RefusedRequest('body_too_large', 'The body is larger than this server takes.')
      : new RefusedRequest('bad_request', (thrown as Error).message);
  }
  return thrown instanceof HoldallError ? thrown : new InternalError('A request failed unforeseen.', thrown);
};

const isFastifys = (thrown: unknown): boolean =>
  thrown instanceof Error && String((thrown as Error & { code?: unknown }).code).startsWith('FST_');
