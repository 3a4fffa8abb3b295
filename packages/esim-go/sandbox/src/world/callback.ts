import type { Instant } from './instant.js';

/** One POST to the organisation's callback URL, or one that was meant to be. */
export interface Callback {
  readonly id: number;
  readonly alertType: string;
  readonly iccid: string | null;
  readonly url: string;
  /** The exact bytes, as text. */
  readonly body: string;
  readonly signature: string | null;
  readonly createdAt: Instant;
  /** By the virtual clock. */
  readonly dueAt: Instant;
  /** How often it is sent: 2 is a duplicate. */
  readonly copies: number;
  readonly state: 'held' | 'waiting' | 'sent' | 'dropped';
  /** What the receiver said, one per copy: a status, or what went wrong. */
  readonly answers: readonly (number | string)[];
}
