import { bestConnections } from '../connections.js';
import type { Contender, ContenderName, Open, OperationName } from '../contenders/contender.js';
import { openEngine } from '../contenders/engine.js';
import { openFloor } from '../contenders/floor/floor.js';
import { openOneByOne } from '../contenders/floor/one-by-one.js';
import { openNaive } from '../contenders/naive/naive.js';
import type { Line } from '../outcome.js';
import { race } from '../race.js';
import type { Course } from '../runner.js';
import type { Settings } from '../settings.js';
import { withCopies } from '../stores/copies.js';
import type { Place, StoreName } from '../stores/store.js';
import type { Measure, Stage } from './measure.js';

export interface Comparison extends Pick<Measure, 'name' | 'stores'> {
  readonly operation: OperationName;
  readonly callers: 'one' | 'crowd';
  /** What the floor does: the engine's batches, or a transaction for each operation on the best number of connections. */
  readonly floor: 'batches' | 'one by one';
  /** How many times the others the engine should do; a contender that is not named here takes part all the same. */
  readonly naiveTarget?: number;
  readonly floorTarget?: Readonly<Partial<Record<StoreName, number>>>;
}

/** The engine, TypeORM as it comes and the bare driver at the same work on the same world. */
export const comparison = (what: Comparison): Measure => ({
  ...what,
  long: false,
  run: async (stage) => {
    const { store, settings } = stage;
    const contenders = await contendersOf(what, stage);
    const course = courseOf(what, settings);
    const speeds = await withCopies(
      store,
      contenders.map(({ seed }) => seed),
      (places) =>
        race(
          contenders.map(({ open }, index) => ({ course, open: () => open(places[index]!) })),
          settings.rounds,
        ),
    );
    const speedOf = (name: ContenderName) => speeds[contenders.findIndex((one) => one.name === name)] ?? null;
    const line: Line = {
      store: store.name,
      measure: what.name,
      engine: speedOf('engine'),
      naive: speedOf('naive'),
      floor: speedOf('floor'),
      targets: { naive: what.naiveTarget ?? null, floor: what.floorTarget?.[store.name] ?? null },
    };
    return { lines: [line], verdicts: [] };
  },
});

const courseOf = ({ operation, callers }: Comparison, settings: Settings): Course => ({
  operation,
  callers: callers === 'one' ? 1 : settings.crowd,
  users: settings.users,
  settings,
});

interface Seeded {
  readonly name: ContenderName;
  readonly seed: Place;
  readonly open: Open;
}

const contendersOf = async (what: Comparison, stage: Stage): Promise<readonly Seeded[]> => {
  const holdall = await stage.seeds.plain();
  const engine: Seeded = { name: 'engine', seed: holdall, open: openEngine };
  if (what.floor === 'one by one') {
    const open = await onBestConnections('the floor', what, stage, holdall, openOneByOne);
    return [engine, { name: 'floor', seed: holdall, open }];
  }
  const seed = await stage.seeds.naive();
  return [
    engine,
    { name: 'naive', seed, open: await onBestConnections('naive', what, stage, seed, openNaive) },
    { name: 'floor', seed: holdall, open: openFloor },
  ];
};

/** One connection is all that an SQLite file or a single caller has a use for. */
const onBestConnections = async (
  who: string,
  what: Comparison,
  { store, settings, note }: Stage,
  seed: Place,
  open: (place: Place, connections: number) => Promise<Contender>,
): Promise<Open> => {
  if (store.name !== 'postgres' || what.callers === 'one') return (place) => open(place, 1);
  const connections = await bestConnections(courseOf(what, settings), { store, seed }, open);
  note(`${what.name}: ${who} does best on ${connections} connections`);
  return (place) => open(place, connections);
};
