import { Configuration, RateLimiter, type ConfigurationParameters, type Timing } from '@holdall/esim-go';

/** Time that passes at once: who waits is woken in order, and the clock says how long it would have been. */
export class Hurry implements Timing {
  #now = 0;
  readonly #waiting = new Set<{ readonly at: number; readonly call: () => void }>();
  #running = false;

  now(): number {
    return this.#now;
  }

  /** In the middle, so that a pause is as long as it is said to be. */
  random(): number {
    return 0.5;
  }

  after(milliseconds: number, call: () => void): () => void {
    const one = { at: this.#now + milliseconds, call };
    this.#waiting.add(one);
    this.#run();
    return () => void this.#waiting.delete(one);
  }

  #run(): void {
    if (this.#running) return;
    this.#running = true;
    setImmediate(() => {
      this.#running = false;
      const next = [...this.#waiting].reduce((one, other) => (other.at < one.at ? other : one), {
        at: Infinity,
        call: nothing,
      });
      if (!this.#waiting.delete(next)) return;
      this.#now = Math.max(this.#now, next.at);
      next.call();
      this.#run();
    });
  }
}

const nothing = (): void => undefined;

export const key = 'sk-live-3f9a2c7711e04b';

/** A Configuration for one test: a limiter of its own, and no waiting. */
export const configured = (
  basePath: string,
  parameters: ConfigurationParameters = {},
): Configuration & { readonly hurry: Hurry } => {
  const hurry = new Hurry();
  const limiter = new RateLimiter({ timing: hurry });
  const configuration = new Configuration({ apiKey: key, basePath, timing: hurry, limiter, ...parameters });
  return Object.assign(configuration, { hurry });
};
