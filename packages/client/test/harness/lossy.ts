import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Lossy {
  readonly baseUrl: string;
  /** How many answers never arrived. */
  readonly lost: number;
}

/**
 * In front of a server: whatever is sent arrives there and is answered, but of the first answers nothing comes back, for
 * the connection is cut then. The worst that can happen to a write: it is done, and nobody knows.
 */
export const losing = async (answers: number, baseUrl: string): Promise<Lossy> => {
  let lost = 0;
  const target = new URL(baseUrl);
  const proxy = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming;
    const onward = send({ host: target.hostname, port: target.port, method, path: url, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      // Only when the whole answer is there: by then it is done.
      response.on('end', () => {
        if (lost < answers) {
          lost += 1;
          outgoing.destroy();
          return;
        }
        outgoing.writeHead(response.statusCode!, response.headers).end(Buffer.concat(parts));
      });
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    const closed = new Promise((resolve) => proxy.close(resolve));
    proxy.closeAllConnections();
    await closed;
  });
  const { port } = proxy.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${target.pathname}`,
    get lost() {
      return lost;
    },
  };
};
