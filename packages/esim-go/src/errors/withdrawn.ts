import { HoldallError } from '@holdall/core';

/** The bridge will not send it any more: what it saw just before is not what it was meant for. Never leaves the bridge. */
export class WithdrawnError extends HoldallError {
  readonly code = 'esim_go_withdrawn';
  declare readonly details: { readonly reason: string };

  constructor(reason: string, message: string) {
    super(message, { reason });
  }
}
