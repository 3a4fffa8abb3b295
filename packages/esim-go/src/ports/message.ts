import type { Instant } from '@holdall/core';

/** A callback as it came: stored before it is answered, and read afterwards. */
export interface Message {
  /** The callback's identity: a duplicate is the same message. */
  readonly id: string;
  /** 0 before it was ever stored; each change is one more. */
  readonly revision: number;
  readonly receivedAt: Instant;
  readonly iccid: string | null;
  /** As it was read: plain data, with the body as it came. */
  readonly callback: object;
  /** Null: still to be read. */
  readonly handledAt: Instant | null;
}
