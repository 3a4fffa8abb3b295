import type { BehaviorSettings } from '../catalogue/item.js';
import { readBoolean } from '../values/fields.js';
import type { Behavior } from './behavior.js';
import { allow, deny } from './verdict.js';

/** Whether guests may use the item, and whether they show on the leaderboard. Items without this rule do not ask. */
export interface GuestPlayableSettings extends BehaviorSettings {
  readonly type_hint: 'guest_playable';
  readonly allowed: boolean;
  readonly leaderboard: boolean;
}

export const guestPlayable: Behavior<GuestPlayableSettings> = {
  typeHint: 'guest_playable',
  description: 'Says whether guests may use the item.',
  fields: [
    { name: 'allowed', description: 'Whether guests may use it; default false', type: 'bool', required: false },
    { name: 'leaderboard', description: 'Whether guests are ranked; default false', type: 'bool', required: false },
  ],

  validate: (raw, path, faults) => ({
    type_hint: 'guest_playable',
    allowed: readBoolean(raw, 'allowed', path, faults) ?? false,
    leaderboard: readBoolean(raw, 'leaderboard', path, faults) ?? false,
  }),

  atUse: ({ allowed }, { guest }) => (guest && !allowed ? deny('guest_not_allowed', { guest }) : allow({ guest })),

  report: ({ allowed, leaderboard }) => ({ guests: allowed, leaderboard }),
};
