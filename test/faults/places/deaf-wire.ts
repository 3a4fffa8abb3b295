import { once } from 'node:events';
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** A wire to a server that lets its clients' words through, and now and then breaks before the answer to a commit. */
export interface DeafWire {
  /** The server's URL, through the wire. */
  through(url: string): string;
  /** The answer to the next commit is not heard: the connection breaks instead, when the server has given it. */
  breakAtCommit(): void;
  readonly broken: number;
  close(): Promise<void>;
}

/** How PostgreSQL's protocol says "commit" in a simple query. */
const commit = Buffer.from('commit\0');

export const deafWire = async (server: string): Promise<DeafWire> => {
  const { hostname, port } = new URL(server);
  const sockets = new Set<Socket>();
  let armed = false;
  let broken = 0;
  const wire = createServer((client) => {
    const upstream = createConnection(Number(port), hostname);
    let deaf = false;
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => other.destroy());
    }
    client.on('data', (words) => {
      if (armed && words.includes(commit)) {
        armed = false;
        deaf = true;
      }
      upstream.write(words);
    });
    upstream.on('data', (answer) => {
      if (!deaf) return void client.write(answer);
      broken += 1;
      client.destroy();
    });
  });
  wire.listen(0, '127.0.0.1');
  await once(wire, 'listening');
  return {
    through: (url) => {
      const through = new URL(url);
      through.hostname = '127.0.0.1';
      through.port = String((wire.address() as AddressInfo).port);
      return through.href;
    },
    breakAtCommit: () => {
      armed = true;
    },
    get broken() {
      return broken;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      wire.close();
      await once(wire, 'close');
    },
  };
};
