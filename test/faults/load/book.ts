import type { Answer, Failure } from './answer.js';
import { keyOf, type Lane } from './lane.js';
import type { Told } from './run-load.js';

/** What a client knows: the answers that reached it, and nothing else. An acknowledgement that nobody read is none. */
export class Book {
  readonly #answers: Answer[][];
  readonly #failures = new Map<string, Failure[]>();
  readonly #contradictions: string[] = [];
  #unheard = 0;

  constructor(readonly lanes: readonly Lane[]) {
    this.#answers = lanes.map(() => []);
  }

  readonly hear = (told: Told): void => {
    const key = keyOf(this.lanes[told.lane]!, told.nth);
    const failures = this.#failures.get(key) ?? [];
    if (told.event === 'failed') {
      this.#failures.set(key, [...failures, told.failure]);
      return;
    }
    const answers = this.#answers[told.lane]!;
    if (answers.length !== told.nth) this.#contradictions.push(`${key} was acknowledged out of turn`);
    // Never both: what was reported as failed for certain must not be there when it is asked for again.
    if (told.replayed && failures.length > 0 && failures.every(({ unknown }) => !unknown)) {
      this.#contradictions.push(`${key} was reported as failed (${failures[0]!.message}), and was carried out`);
    }
    if (told.replayed && failures.length > 0) this.#unheard += 1;
    answers.push(told.answer);
  };

  /** How many orders were reported as failed, and turned out to have been carried out. */
  get unheard(): number {
    return this.#unheard;
  }

  /** For each lane, in the order of its orders. */
  get answers(): readonly (readonly Answer[])[] {
    return this.#answers;
  }

  get acknowledged(): number {
    return this.#answers.reduce((sum, answers) => sum + answers.length, 0);
  }

  get orders(): number {
    return this.lanes.reduce((sum, { orders }) => sum + orders.length, 0);
  }

  get failures(): readonly Failure[] {
    return [...this.#failures.values()].flat();
  }

  /** What the store told that cannot all be true, or that a client could not go on with. */
  get contradictions(): readonly string[] {
    const lasting = this.failures.filter(({ transient }) => !transient);
    const forGood = new Set(lasting.map(({ code, message }) => `a failure for good: ${code}: ${message}`));
    return [...this.#contradictions, ...forGood];
  }
}
