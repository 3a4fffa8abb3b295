import type { Instant } from '@holdall/core';

/** What an alert is about. `unknown`: a type that nobody has documented yet; kept like all others. */
export type CallbackKind = 'utilisation' | 'first_use' | 'first_attachment' | 'country_change' | 'topup' | 'unknown';

/**
 * A callback as it is kept: plain data. It is a hint, not the truth: nothing says when it was made, and callbacks come late,
 * twice, in any order or not at all. What could not be read of it is null, and `raw` still has it.
 */
export interface Callback {
  /** Its identity: the same fact has the same one, however often it is sent. 64 hexadecimal digits. */
  readonly id: string;
  readonly receivedAt: Instant;
  /** False: anybody who knows the address can have sent it. */
  readonly signed: boolean;
  /** `alertType` as it came. */
  readonly type: string | null;
  readonly kind: CallbackKind;
  /** 18 to 20 digits, all as they came. Null where it is about no eSIM. */
  readonly iccid: string | null;
  /** Of `utilisation` and `first_use`. */
  readonly bundle: BundleFacts | null;
  /** Of `country_change`. */
  readonly country: CountryFacts | null;
  /** Of `topup`. */
  readonly topup: TopupFacts | null;
  /** The body as it came: JSON. */
  readonly raw: string;
}

export interface BundleFacts {
  readonly name: string | null;
  /** Of the assignment: revoke by it. Version 2 has none. */
  readonly id: string | null;
  /** The reference of the order or apply, a dash, and a count from 0. Version 2 has none. */
  readonly reference: string | null;
  /** Null where it does not say: then the quantities below may mean nothing. Version 2 never says. */
  readonly unlimited: boolean | null;
  /** In bytes. Both or neither: null where they contradict each other, and where `unlimited`. */
  readonly initial: number | null;
  /** In bytes, at most `initial`. */
  readonly remaining: number | null;
  /** When its time began. */
  readonly startsAt: Instant | null;
  /** When its time is over. */
  readonly endsAt: Instant | null;
}

export interface CountryFacts {
  readonly code: string | null;
  readonly name: string | null;
}

/** Of the organisation's balance. Decimals as they came: it does not say which currency. */
export interface TopupFacts {
  readonly before: string | null;
  readonly after: string | null;
}
