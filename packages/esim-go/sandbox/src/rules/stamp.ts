import type { WorldDraft } from '../world/world.js';

/**
 * Now, as the API writes moments: ISO 8601 in UTC with nine decimals. No two are the same, even while the clock stands
 * still, and their texts sort as they were made.
 */
export const stamp = (world: WorldDraft): string => {
  world.stamps += 1;
  const nanoseconds = String(world.stamps % 1_000_000).padStart(6, '0');
  return new Date(world.now).toISOString().replace('Z', `${nanoseconds}Z`);
};

/** Any ISO moment in the form that stamps have, so that both compare as texts; null: not a moment. */
export const asStamp = (text: string): string | null => {
  const [, seconds, fraction = '', zone = 'Z'] =
    /^(\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d)?)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/.exec(text) ?? [];
  if (seconds === undefined) return null;
  const at = Date.parse(seconds.includes('T') ? seconds + zone : `${seconds}T00:00:00Z`);
  return Number.isNaN(at) ? null : new Date(at).toISOString().replace('000Z', `${fraction.padEnd(9, '0')}Z`);
};
