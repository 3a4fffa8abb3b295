import { HoldallError } from './holdall-error.js';

/** A rule or Holdall itself failed in a way that nobody foresaw. Nothing was changed. */
export class InternalError extends HoldallError {
  readonly code = 'internal';

  constructor(message: string, cause: unknown) {
    super(message, {}, { cause });
  }
}
