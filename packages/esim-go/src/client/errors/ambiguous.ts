import { EsimGoError, type CallFacts } from './esim-go-error.js';

/**
 * Whether it was done is not known: the answer was lost, cut off, or a 5xx. Find out before anything else.
 * `transient` only where doing it again does no more than doing it once (revoking by assignment id, a customer reference).
 */
export class AmbiguousError extends EsimGoError {
  readonly code = 'esim_go_ambiguous';

  constructor(facts: CallFacts, { repeatable, cause }: { repeatable: boolean; cause: unknown }) {
    super(
      `Whether eSIM Go has done ${facts.operation} is not known: ${
        repeatable ? 'it may be repeated' : 'look before you repeat it'
      }.`,
      facts,
      { transient: repeatable, ambiguous: true, cause },
    );
  }
}
