import type { OperationName } from '../contenders/contender.js';
import type { StoreName } from '../stores/store.js';

/** One line of the table: what is asked, by how many at once, and how much of the others is to be reached. */
export interface Measure {
  readonly name: string;
  readonly operation: OperationName;
  readonly callers: 'one' | 'crowd';
  /** Where it is measured; everywhere unless said. */
  readonly stores?: readonly StoreName[];
  /** What the floor does: the engine's batches, or a transaction for each operation on the best number of connections. */
  readonly floor: 'batches' | 'one by one';
  /** How many times naive the engine should do; null: not compared with it. */
  readonly naiveTarget: number | null;
  /** How many times the floor. */
  readonly floorTarget: Readonly<Record<StoreName, number>> | null;
}

const everywhere = (target: number): Readonly<Record<StoreName, number>> => ({
  sqlite3: target,
  'better-sqlite3': target,
  postgres: target,
});

export const measures: readonly Measure[] = [
  {
    name: 'use, 256 callers',
    operation: 'use',
    callers: 'crowd',
    floor: 'batches',
    naiveTarget: 20,
    floorTarget: { ...everywhere(0.35), sqlite3: 0.25 },
  },
  {
    name: 'use, 1 caller',
    operation: 'use',
    callers: 'one',
    floor: 'batches',
    naiveTarget: null,
    floorTarget: everywhere(0.5),
  },
  {
    name: 'use, 256 callers, floor one by one',
    operation: 'use',
    callers: 'crowd',
    stores: ['postgres'],
    floor: 'one by one',
    naiveTarget: null,
    floorTarget: everywhere(4),
  },
  {
    name: 'grant, 256 callers',
    operation: 'grant',
    callers: 'crowd',
    floor: 'batches',
    naiveTarget: 15,
    floorTarget: null,
  },
  {
    name: 'check, 1 caller',
    operation: 'check',
    callers: 'one',
    floor: 'batches',
    naiveTarget: null,
    floorTarget: everywhere(0.5),
  },
  {
    name: 'check, 256 callers',
    operation: 'check',
    callers: 'crowd',
    floor: 'batches',
    naiveTarget: 5,
    floorTarget: null,
  },
];

export const measuredOn = ({ stores }: Measure, store: StoreName): boolean => stores?.includes(store) ?? true;
