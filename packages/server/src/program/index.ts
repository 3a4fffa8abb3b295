// The program as a part of others: examples and tests start it in their own process.
export { explained } from './exit-codes.js';
export type { Ready } from './ready-file.js';
export { run } from './run.js';
export { serve } from './serve.js';
export type { Surroundings } from './surroundings.js';
