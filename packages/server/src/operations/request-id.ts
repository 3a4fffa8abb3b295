import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** What a proxy or a caller named the request, if that can stand in a log as it is; otherwise a name of our own. */
export const requestIdOf = ({ headers }: IncomingMessage): string => {
  const given = headers['x-request-id'];
  return typeof given === 'string' && /^[\w.:/=+@-]{1,100}$/.test(given) ? given : randomUUID();
};
