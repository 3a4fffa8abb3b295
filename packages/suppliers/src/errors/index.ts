export { NotSupportedError } from './not-supported.js';
export { BusyError, NotUnderstoodError, ThrottledError, UnavailableError } from './passing.js';
export {
  AbsentError,
  BadCredentialsError,
  BadRequestError,
  ForbiddenError,
  NotImplementedError,
  PreconditionFailedError,
  RefusedError,
} from './refusals.js';
export { SamePageError } from './same-page.js';
export { SupplierError, type CallFacts, type SupplierCode } from './supplier-error.js';
export { WalkInterruptedError } from './walk-interrupted.js';
