import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { prefix } from './server.js';

export interface Answered {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** A connection that is kept: requests go out when the test says so, answers come in order. */
export class KeptConnection {
  #received = '';
  #ended = false;
  #answers: Answered[] = [];
  #waiting: ((answer: Answered | null) => void)[] = [];

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => this.#receive(text));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#ended = true;
      for (const waiting of this.#waiting.splice(0)) waiting(null);
    });
  }

  static async open(port: number): Promise<KeptConnection> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return new KeptConnection(socket);
  }

  /** @param path below the prefix. */
  send(method: 'GET' | 'POST', path: string, token = 'admin'): void {
    const length = method === 'POST' ? 'content-length: 0\r\n' : '';
    this.socket.write(
      `${method} ${prefix}${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\n${length}\r\n`,
    );
  }

  /** The next answer; null when the connection was closed before one came. */
  next(): Promise<Answered | null> {
    const answer = this.#answers.shift();
    if (answer !== undefined) return Promise.resolve(answer);
    if (this.#ended) return Promise.resolve(null);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.socket.destroy();
  }

  #receive(text: string): void {
    this.#received += text;
    for (;;) {
      const end = this.#received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = this.#received.slice(0, end);
      const from = end + 4;
      const until = from + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
      if (this.#received.length < until) return;
      const answer = { status: Number(head.slice(9, 12)), head, body: this.#received.slice(from, until) };
      this.#received = this.#received.slice(until);
      const waiting = this.#waiting.shift();
      if (waiting === undefined) this.#answers.push(answer);
      else waiting(answer);
    }
  }
}
