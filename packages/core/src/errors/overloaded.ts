import { HoldallError } from './holdall-error.js';

/** More commands are waiting than the engine was told to hold. Nothing was done; try again shortly. */
export class OverloadedError extends HoldallError {
  readonly code = 'overloaded';
  override readonly transient = true;

  constructor(waiting: number) {
    super(`${waiting} commands are already waiting. Nothing was done: try again shortly.`, { waiting });
  }
}
