export { EsimGoError, type CallFacts, type EsimGoCode } from './esim-go-error.js';
export { AmbiguousError } from './ambiguous.js';
export { NotUnderstoodError, ProcessingError, ThrottledError, UnavailableError } from './passing.js';
export {
  BadKeyError,
  BadRequestError,
  InsufficientBalanceError,
  NoStockError,
  NotAccessibleError,
  RefusedError,
} from './refusals.js';
