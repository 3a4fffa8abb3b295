import { OverloadedError } from '@holdall/core';
import type { FastifyReply } from 'fastify';

/** The requests that have not been answered yet: so many, and no more. */
export class UnderWay {
  #count = 0;
  readonly #done = (): void => {
    this.#count -= 1;
  };

  constructor(private readonly most: number) {}

  get count(): number {
    return this.#count;
  }

  /** Counts a request in, and out again when it was answered or its caller has gone; one too many is refused. */
  enter({ raw }: FastifyReply, done: (error?: Error) => void): void {
    if (this.#count >= this.most) return done(new OverloadedError(this.#count));
    this.#count += 1;
    raw.once('close', this.#done);
    done();
  }
}
