import { HoldallError } from './holdall-error.js';

/** The answer says that all went well, and is not what such an answer looks like: something else answers at that address. */
export class UnexpectedAnswerError extends HoldallError {
  readonly code = 'unexpected_answer';

  constructor(
    readonly status: number,
    /** How the body begins. */
    readonly body: string,
    message: string,
  ) {
    super(message);
  }
}
