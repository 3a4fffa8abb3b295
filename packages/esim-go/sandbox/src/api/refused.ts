/** An answer other than 2xx. Whatever the operation changed before it was thrown is undone. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = 'Refused';
  }
}

/** Wrong data. */
export const badRequest = (message: string): Refused => new Refused(400, message);

/** Overloaded, as with the vendor: a bad key, no stock, or something of somebody else's. There is no 404. */
export const forbidden = (message: string): Refused => new Refused(403, message);
