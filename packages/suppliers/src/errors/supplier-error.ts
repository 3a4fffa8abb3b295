import { RemoteError } from '@holdall/core';

/** What is known of a call that failed: plain data, without credentials and without anybody's answer in full. */
export interface CallFacts {
  readonly supplier: string;
  /** Such as `GET /inventories`. */
  readonly operation: string;
  /** What was asked, without credentials. */
  readonly parameters: Readonly<Record<string, string | readonly string[]>>;
  /** The HTTP status of the last answer; null where none came. */
  readonly status: number | null;
  /** What the supplier wrote about it, at most 300 characters, credentials blotted out; null where nothing. */
  readonly supplierMessage: string | null;
  /** How long the supplier asked to wait, in milliseconds; null where it did not say. */
  readonly retryAfter: number | null;
  /** How often it was sent. */
  readonly attempts: number;
}

/** The codes of suppliers' errors. The list only grows. */
export type SupplierCode =
  | 'supplier_bad_request'
  | 'supplier_bad_credentials'
  | 'supplier_forbidden'
  | 'supplier_absent'
  | 'supplier_precondition_failed'
  | 'supplier_throttled'
  | 'supplier_unavailable'
  | 'supplier_busy'
  | 'supplier_not_implemented'
  | 'supplier_refused'
  | 'supplier_not_understood';

/** A call of a supplier failed. Unless `details.ambiguous`, it is certain that nothing was done. */
export abstract class SupplierError extends RemoteError {
  abstract override readonly code: SupplierCode;
  declare readonly details: { readonly ambiguous: boolean } & CallFacts & Readonly<Record<string, unknown>>;

  constructor(
    message: string,
    facts: CallFacts,
    { transient = false, ambiguous = false, cause }: { transient?: boolean; ambiguous?: boolean; cause?: unknown } = {},
  ) {
    super(message, { transient, ambiguous, cause, details: { ...facts } });
  }
}
