import { HoldallError } from './holdall-error.js';
import type { Denial } from '../behaviors/verdict.js';
import { toDateOrNull, type Instant } from '../values/instant.js';

/** An order was refused by the rules. Nothing was changed. `check` and `explain` return the same facts as a result. */
export class DeniedError extends HoldallError {
  readonly code = 'denied';
  declare readonly details: {
    readonly reason: string;
    readonly denials: readonly Denial[];
    readonly retryAt: Instant | null;
  };

  constructor(denials: readonly [Denial, ...Denial[]], retryAt: Instant | null) {
    const [first] = denials;
    super(`Denied: ${denials.map(sentence).join('; ')}.`, { reason: first.reason, denials, retryAt });
  }

  /** The first rule that failed, in the documented order. */
  get reason(): string {
    return this.details.reason;
  }

  /** Every rule that failed, in the documented order (rule 17). `details.denials` holds the same as plain data. */
  get denials(): readonly (Omit<Denial, 'retryAt'> & { readonly retryAt: Date | null })[] {
    return this.details.denials.map((denial) => ({ ...denial, retryAt: toDateOrNull(denial.retryAt) }));
  }

  /** When time alone would change the answer: the moment from which it does. Otherwise null. */
  get retryAt(): Date | null {
    return toDateOrNull(this.details.retryAt);
  }
}

const sentence = ({ reason, item, facts }: Denial): string => `${reason} (item ${item}, ${JSON.stringify(facts)})`;
