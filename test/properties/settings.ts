import { MemoryStore, type Store } from '@holdall/core';
import { legalWorlds, moves, type LegalWorld, type Move, type MoveOptions } from '@holdall/testing';
import fc from 'fast-check';

/*
 * By default the same worlds every time, so that a change that passes here passes everywhere. `HOLDALL_SEED=random` looks
 * for new ones, a number repeats a run, and HOLDALL_RUNS says how many worlds each property gets (default 100). A failure
 * tells its seed and path besides.
 */
const wanted = process.env['HOLDALL_SEED'] ?? '20261121';
const seed = wanted === 'random' ? Date.now() % 2 ** 31 : Number(wanted);
const runs = Number(process.env['HOLDALL_RUNS'] ?? 100);

console.info(`properties: HOLDALL_SEED=${seed} HOLDALL_RUNS=${runs}`);

/** `share`: of the usual number of runs. */
export const parameters = (share = 1) => ({ seed, numRuns: Math.max(1, Math.ceil(runs * share)) });

/** Beyond what any of them takes by default: more runs take longer. */
export const patience = 60_000 + runs * 2000;

/** A store to play on; `share`: how much of the usual number of runs it gets. */
export interface Ground {
  readonly name: string;
  readonly share: number;
  open(): Store | Promise<Store>;
}

export const memory: Ground = { name: 'MemoryStore', share: 1, open: () => new MemoryStore() };

export interface Play {
  readonly world: LegalWorld;
  readonly moves: readonly Move[];
}

export const plays = (options: MoveOptions = {}): fc.Arbitrary<Play> =>
  legalWorlds().chain((world) => moves(world, options).map((all) => ({ world, moves: all })));

const hour = 3_600_000;

/** Windows of months, around the ends of months: where counting back and counting on differ. */
export const monthEnds = (): fc.Arbitrary<Play> => {
  const period = fc.record({
    time_length: fc.constantFrom(1, 1, 2, 12),
    unit_of_time: fc.constantFrom('month', 'month', 'year'),
  });
  const world = fc
    .tuple(
      period,
      period,
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom(2026, 2027, 2028),
    )
    .map(([gets, uses, get_limit, max_use, year]): LegalWorld => {
      const behaviors = [
        { type_hint: 'time_period_gettable', get_limit, ...gets },
        { type_hint: 'time_period_usable', max_use, ...uses },
      ];
      const nothing = { template: null, tags: [], additional_properties: {} };
      const item = { unique_key: 'item', name: 'Item', ...nothing, behaviors };
      return { start: Date.UTC(year, 0, 29), users: ['ann'], catalogue: { templates: [], items: [item], skus: [] } };
    });
  const options = fc.record({
    overrides: fc.constantFrom([], [], ['time_period_gettable']),
    status: fc.constant(null),
    expiresAfter: fc.constant(null),
    maxUse: fc.constant(null),
    key: fc.constant(null),
  });
  const ann = { user: fc.constant('ann'), item: fc.constant('item') };
  const quantity = fc.constantFrom(1, 1, 2);
  const nobody = { held: fc.constant(null), sku: fc.constant(null), guest: fc.constant(false), key: fc.constant(null) };
  const hours = fc.constantFrom(1, 2, 11, 13, 23, 24, 27 * 24, 28 * 24);
  const move = fc.oneof(
    fc.record({ move: fc.constant('grant' as const), ...ann, quantity, options }),
    fc.record({ move: fc.constant('use' as const), ...ann, quantity, ...nobody }),
    fc.record({ move: fc.constant('wait' as const), milliseconds: hours.map((count) => count * hour) }),
    fc.record({ move: fc.constant('waitFor' as const), moment: fc.nat(50), offset: fc.constantFrom(-1, 0, 1) }),
  );
  return fc.record({ world, moves: fc.array(move, { minLength: 1, maxLength: 30, size: 'max' }) });
};
