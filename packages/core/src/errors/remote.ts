import { HoldallError } from './holdall-error.js';

/** A system outside (a supplier, a payment service) failed. `ambiguous`: whether it acted is not known. */
export class RemoteError extends HoldallError {
  readonly code: string = 'remote_failed';
  override readonly transient: boolean;
  declare readonly details: { readonly ambiguous: boolean } & Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    {
      transient,
      ambiguous,
      cause,
      details = {},
    }: { transient: boolean; ambiguous: boolean; cause?: unknown; details?: Readonly<Record<string, unknown>> },
  ) {
    super(message, { ...details, ambiguous }, { cause });
    this.transient = transient;
  }
}
