import { countEngine } from '../contenders/engine.js';
import { openHttp, type HttpContender } from '../contenders/http.js';
import type { Counts, OperationName } from '../contenders/contender.js';
import type { Outcome, Verdict } from '../outcome.js';
import { race } from '../race.js';
import { withCopies } from '../stores/copies.js';
import type { Place } from '../stores/store.js';
import type { Measure, Stage } from './measure.js';

export interface OverHttp extends Pick<Measure, 'name'> {
  readonly operation: Exclude<OperationName, 'grant'>;
  /** How much of what a bare route of Fastify's does. */
  readonly floorTarget: number;
  /** Requests in a second, at least, and in how many milliseconds 99 of 100 are to be answered. */
  readonly speed?: { readonly least: number; readonly within: number };
}

/** The server on kept connections, against a route of Fastify's that parses, authenticates and answers, and does nothing. */
export const overHttp = ({ name, operation, floorTarget, speed }: OverHttp): Measure => ({
  name,
  stores: ['better-sqlite3'],
  // Its servers take longer to start than a quick table has.
  long: true,
  run: async (stage) =>
    withCopies(stage.store, [await stage.seeds.plain()], async ([place]): Promise<Outcome> => {
      const { engine, floor, latencies } = await raced(operation, place!, stage);
      const { name: store } = stage.store;
      const targets = { naive: null, floor: floorTarget };
      const told = `${name}, ${stage.settings.connectionsOverHttp} connections`;
      return {
        lines: [{ store, measure: told, engine, naive: null, floor, targets }],
        verdicts: speed === undefined ? [] : verdictsOf({ store, what: told }, engine, latencies, speed),
      };
    }),
});

const raced = async (operation: OperationName, place: Place, { settings, serve }: Stage) => {
  const connections = settings.connectionsOverHttp;
  const course = { operation, callers: connections, users: settings.users, settings };
  let holdall: HttpContender | undefined;
  const openHoldall = async () =>
    (holdall = await openHttp({ by: 'holdall', place }, { serve, connections, counts: () => countEngine(place) }));
  const openBare = () => openHttp({ by: 'bare' }, { serve, connections, counts: async () => nothing });
  const [engine, floor] = await race(
    [
      { course, open: openHoldall },
      { course: { ...course, written: nothing }, open: openBare },
    ],
    settings.rounds,
  );
  return { engine: engine!, floor: floor!, latencies: holdall!.latencies };
};

const nothing: Counts = { entries: 0, records: 0 };

const verdictsOf = (
  { store, what }: Pick<Verdict, 'store' | 'what'>,
  perSecond: number,
  latencies: readonly number[],
  { least, within }: Required<OverHttp>['speed'],
): readonly Verdict[] => {
  const p99 = latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)]!;
  return [
    {
      store,
      what,
      measured: `${Math.round(perSecond).toLocaleString('en')} a second`,
      target: `at least ${least.toLocaleString('en')}`,
      reached: perSecond >= least,
    },
    {
      store,
      what: `${what}: 99 of 100`,
      measured: `in ${p99.toFixed(1)} ms`,
      target: `under ${within} ms`,
      reached: p99 < within,
    },
  ];
};
