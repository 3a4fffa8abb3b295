/**
 * What every error of Holdall is. `code` is permanent: programs decide by it, never by the message.
 * `details` is plain data, safe to log and to send.
 */
export abstract class HoldallError extends Error {
  abstract readonly code: string;
  /** True when the same call may succeed later without any change to it. */
  readonly transient: boolean = false;
  /** True when this is the remembered answer to an idempotency key, not a new attempt. */
  replayed = false;

  constructor(
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}
