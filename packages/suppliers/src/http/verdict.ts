import {
  AbsentError,
  BadCredentialsError,
  BadRequestError,
  BusyError,
  ForbiddenError,
  NotImplementedError,
  PreconditionFailedError,
  RefusedError,
  ThrottledError,
  UnavailableError,
  type CallFacts,
  type SupplierError,
} from '../errors/index.js';

/** What an answer that is no success means (contract C.8). What is `transient` may be asked again, as it is. */
export const errorFor = (status: number, facts: CallFacts): SupplierError => {
  switch (status) {
    case 400:
      return new BadRequestError(facts);
    case 401:
      return new BadCredentialsError(facts);
    case 403:
      return new ForbiddenError(facts);
    case 404:
      return new AbsentError(facts);
    case 412:
      return new PreconditionFailedError(facts);
    case 429:
      return new ThrottledError(facts);
    case 501:
      return new NotImplementedError(facts);
    case 503:
      return new BusyError(facts);
    default:
      return status === 408 || status >= 500 ? new UnavailableError(facts) : new RefusedError(facts);
  }
};
