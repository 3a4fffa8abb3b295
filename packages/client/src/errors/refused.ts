import type { Denial } from '../models/denial.js';
import type { ErrorResource } from '../models/result.js';
import { HoldallError } from './holdall-error.js';

/** A field of the request that is at fault: `behaviors[0].max_use`. */
export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

/** What an answer said when it was no success. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** `Result.code`; null where the body was no `Result`. */
  readonly resultCode: number | null;
  readonly result: readonly ErrorResource[];
  readonly requestId: string | null;
  readonly retryAt: Date | null;
  /** How the body begins. */
  readonly body: string;
}

/** The server answered, and not with success. Its subclasses say by which kind of status. */
export class RefusedError extends HoldallError {
  readonly status: number;
  /** The server's word for it, such as `not_found`; `http_418` where it gave none. */
  readonly code: string;
  /** Knetik's number for it; null where the body was no `Result`. */
  readonly resultCode: number | null;
  /** Everything that the envelope held. */
  readonly result: readonly ErrorResource[];
  /** Of the fields of the request those that are at fault, and why. */
  readonly fields: readonly FieldFault[];
  /** By which the server's log knows the request. */
  readonly requestId: string | null;
  /** When it is worth another try: the moment from which a denial gives way, or until which the server asks to be left alone. */
  readonly retryAt: Date | null;
  /** How the body begins, for answers that are not the server's own (a proxy's, say). */
  readonly body: string;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.status = refusal.status;
    this.code = refusal.code;
    this.resultCode = refusal.resultCode;
    this.result = refusal.result;
    this.fields = refusal.result.flatMap(({ field, message }) =>
      typeof field === 'string' ? [{ field, message: message ?? '' }] : [],
    );
    this.requestId = refusal.requestId;
    this.retryAt = refusal.retryAt;
    this.body = refusal.body;
  }

  /** Why the rules said no: a permanent code, such as `used_up`. Null: it is not the rules that refused. */
  get reason(): string | null {
    return this.denials[0]?.reason ?? null;
  }

  /** What led the first rule to its no; empty where no rule refused. */
  get facts(): Readonly<Record<string, unknown>> {
    return this.denials[0]?.facts ?? {};
  }

  /** Every rule that said no; empty where none did. */
  get denials(): readonly Denial[] {
    return [];
  }
}
