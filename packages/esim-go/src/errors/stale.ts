import { HoldallError } from '@holdall/core';

/** Somebody else has changed a record since it was read. Read it again, and decide anew. */
export class StaleError extends HoldallError {
  readonly code = 'esim_go_stale';
  override readonly transient = true;

  constructor(kind: string, id: string) {
    super(`The ${kind} ${id} has changed meanwhile: read it again.`, { kind, id });
  }
}
