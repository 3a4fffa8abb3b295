import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A request as it arrived. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** An answer byte for byte; or none: `drop` closes the connection, `hang` keeps it open, `stall` stops in the middle, `cut` breaks off there. */
export type Reply =
  | 'drop'
  | 'hang'
  | 'stall'
  | 'cut'
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string | Uint8Array };

export interface Vendor {
  readonly url: string;
  readonly seen: Seen[];
}

/** A server that answers each request as it is told, and is gone with the test. */
export const vendor = async (reply: (seen: Seen, nth: number) => Reply): Promise<Vendor> => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url!, 'http://vendor');
      const { method, headers } = request;
      const one: Seen = { method: method!, path: url.pathname, query: url.searchParams, headers, body };
      send(response, reply(one, seen.push(one)));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2.4`, seen };
};

/** Where a server was a moment ago. */
export const nowhere = async (): Promise<string> => {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return `http://127.0.0.1:${port}/v2.4`;
};

/** The same answer to every request. */
export const answering = (body: string | Uint8Array, type = 'application/json'): Promise<Vendor> =>
  vendor(() => ({ headers: { 'content-type': type }, body }));

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Reply => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value),
});

/** An error as the vendor words it. */
export const refusal = (status: number, message: string, headers?: Record<string, string>): Reply =>
  json({ message }, status, headers);

const send = (response: ServerResponse, reply: Reply): void => {
  if (reply === 'hang') return;
  if (reply === 'drop') return void response.destroy();
  if (reply === 'stall' || reply === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    response.write('{"status":"Succ', () => void (reply === 'cut' && response.destroy()));
    return;
  }
  response.writeHead(reply.status ?? 200, reply.headers).end(reply.body);
};
