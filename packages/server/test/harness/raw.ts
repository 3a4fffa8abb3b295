import { connect } from 'node:net';

export interface RawResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Sends bytes as they are given, on a connection of their own, and reads what comes until the server closes it. */
export const sendRaw = (port: number, bytes: string | Uint8Array): Promise<RawResponse> =>
  new Promise((resolve, reject) => {
    const received: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (part: Buffer) => received.push(part));
    socket.on('error', reject);
    socket.on('close', () => {
      try {
        resolve(responseIn(Buffer.concat(received)));
      } catch (error) {
        reject(new Error('What came back is no response.', { cause: error }));
      }
    });
  });

const responseIn = (bytes: Buffer): RawResponse => {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`The server closed the connection after ${JSON.stringify(bytes.toString('latin1'))}.`);
  const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const body = bytes.subarray(end + 4);
  const text = (headers['transfer-encoding'] === 'chunked' ? joined(body) : body).toString('utf8');
  return { status: Number(first!.split(' ')[1]), headers, text };
};

const joined = (chunked: Buffer): Buffer => {
  const end = chunked.indexOf('\r\n');
  const length = Number.parseInt(chunked.subarray(0, end).toString('latin1'), 16);
  if (!(length > 0)) return Buffer.alloc(0);
  const from = end + 2;
  return Buffer.concat([chunked.subarray(from, from + length), joined(chunked.subarray(from + length + 2))]);
};
