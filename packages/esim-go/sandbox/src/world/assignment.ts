import type { Instant } from './instant.js';

export type AssignmentState = 'processing' | 'queued' | 'active' | 'depleted' | 'expired' | 'revoked' | 'lapsed';

/** One bundle on one eSIM. */
export interface Assignment {
  /** A number in text; later ones are greater. */
  readonly id: string;
  readonly bundle: string;
  /** The lot that it was taken from. */
  readonly lot: number;
  /** `<apply or order reference>-<n>` */
  readonly reference: string;
  readonly state: AssignmentState;
  /** What lists say in place of the state, when a test wants an unknown one. */
  readonly reportedState: string | null;
  readonly assignedAt: Instant;
  readonly assignmentDateTime: string;
  /** When processing is over. */
  readonly readyAt: Instant;
  readonly startedAt: Instant | null;
  /** Half-open: expired from this millisecond on. */
  readonly endsAt: Instant | null;
  readonly unlimited: boolean;
  /** Bytes. */
  readonly initial: number;
  /** Bytes; of an unlimited bundle it may exceed `initial`. */
  readonly used: number;
  readonly refundedTo: 'inventory' | 'balance' | null;
}

export const remainingOf = ({ initial, used }: Assignment): number => Math.max(0, initial - used);

/** Neither started nor used: the only states from which value comes back. */
export const isUnused = ({ state }: Assignment): boolean => state === 'processing' || state === 'queued';

export const isRevocable = (assignment: Assignment): boolean => isUnused(assignment) || assignment.state === 'active';

/** Expired, revoked and lapsed bundles are no longer on the eSIM. */
export const isOnEsim = (assignment: Assignment): boolean => isRevocable(assignment) || assignment.state === 'depleted';

/** What a list without includeUsed leaves out. */
export const isSpent = (assignment: Assignment): boolean => !isRevocable(assignment);
