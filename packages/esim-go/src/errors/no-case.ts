import { HoldallError } from '@holdall/core';

/** There is no such case, or it is none any more: somebody else has decided it. */
export class NoCaseError extends HoldallError {
  readonly code = 'esim_go_no_case';
  declare readonly details: { readonly operation: string };

  constructor(operation: string) {
    super(`The operation ${JSON.stringify(operation)} waits for nobody's decision.`, { operation });
  }
}
