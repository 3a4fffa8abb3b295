/** Whatever a call of this client fails with, but for a signal of the caller's: its reason is thrown as it is. */
export abstract class HoldallError extends Error {
  /** Permanent: decide by it. */
  abstract readonly code: string;
  /**
   * Of a write: the key under which it was sent. Where no answer came, nobody knows whether it was done; sent again under
   * this key it is done once, and answers what the first answer was.
   */
  idempotencyKey: string | null = null;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}
