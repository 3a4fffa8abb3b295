import { comparison } from './comparison.js';
import { growth } from './growth.js';
import type { Measure } from './measure.js';
import { memory } from './memory.js';
import { overHttp } from './over-http.js';
import { sweep } from './sweep.js';
import type { StoreName } from '../stores/store.js';

const everywhere = (target: number): Readonly<Record<StoreName, number>> => ({
  sqlite3: target,
  'better-sqlite3': target,
  postgres: target,
});

/** In the order in which they are run and told. */
export const measures: readonly Measure[] = [
  comparison({
    name: 'use, 256 callers',
    operation: 'use',
    callers: 'crowd',
    floor: 'batches',
    naiveTarget: 20,
    floorTarget: { ...everywhere(0.35), sqlite3: 0.25 },
  }),
  comparison({
    name: 'use, 1 caller',
    operation: 'use',
    callers: 'one',
    floor: 'batches',
    floorTarget: everywhere(0.5),
  }),
  comparison({
    name: 'use, 256 callers, floor one by one',
    operation: 'use',
    callers: 'crowd',
    stores: ['postgres'],
    floor: 'one by one',
    floorTarget: { postgres: 4 },
  }),
  comparison({
    name: 'grant, 256 callers',
    operation: 'grant',
    callers: 'crowd',
    floor: 'batches',
    naiveTarget: 15,
  }),
  comparison({
    name: 'check, 1 caller',
    operation: 'check',
    callers: 'one',
    floor: 'batches',
    floorTarget: everywhere(0.5),
  }),
  comparison({
    name: 'check, 256 callers',
    operation: 'check',
    callers: 'crowd',
    floor: 'batches',
    naiveTarget: 5,
  }),
  overHttp({
    name: 'use over HTTP',
    operation: 'use',
    floorTarget: 0.5,
    speed: { least: 5_000, within: 50 },
  }),
  overHttp({ name: 'check over HTTP', operation: 'check', floorTarget: 0.6 }),
  growth({
    name: 'growth, database',
    from: { seed: 'plain', size: ({ users }) => `${counted(users)} entries` },
    to: { seed: 'grown', size: ({ users, entriesPerUser }) => `${counted(users * entriesPerUser)} entries` },
    most: 1.3,
  }),
  growth({
    name: 'growth, history',
    from: { seed: 'shortHistories', size: ({ shortHistory }) => `${counted(shortHistory)} inactive entries` },
    to: { seed: 'longHistories', size: ({ longHistory }) => `${counted(longHistory)} inactive entries` },
    most: 1.5,
  }),
  sweep,
  memory,
];

const counted = (count: number): string => count.toLocaleString('en');

export const measuredOn = ({ stores }: Measure, store: StoreName): boolean => stores?.includes(store) ?? true;
