import type { IncomingHttpHeaders } from 'node:http';

/** The token in `Authorization: Bearer ...`. Knetik's Python client sends an empty one when it has none. */
export const bearerIn = ({ authorization = '' }: IncomingHttpHeaders): string | null =>
  /^bearer +(\S+) *$/i.exec(authorization)?.[1] ?? null;
