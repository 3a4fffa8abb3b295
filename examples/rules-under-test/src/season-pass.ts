/** A season pass as the host's catalogue has it: ten rides, three a day, for a month from the first; one at a time. */
export const seasonPass = [
  { type_hint: 'consumable', max_use: 10 },
  { type_hint: 'expirable', time_length: 1, unit_of_time: 'month', starts_on: 'first_use' },
  { type_hint: 'time_period_usable', max_use: 3, time_length: 1, unit_of_time: 'day' },
  { type_hint: 'limited_gettable', group: { owned_limit: 1, active_only: true } },
];
