import { SupplierError, type CallFacts } from './supplier-error.js';

/** 429: too many requests. Nothing was done: try again after `details.retryAfter`. */
export class ThrottledError extends SupplierError {
  readonly code = 'supplier_throttled';

  constructor(facts: CallFacts) {
    super(`Too many requests to ${facts.supplier}: try again shortly.`, facts, { transient: true });
  }
}

/** 503: it has no time now: try again after `details.retryAfter`. */
export class BusyError extends SupplierError {
  readonly code = 'supplier_busy';

  constructor(facts: CallFacts) {
    super(`${facts.supplier} is busy: try again later.`, facts, { transient: true });
  }
}

/** It could not be reached, did not answer in time, or failed (other 5xx). */
export class UnavailableError extends SupplierError {
  readonly code = 'supplier_unavailable';

  constructor(facts: CallFacts, cause?: unknown) {
    const what = facts.status === null ? 'gave no answer' : `failed with ${facts.status}`;
    super(`${facts.supplier} ${what}: try again later.`, facts, { transient: true, cause });
  }
}

/** The answer is none that this adapter knows. `transient` where it may have been cut off: whole, it may be known. */
export class NotUnderstoodError extends SupplierError {
  readonly code = 'supplier_not_understood';

  /** `why` names places and kinds, never what stood there. */
  constructor(facts: CallFacts, why: string, { transient = false }: { transient?: boolean } = {}) {
    super(`The answer of ${facts.supplier} to ${facts.operation} is not understood: ${why}.`, facts, { transient });
  }
}
