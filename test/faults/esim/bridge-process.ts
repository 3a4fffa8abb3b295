import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { BridgeAnswer, Task } from './messages.js';

/** `lost`: the process died, and nobody knows what it had done. */
export type Heard = { readonly value: unknown } | { readonly refused: string } | { readonly lost: true };

/** A process with a bridge, as whoever gives it orders sees it. */
export class BridgeProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting = new Map<number, { hear(heard: Heard): void; fail(error: Error): void }>();
  /** Resolves when it is gone and all that it had said was read. */
  readonly gone: Promise<void>;
  #next = 0;
  #over = false;
  #errors = '';

  constructor(program: string) {
    this.#child = spawn(process.execPath, [program], { stdio: 'pipe' });
    this.#child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.#child.stdin.on('error', () => undefined);
    createInterface({ input: this.#child.stdout }).on('line', (line) => this.#hear(line));
    this.gone = new Promise((resolve) => {
      this.#child.on('close', (code) => {
        this.#over = true;
        for (const { hear, fail } of this.#waiting.values()) {
          if (code === null) hear({ lost: true });
          else fail(new Error(`A bridge's process ended with ${code}.\n${this.#errors}`));
        }
        this.#waiting.clear();
        resolve();
      });
    });
  }

  get isGone(): boolean {
    return this.#over;
  }

  /** @throws Error where it failed otherwise than by a refusal or by dying. */
  ask(now: number, task: Task): Promise<Heard> {
    if (this.#over) return Promise.resolve({ lost: true });
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { hear: resolve, fail: reject });
      this.#child.stdin.write(`${JSON.stringify({ id, now, ...task })}\n`);
    });
  }

  async end(): Promise<void> {
    this.#child.stdin.end();
    await this.gone;
  }

  #hear(line: string): void {
    const answer = whole(line);
    const waiting = answer === null ? undefined : this.#waiting.get(answer.id);
    if (answer === null || waiting === undefined) return;
    this.#waiting.delete(answer.id);
    if ('failed' in answer) waiting.fail(new Error(answer.failed));
    else
      waiting.hear(
        'value' in answer || !('refused' in answer) ? { value: 'value' in answer ? answer.value : null } : answer,
      );
  }
}

/** Half a line was not said. */
const whole = (line: string): BridgeAnswer | null => {
  try {
    return JSON.parse(line) as BridgeAnswer;
  } catch {
    return null;
  }
};
