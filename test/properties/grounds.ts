import { createStore } from '@holdall/persistence';
import { memory, type Ground } from './settings.js';

/** Where properties are played: on every store, on the slower ones less often. */
export const grounds: readonly Ground[] = [
  memory,
  { name: 'SQLite', share: 0.1, open: () => createStore({ type: 'sqlite', database: ':memory:' }) },
];
