/** What the process of `sweeper-process.mjs` runs, in one place: two imports would be two copies. */
export { createEngine, createWorker } from '@holdall/core';
export { createStore } from '../src/index.js';
