import { Connection } from '../http/connection.js';
import type { RunningServer, Serve, Served } from '../http/served.js';
import { tokenOf } from '../http/tokens.js';
import { items, potion } from '../world.js';
import type { Contender, Counts } from './contender.js';

/** A server behind so many kept connections, with how long it took to answer. */
export interface HttpContender extends Contender {
  /** Of every answer so far, in milliseconds. */
  readonly latencies: readonly number[];
}

export const openHttp = async (
  served: Served,
  { serve, connections, counts }: { serve: Serve; connections: number; counts: () => Promise<Counts> },
): Promise<HttpContender> => {
  const server = await serve(served);
  const idle = await connectionsTo(server, connections);
  const latencies: number[] = [];
  const ask = async (request: string): Promise<void> => {
    const connection = idle.pop()!;
    const asked = performance.now();
    const status = await connection.ask(request);
    latencies.push(performance.now() - asked);
    idle.push(connection);
    if (status !== 200) throw new Error(`A server of the bench answered with ${status}.`);
  };
  return {
    latencies,
    operations: {
      use: (user) => ask(requestOf('POST', user, 'use')),
      grant: () => Promise.reject(new Error('Nobody is granted anything over HTTP here.')),
      check: (user) => ask(requestOf('GET', user, 'check')),
    },
    counts,
    forget: () => void latencies.splice(0),
    close: async () => {
      for (const connection of idle) connection.close();
      await server.stop();
    },
  };
};

const connectionsTo = ({ port }: RunningServer, count: number): Promise<Connection[]> =>
  Promise.all(Array.from({ length: count }, () => Connection.open(port)));

/** Ids go up from 1, in the order in which items were made. */
const item = items.findIndex(({ unique_key }) => unique_key === potion) + 1;

/** As Knetik's clients send it: labelled JSON, with nothing in it. */
const requestOf = (method: 'GET' | 'POST', user: string, what: 'use' | 'check'): string =>
  [
    `${method} /users/${user}/entitlements/${item}/${what} HTTP/1.1`,
    'host: localhost',
    `authorization: Bearer ${tokenOf(user)}`,
    'accept: application/json',
    'content-type: application/json',
    ...(method === 'POST' ? ['content-length: 0'] : []),
    '\r\n',
  ].join('\r\n');
