import type { RefundRefusal } from '../errors/not-refundable.js';
import type { Meter } from '../ports/sale.js';
import { isKnownState, meterOf, type NamedAssignment } from './translate.js';

/**
 * Why an assignment is not as it was bought; null: it is (contract 3.1). `seen` is what was known of it before:
 * consumption never goes back. Of an unlimited one the quantities mean nothing, so that its state alone decides.
 */
export const whyTouched = (assignment: NamedAssignment | undefined, seen: Meter | null): RefundRefusal | null => {
  if (assignment === undefined) return 'not_on_esim';
  const meter = meterOf(assignment);
  if (meter === null || !isKnownState(meter.state)) return 'unknown_state';
  switch (meter.state) {
    case 'processing':
      return 'pending';
    case 'expired':
    case 'lapsed':
    case 'revoked':
      return 'ended';
    case 'active':
    case 'depleted':
    case 'queued':
      break;
  }
  if (assignment.unlimited === true) return meter.state === 'queued' ? null : 'unlimited_started';
  if (meter.state === 'depleted' || Math.max(meter.used, seen?.used ?? 0) > 0) return 'consumed';
  return meter.state === 'active' ? 'started' : null;
};
