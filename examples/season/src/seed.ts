/** What `events.ndjson` was generated from. */
export const seed = 20_240_101;
