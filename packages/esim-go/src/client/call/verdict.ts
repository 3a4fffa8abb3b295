import {
  BadKeyError,
  BadRequestError,
  NotAccessibleError,
  NotUnderstoodError,
  ProcessingError,
  RefusedError,
  ThrottledError,
  UnavailableError,
  type CallFacts,
  type EsimGoError,
} from '../errors/index.js';
import type { Operation } from './operation.js';

/**
 * What an answer without a result means. `again`: whether the same may be sent once more for it to go well, where the
 * operation allows that. `acted`: whether it may have been done all the same. `open`: a 403, whose meaning is to be found out.
 */
export interface Verdict {
  readonly error: EsimGoError;
  readonly again: boolean;
  readonly acted: boolean;
  readonly open: boolean;
}

/** Of a status that is no success. */
export const verdictOn = (status: number, operation: Operation<unknown>, facts: CallFacts): Verdict => {
  const refused = (error: EsimGoError): Verdict => ({ error, again: false, acted: false, open: false });
  switch (status) {
    case 429:
      return { error: new ThrottledError(facts), again: true, acted: false, open: false };
    case 503:
      return { error: new ProcessingError(facts), again: true, acted: true, open: false };
    case 400:
      return refused(operation.only === 'iccid' ? new NotAccessibleError(facts) : new BadRequestError(facts));
    case 401:
      return refused(new BadKeyError(facts));
    case 403:
      return { ...refused(new RefusedError(facts)), open: true };
    default:
      return status >= 400 && status < 500 && status !== 408
        ? refused(new RefusedError(facts))
        : { error: new UnavailableError(facts), again: status >= 408, acted: true, open: false };
  }
};

/** Of a success whose content cannot be read. Cut off or malformed once, it may be whole the next time. */
export const unreadable = (facts: CallFacts, why: string): Verdict => ({
  error: new NotUnderstoodError(facts, why),
  again: true,
  acted: true,
  open: false,
});

/** Of no answer at all. */
export const unanswered = (facts: CallFacts, cause: unknown, sent: boolean): Verdict => ({
  error: new UnavailableError(facts, cause),
  again: true,
  acted: sent,
  open: false,
});
