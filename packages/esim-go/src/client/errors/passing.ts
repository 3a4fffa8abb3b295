import { EsimGoError, type CallFacts } from './esim-go-error.js';

/** Too many requests from this address, or no turn within the call's patience. Nothing was done. */
export class ThrottledError extends EsimGoError {
  readonly code = 'esim_go_throttled';

  constructor(facts: CallFacts) {
    super('Too many requests to eSIM Go: try again shortly. Nothing was done.', facts, { transient: true });
  }
}

/** What was asked for is not ready: ask again after `details.retryAfter`. */
export class ProcessingError extends EsimGoError {
  readonly code = 'esim_go_processing';

  constructor(facts: CallFacts) {
    super('eSIM Go is still processing: ask again later.', facts, { transient: true });
  }
}

/** It could not be reached, did not answer in time, or failed (5xx), and nothing can have been done by it. */
export class UnavailableError extends EsimGoError {
  readonly code = 'esim_go_unavailable';

  constructor(facts: CallFacts, cause?: unknown) {
    super(
      `eSIM Go ${facts.status === null ? 'gave no answer' : `failed with ${facts.status}`}: try again later.`,
      facts,
      {
        transient: true,
        cause,
      },
    );
  }
}

/** The answer to a question was none that this client knows: malformed, cut off, or of another shape. */
export class NotUnderstoodError extends EsimGoError {
  readonly code = 'esim_go_not_understood';

  /** `why` names places and kinds, never what stood there. */
  constructor(facts: CallFacts, why: string) {
    super(`The answer of eSIM Go to ${facts.operation} is not understood: ${why}.`, facts, { transient: true });
  }
}
