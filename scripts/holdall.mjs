#!/usr/bin/env node
// `npx holdall ...` in this repository: sets up and builds where something changed, then the program itself.
process.argv.splice(2, 0, 'holdall');
await import('./run.mjs');
