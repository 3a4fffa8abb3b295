import type { Instant } from '@holdall/core';
import { isKnownState, isOver, type KnownState } from '../mapping/translate.js';
import type { Meter } from '../ports/sale.js';

/** What was seen of an assignment, by itself: when a callback was made nobody says, so it may be older than what is known. */
export interface Seen {
  readonly meter: Meter;
  /** Whether it says that its bundle is not unlimited: otherwise quantities may mean nothing. */
  readonly metered: boolean;
  /** A poll says what is so now. A callback says what once was, and knows nothing of a state that nobody knows. */
  readonly by: 'poll' | 'callback';
}

/** How far along its life a state is. Of those with the same rank the first that was seen stays. */
const ranks: Readonly<Record<KnownState, number>> = {
  processing: 0,
  queued: 1,
  active: 2,
  depleted: 3,
  expired: 4,
  lapsed: 4,
  revoked: 4,
};

/** What is known after something was seen: consumption and state only move forward, in whatever order they are told of. */
export const forward = (known: Meter, seen: Seen, now: Instant): Meter => {
  const initial = initialAfter(known, seen);
  const seenUsed = initial === null ? 0 : seen.meter.used;
  const state = stateAfter(known, seen);
  // Nothing is left then, also where the quantities were left out.
  const used = state === 'depleted' && initial !== null ? initial : Math.max(known.used, seenUsed);
  return { state, initial, used, endsAt: endAfter(known, seen.meter, { state, now }) };
};

/** What began as unlimited, or without quantities, has some only where it is said not to be unlimited. */
const initialAfter = (known: Meter, { meter, metered }: Seen): number | null => {
  if (known.initial === null) return metered ? meter.initial : null;
  return Math.max(known.initial, meter.initial ?? 0);
};

const stateAfter = ({ state: known, used }: Meter, { meter: { state: seen }, by }: Seen): string => {
  if (!isKnownState(seen)) return by === 'poll' && !isOver(known) ? seen : known;
  if (isKnownState(known)) return ranks[seen] > ranks[known] ? seen : known;
  if (by === 'callback') return known;
  return used > 0 && ranks[seen] < ranks.active ? 'active' : seen;
};

/** Only callbacks say when a bundle ends; one that has ended without their saying did so by now. Then it stands. */
const endAfter = (
  known: Meter,
  seen: Meter,
  { state, now }: { readonly state: string; readonly now: Instant },
): Instant | null => {
  if (isOver(known.state) && known.state !== 'depleted') return known.endsAt;
  const said = known.endsAt === null || seen.endsAt === null ? null : Math.max(known.endsAt, seen.endsAt);
  const endsAt = said ?? known.endsAt ?? seen.endsAt;
  return hasRunOut(state) ? Math.min(endsAt ?? now, now) : endsAt;
};

/** Its time is over, whether it was used or not. */
export const hasRunOut = (state: string): boolean => state === 'expired' || state === 'lapsed';

export const hasStarted = ({ state }: Pick<Meter, 'state'>): boolean =>
  state === 'active' || state === 'depleted' || state === 'expired';

/** What is without quantities cannot be used up: whatever is meant by it, somebody should look. */
export const hasEnded = ({ state, initial }: Meter): boolean =>
  isOver(state) && !(state === 'depleted' && initial === null);

export const isUnclear = (meter: Meter): boolean =>
  !isKnownState(meter.state) || (isOver(meter.state) && !hasEnded(meter));
