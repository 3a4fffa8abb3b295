import type { Contender, Counts, OperationName } from './contenders/contender.js';
import { closedLoop, type Load } from './load.js';
import { median } from './median.js';
import { randomFrom } from './random.js';
import type { Settings } from './settings.js';
import { usersOf } from './world.js';

/** What is to be done, and among how many users. */
export interface Course {
  readonly operation: OperationName;
  readonly callers: number;
  readonly users: number;
  readonly settings: Settings;
  /** What one operation leaves behind; unless it is said, what it has to. */
  readonly written?: Counts;
}

/** A contender under way, with what it has done so far. */
export class Runner {
  readonly #speeds: number[] = [];
  #done = 0;

  private constructor(
    private readonly course: Course,
    private readonly contender: Contender,
    private readonly load: Load,
    private readonly before: Counts,
  ) {}

  static async start(course: Course, contender: Contender): Promise<Runner> {
    return new Runner(course, contender, loadOf(course), await contender.counts());
  }

  /** Operations per second: the median of the rounds. */
  get speed(): number {
    return median(this.#speeds);
  }

  async warmUp(): Promise<void> {
    await this.#run(this.course.settings.warmUp);
    this.contender.forget?.();
  }

  async round(): Promise<void> {
    // Nobody pays for what another has left lying about.
    globalThis.gc?.();
    this.#speeds.push(await this.#run(this.course.settings.round));
  }

  /** That the work was done, and not only answered. */
  async verify(): Promise<void> {
    const found = await this.contender.counts();
    const each = this.course.written ?? written[this.course.operation];
    const expected = {
      entries: this.before.entries + this.#done * each.entries,
      records: this.before.records + this.#done * each.records,
    };
    if (found.entries === expected.entries && found.records === expected.records) return;
    throw new Error(
      `A contender has not done what it answered: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}.`,
    );
  }

  leave(): Promise<void> {
    return this.contender.close();
  }

  async #run(milliseconds: number): Promise<number> {
    const operation = this.contender.operations[this.course.operation];
    const { operations, seconds } = await closedLoop(operation, { ...this.load, milliseconds });
    this.#done += operations;
    return operations / seconds;
  }
}

/** The same users in the same order for everyone. */
export const loadOf = ({ callers, users, settings }: Omit<Course, 'operation'>): Load => ({
  callers,
  milliseconds: settings.round,
  nextUser: usersOf(randomFrom(settings.seed), users),
});

/** What one operation leaves behind. */
const written: Readonly<Record<OperationName, Counts>> = {
  use: { entries: 0, records: 1 },
  grant: { entries: 1, records: 1 },
  check: { entries: 0, records: 0 },
};
