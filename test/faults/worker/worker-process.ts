import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { StoreOptions } from '@holdall/persistence';
import { Book } from '../load/book.js';
import type { Lane } from '../load/lane.js';
import type { Point } from './checkpoints.js';
import type { WorkerEvent, WorkerOrder } from './messages.js';

/** A process with an engine and its callers, as its client sees it: through what it said. */
export class WorkerProcess {
  readonly book: Book;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #seen = new Set<string>();
  readonly #waiting = new Set<() => void>();
  readonly #closed: Promise<void>;
  #over = false;
  #errors = '';

  /** Starts it, and has it open the database; `ready` says when it has. */
  constructor(program: string, options: StoreOptions, lanes: readonly Lane[]) {
    this.book = new Book(lanes);
    this.#child = spawn(process.execPath, [program], { stdio: 'pipe' });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    // It may be gone by the time that it is told something.
    this.#child.stdin.on('error', () => undefined);
    // What stands in the pipe is read to its end, also when the process is dead. Half a line is no acknowledgement.
    const lines = createInterface({ input: this.#child.stdout });
    lines.on('line', (line) => {
      const event = wholeEvent(line);
      if (event !== null) this.#hear(event);
    });
    this.#closed = new Promise((resolve) => {
      this.#child.on('close', () => {
        this.#over = true;
        resolve();
        this.#look();
      });
    });
    this.#order({ do: 'open', options, lanes, answered: [] });
  }

  /** Resolves when it is connected and warmed up, and waits at the gate. */
  ready(): Promise<void> {
    return this.#until('ready', () => this.#seen.has('ready'));
  }

  /** Opens the gate: all lanes begin. */
  go(): void {
    this.#order({ do: 'go' });
  }

  /** Resolves when all orders were answered. */
  done(): Promise<void> {
    return this.#until('done', () => this.isDone);
  }

  get isDone(): boolean {
    return this.#seen.has('done');
  }

  /** Resolves when this many orders were acknowledged, or when there is nobody left who asks. */
  acknowledged(count: number): Promise<void> {
    return this.#until(`${count} answers`, () => this.book.acknowledged >= count || this.isDone);
  }

  /** Resolves when this many attempts failed, or when there is nobody left who could fail. */
  failed(count: number): Promise<void> {
    return this.#until(`${count} failures`, () => this.book.failures.length >= count || this.isDone);
  }

  /** The next batch that reaches this point waits there until `goOn`. */
  stopAt(point: Point): void {
    this.#order({ do: 'stopAt', point });
  }

  stopped(at: Point): Promise<void> {
    return this.#until(`stop at ${at}`, () => this.#seen.has(`stopped ${at}`));
  }

  goOn(): void {
    this.#order({ do: 'goOn' });
  }

  /** kill -9; resolves when it is dead and all that it had said was read. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.#closed;
  }

  /** Lets it close its engine. @throws Error when it did not end as it should. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.#closed;
    if (this.#child.exitCode !== 0) throw new Error(`A worker ended with ${this.#child.exitCode}.\n${this.#errors}`);
  }

  #order(order: WorkerOrder): void {
    this.#child.stdin.write(`${JSON.stringify(order)}\n`);
  }

  #hear(event: WorkerEvent): void {
    if (event.event === 'acknowledged' || event.event === 'failed') this.book.hear(event);
    else this.#seen.add(event.event === 'stopped' ? `stopped ${event.at}` : event.event);
    this.#look();
  }

  #look(): void {
    for (const look of this.#waiting) look();
  }

  #until(what: string, holds: () => boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (!holds() && !this.#over) return;
        this.#waiting.delete(look);
        if (holds()) resolve();
        else reject(new Error(`A worker process ended before it told "${what}".\n${this.#errors}`));
      };
      this.#waiting.add(look);
      look();
    });
  }
}

const wholeEvent = (line: string): WorkerEvent | null => {
  try {
    return JSON.parse(line) as WorkerEvent;
  } catch {
    return null;
  }
};
