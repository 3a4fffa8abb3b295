import type { IncomingHttpHeaders } from 'node:http';
import { Type } from 'typebox';

/** The headers that every write takes. */
export const writingHeaders = {
  'idempotency-key': Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 255,
      description: 'The same key and request of the same user get the first answer again, and nothing is done twice',
    }),
  ),
};

export const idempotencyKeyIn = (headers: IncomingHttpHeaders): string | null =>
  (headers['idempotency-key'] as string | undefined) ?? null;
