import { operationNames, type OperationName } from '../contenders/contender.js';
import { openEngine } from '../contenders/engine.js';
import { openFloor } from '../contenders/floor/floor.js';
import { noTargets, type Line, type Outcome, type Verdict } from '../outcome.js';
import { race } from '../race.js';
import type { HoldallSeed } from '../seeds/seeds.js';
import type { Settings } from '../settings.js';
import { withCopies } from '../stores/copies.js';
import type { Place } from '../stores/store.js';
import type { Measure, Stage } from './measure.js';

interface World {
  readonly seed: HoldallSeed;
  /** How large it is, in words. */
  readonly size: (settings: Settings) => string;
}

export interface Growth extends Pick<Measure, 'name'> {
  readonly from: World;
  readonly to: World;
  /** How many times as much an operation may cost. */
  readonly most: number;
}

/** The same work on a small and on a large world. The floor shows what of it is the database's own growth. */
export const growth = ({ name, from, to, most }: Growth): Measure => ({
  name,
  long: true,
  run: async (stage) => {
    const small = await stage.seeds[from.seed]();
    const large = await stage.seeds[to.seed]();
    return withCopies(stage.store, [small, large, small, large], async (places): Promise<Outcome> => {
      const lines: Line[] = [];
      const verdicts: Verdict[] = [];
      for (const operation of operationNames) {
        const [before, after] = await linesOf(operation, [from, to], places, stage);
        lines.push(before, after);
        verdicts.push(verdictOf(before, after, most));
      }
      return { lines, verdicts };
    });
  },
});

/** The engine and then the floor, each in both worlds. */
const linesOf = async (
  operation: OperationName,
  worlds: readonly [World, World],
  places: readonly Place[],
  { store, seeds, settings }: Stage,
): Promise<readonly [Line, Line]> => {
  const openings = [openEngine, openFloor].flatMap((open) => worlds.map((world) => ({ open, world })));
  const entrants = openings.map(({ open, world: { seed } }, index) => ({
    course: { operation, callers: settings.crowd, users: seeds.usersIn(seed), settings },
    open: () => open(places[index]!),
  }));
  const speeds = await race(entrants, settings.rounds);
  const lineOf = ({ size }: World, index: number): Line => ({
    store: store.name,
    measure: `${operation}, ${settings.crowd} callers, ${size(settings)}`,
    engine: speeds[index]!,
    naive: null,
    floor: speeds[index + worlds.length]!,
    targets: noTargets,
  });
  return [lineOf(worlds[0], 0), lineOf(worlds[1], 1)];
};

const verdictOf = (small: Line, large: Line, most: number): Verdict => {
  const cost = small.engine! / large.engine!;
  const ofFloor = small.floor! / large.floor!;
  return {
    store: large.store,
    what: `${large.measure}: cost`,
    measured: `${cost.toFixed(2)} times that of ${small.measure} (floor ${ofFloor.toFixed(2)})`,
    target: `at most ${most}`,
    reached: cost <= most,
  };
};
