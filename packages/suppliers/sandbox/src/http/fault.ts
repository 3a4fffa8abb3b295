import type { FastifyReply } from 'fastify';

/** What goes wrong with one request instead of its answer. */
export type Fault =
  /** An answer of this status; without a body, it is the sandbox's own error body. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly type?: string;
      readonly retryAfterSeconds?: number;
    }
  /** The connection is closed without an answer. */
  | { readonly kind: 'drop' }
  /** It stays open, and nothing comes. */
  | { readonly kind: 'hang' }
  /** Half an answer, then the connection is closed. */
  | { readonly kind: 'cut' };

/** Faults wait in line: each takes the place of one answer. `skip`: so many requests go well before. */
export class Faults {
  readonly #line: { fault: Fault; skip: number }[] = [];

  add(fault: Fault, { skip = 0, times = 1 }: { skip?: number; times?: number } = {}): void {
    for (let time = 0; time < times; time += 1) this.#line.push({ fault, skip: time === 0 ? skip : 0 });
  }

  clear(): void {
    this.#line.length = 0;
  }

  next(): Fault | undefined {
    const first = this.#line[0];
    if (first === undefined) return undefined;
    if (first.skip > 0) {
      first.skip -= 1;
      return undefined;
    }
    return this.#line.shift()!.fault;
  }
}

/** Answers as the fault says. */
export const fail = (reply: FastifyReply, fault: Fault): void => {
  reply.hijack();
  const { raw } = reply;
  if (fault.kind === 'hang') return;
  if (fault.kind === 'drop') return void raw.destroy();
  if (fault.kind === 'cut') {
    raw.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
    raw.write('{"total": 1, "inv', () => raw.destroy());
    return;
  }
  const { status, body = JSON.stringify({ message: 'Fault', statusCode: status }), type, retryAfterSeconds } = fault;
  raw.writeHead(status, {
    'content-type': type ?? 'application/json',
    ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
  });
  raw.end(body);
};
