import type { Denial } from '../models/denial.js';
import { RefusedError, type Refusal } from './refused.js';

/** The rules said no, and nothing was changed. Asked again at once, they say the same: it is never sent again. */
export class DeniedError extends RefusedError {
  readonly #denials: readonly [Denial, ...Denial[]];

  constructor(refusal: Refusal, denials: readonly [Denial, ...Denial[]]) {
    super(refusal);
    this.#denials = denials;
  }

  override get reason(): string {
    return this.#denials[0].reason;
  }

  override get denials(): readonly [Denial, ...Denial[]] {
    return this.#denials;
  }
}
