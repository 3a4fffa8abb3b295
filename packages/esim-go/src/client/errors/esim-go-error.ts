import { RemoteError } from '@holdall/core';

/** What is known of a call that failed: plain data, without the key and without anybody's answer in full. */
export interface CallFacts {
  /** The vendor's name of the operation, such as `esimsApplyPost`. */
  readonly operation: string;
  /** The HTTP status of the last answer; null where none came. */
  readonly status: number | null;
  /** What the vendor wrote about it, at most 300 characters, the key blotted out; null where nothing. */
  readonly vendorMessage: string | null;
  /** How long the vendor asked to wait, in milliseconds; null where it did not say. */
  readonly retryAfter: number | null;
  /** How often it was sent. */
  readonly attempts: number;
  /** The eSIM that it is about, where it is about one. */
  readonly iccid: string | null;
}

/** The codes of a client's errors. The list only grows. */
export type EsimGoCode =
  | 'esim_go_bad_key'
  | 'esim_go_no_stock'
  | 'esim_go_insufficient_balance'
  | 'esim_go_not_accessible'
  | 'esim_go_bad_request'
  | 'esim_go_refused'
  | 'esim_go_throttled'
  | 'esim_go_processing'
  | 'esim_go_unavailable'
  | 'esim_go_not_understood'
  | 'esim_go_ambiguous';

/** A call of eSIM Go failed. Unless `details.ambiguous`, it is certain that nothing was done. */
export abstract class EsimGoError extends RemoteError {
  abstract override readonly code: EsimGoCode;
  declare readonly details: { readonly ambiguous: boolean } & CallFacts & Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    facts: CallFacts,
    { transient = false, ambiguous = false, cause }: { transient?: boolean; ambiguous?: boolean; cause?: unknown } = {},
  ) {
    super(message, { transient, ambiguous, cause, details: { ...facts } });
  }
}
