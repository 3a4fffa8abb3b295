import type { Parts } from '../parts.js';

/** Does something again and again, one time after the other, until it is stopped. What it throws ends that time only. */
export class Routine {
  #running: Promise<void> | null = null;
  #stopped = true;
  #wake: () => void = () => undefined;

  /** `work` answers how long to rest after it, in milliseconds; `rest`: after it has failed. */
  constructor(
    private readonly parts: Pick<Parts, 'timers' | 'failed'>,
    private readonly rest: number,
    private readonly work: (stopped: () => boolean) => Promise<number>,
  ) {}

  start(): void {
    this.#stopped = false;
    this.#running ??= this.#run();
  }

  /** Resolves when what was begun has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stopped) {
      const pause = await this.work(() => this.#stopped).catch((error: unknown) => {
        this.parts.failed(error);
        return this.rest;
      });
      if (!this.#stopped && pause > 0) await this.#pause(pause);
    }
    this.#running = null;
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const callOff = this.parts.timers.after(milliseconds, resolve);
      this.#wake = () => {
        callOff();
        resolve();
      };
    });
  }
}
