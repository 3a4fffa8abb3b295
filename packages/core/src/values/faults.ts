import { InvalidInputError, type Fault } from '../errors/invalid-input.js';

/** Nobody reads more, and a hostile input must not make an answer many times its own size. */
const mostFaults = 1000;

/** Collects every fault of an input, so that the caller hears of all of them at once. */
export class Faults {
  readonly #found: Fault[] = [];

  add(path: string, message: string): void {
    if (this.#found.length < mostFaults) this.#found.push({ path, message });
  }

  get none(): boolean {
    return this.#found.length === 0;
  }

  get found(): readonly Fault[] {
    return this.#found;
  }

  /** @throws InvalidInputError when anything was found. */
  refuseIfAny(): void {
    if (!this.none) throw new InvalidInputError(this.#found);
  }
}

/** The path of a part: `at('items[3]', 'name')` is `items[3].name`; keys that are no identifiers are quoted. */
export const at = (path: string, part: string | number): string => {
  if (typeof part === 'number') return `${path}[${part}]`;
  if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `${path}[${JSON.stringify(part)}]`;
  return path === '' ? part : `${path}.${part}`;
};
