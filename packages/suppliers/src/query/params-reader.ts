import { at, Faults } from '@holdall/core';
import { isText } from './query.js';

interface WholeRange {
  readonly min: number;
  readonly max: number;
}

/** Reads what came in a URL, and adds a fault for whatever is wrong with it. None of its readers throws. */
export class ParamsReader {
  readonly faults = new Faults();
  readonly #values = new Map<string, readonly string[]>();
  readonly #asked = new Set<string>();

  /** @param params texts by name; a list where a name came several times. Empty texts say nothing. */
  constructor(params: unknown) {
    if (typeof params !== 'object' || params === null || Array.isArray(params)) {
      this.faults.add('', 'must be an object of texts');
      return;
    }
    for (const [name, given] of Object.entries(params)) {
      const values: readonly unknown[] = Array.isArray(given) ? given : [given];
      const said = values.filter((value) => value !== undefined && value !== '');
      if (said.every(isText)) this.#values.set(name, said);
      else this.faults.add(at('', name), 'must be a text');
    }
  }

  /** The value of a parameter that may come once. */
  one(name: string): string | undefined {
    const values = this.all(name);
    if (values.length > 1) this.faults.add(name, 'must be given once');
    return values[0];
  }

  all(name: string): readonly string[] {
    this.#asked.add(name);
    return this.#values.get(name) ?? [];
  }

  whole(name: string, { min, max }: WholeRange): number | undefined {
    const text = this.one(name);
    if (text === undefined) return undefined;
    const value = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) return value;
    this.faults.add(name, `must be a whole number from ${min} to ${max}`);
    return undefined;
  }

  /**
   * To be called when all is read.
   * @throws InvalidInputError with every fault; a parameter that nobody asked for is one: a filter that is passed over
   * would answer with everything.
   */
  end(): void {
    for (const name of this.#values.keys()) {
      if (!this.#asked.has(name)) this.faults.add(at('', name), 'is not known here');
    }
    this.faults.refuseIfAny();
  }
}
