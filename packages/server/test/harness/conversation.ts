import { connect, type Socket } from 'node:net';
import { ResponseReader } from './response-reader.js';
import type { RawResponse } from './raw.js';

/** What a server that closes the connection without a word has said. */
export const silence = null;

/** One connection, kept as long as the server keeps it, on which bytes go out as they are given. */
export class Conversation {
  #socket: Socket | null = null;

  constructor(readonly port: number) {}

  /**
   * Sends the bytes of one request, and reads one answer; `silence` when the connection ends without one.
   * @param parts one after another, each when the server has taken the one before.
   */
  async ask(...parts: readonly (string | Uint8Array)[]): Promise<RawResponse | typeof silence> {
    const socket = await this.#connected();
    const reader = new ResponseReader(Buffer.from(parts[0]!).subarray(0, 5).toString('latin1') === 'HEAD ');
    return new Promise((resolve) => {
      const end = (answer: RawResponse | typeof silence, keep: boolean): void => {
        socket.removeAllListeners('data').removeAllListeners('close');
        if (!keep) this.close();
        resolve(answer);
      };
      socket.on('data', (bytes: Buffer) => {
        const answer = reader.read(bytes);
        if (answer !== undefined) end(answer, !reader.hasMore && isOver(answer));
      });
      socket.on('close', () => end(reader.ended() ?? silence, false));
      writeAll(socket, parts);
    });
  }

  close(): void {
    this.#socket?.destroy();
    this.#socket = null;
  }

  async #connected(): Promise<Socket> {
    if (this.#socket !== null && !this.#socket.destroyed && this.#socket.writable) return this.#socket;
    const socket = connect(this.port, '127.0.0.1').setNoDelay(true);
    // Bytes that a server refuses to take are an answer, too: 'close' follows.
    socket.on('error', () => {});
    await new Promise((resolve) => socket.once('connect', resolve));
    return (this.#socket = socket);
  }
}

/** Whether another request may follow on the connection: not where it was told to end, nor while a stream of events goes on. */
const isOver = ({ headers }: RawResponse): boolean =>
  headers['connection'] !== 'close' && headers['content-type']?.startsWith('text/event-stream') !== true;

const writeAll = (socket: Socket, [first, ...rest]: readonly (string | Uint8Array)[]): void => {
  if (first !== undefined) socket.write(first, () => writeAll(socket, rest));
};

/** Sends bytes and ends the connection, once the server has taken them. */
export const hangUpAfter = async (port: number, bytes: string): Promise<void> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.end(bytes));
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => resolve());
  });
