/** What every refusal looks like, but for those of a token. */
export interface Result {
  /** One number for each kind of error; never 0. */
  readonly code: number;
  readonly request_id?: string;
  readonly result?: readonly ErrorResource[];
}

export interface ErrorResource {
  readonly message?: string;
  /** The field concerned: `behaviors[0].max_use`. */
  readonly field?: unknown;
  readonly details?: unknown;
}
