import { HoldallError } from '@holdall/core';

/** Another process is at work on the same bundle. Nothing was done. */
export class BusyError extends HoldallError {
  readonly code = 'esim_go_busy';
  override readonly transient = true;

  constructor(name: string) {
    super(`Another process is at work on ${name}: try again shortly.`, { name });
  }
}
