import type { Contender, ContenderName, Counts, OperationName } from '../contenders/contender.js';
import { openEngine } from '../contenders/engine.js';
import { openFloor } from '../contenders/floor/floor.js';
import { openOneByOne } from '../contenders/floor/one-by-one.js';
import { openNaive } from '../contenders/naive/naive.js';
import { closedLoop, type Load } from '../load.js';
import { median } from '../median.js';
import { randomFrom } from '../random.js';
import type { Row } from '../row.js';
import type { Settings } from '../settings.js';
import type { BenchStore, Place } from '../stores/store.js';
import { usersOf } from '../world.js';
import { bestConnections } from './connections.js';
import type { Measure } from './measure.js';
import type { Seeds } from './seeds.js';

export interface Stage {
  readonly store: BenchStore;
  readonly seeds: Seeds;
  readonly settings: Settings;
  /** Hears what is worth knowing beside the figures. */
  readonly note: (text: string) => void;
}

/** One line of the table: the contenders take turns, round by round, so that whatever else the machine does hits all of them. */
export const runMeasure = async (measure: Measure, stage: Stage): Promise<Row> => {
  const { store, settings } = stage;
  const runners: Runner[] = [];
  try {
    for (const [name, seed, open] of await contendersOf(measure, stage)) {
      const place = await store.copyOf(seed);
      runners.push(await Runner.of(name, place, await open(place), measure, settings));
    }
    for (const runner of runners) await runner.warmUp();
    for (let round = 0; round < settings.rounds; round += 1) {
      for (const runner of runners) await runner.round();
    }
    for (const runner of runners) await runner.verify();
  } finally {
    for (const runner of runners) {
      await runner.close();
      await store.remove(runner.place);
    }
  }
  const speedOf = (name: ContenderName) => runners.find((runner) => runner.name === name)?.speed ?? null;
  return {
    store: store.name,
    measure: measure.name,
    engine: speedOf('engine'),
    naive: speedOf('naive'),
    floor: speedOf('floor'),
  };
};

type Opening = readonly [ContenderName, Place, (place: Place) => Promise<Contender>];

const contendersOf = async (measure: Measure, stage: Stage): Promise<readonly Opening[]> => {
  const { holdall, naive } = stage.seeds;
  const openings: Opening[] = [['engine', holdall, openEngine]];
  if (measure.floor === 'one by one') {
    const connections = await connectionsFor('floor one by one', measure, stage, holdall, openOneByOne);
    openings.push(['floor', holdall, (place) => openOneByOne(place, connections)]);
    return openings;
  }
  const connections = await connectionsFor('naive', measure, stage, naive, openNaive);
  openings.push(['naive', naive, (place) => openNaive(place, connections)], ['floor', holdall, openFloor]);
  return openings;
};

/** One connection is all that an SQLite file or a single caller has a use for. */
const connectionsFor = async (
  who: string,
  measure: Measure,
  { store, settings, note }: Stage,
  seed: Place,
  open: (place: Place, connections: number) => Promise<Contender>,
): Promise<number> => {
  if (store.name !== 'postgres' || measure.callers === 'one') return 1;
  const load = loadOf(measure, settings, settings.trial);
  const connections = await bestConnections({ store, seed, operation: measure.operation, load }, open);
  note(`${measure.name}: ${who} does best on ${connections} connections`);
  return connections;
};

const loadOf = ({ callers }: Measure, { crowd, seed, users }: Settings, milliseconds: number): Load => ({
  callers: callers === 'one' ? 1 : crowd,
  milliseconds,
  nextUser: usersOf(randomFrom(seed), users),
});

/** A contender with what it has done so far. */
class Runner {
  readonly #speeds: number[] = [];
  #done = 0;

  private constructor(
    readonly name: ContenderName,
    readonly place: Place,
    private readonly contender: Contender,
    private readonly operation: OperationName,
    private readonly load: Load,
    private readonly settings: Settings,
    private readonly before: Counts,
  ) {}

  static async of(name: ContenderName, place: Place, contender: Contender, measure: Measure, settings: Settings) {
    const load = loadOf(measure, settings, settings.round);
    return new Runner(name, place, contender, measure.operation, load, settings, await contender.counts());
  }

  get speed(): number {
    return median(this.#speeds);
  }

  async warmUp(): Promise<void> {
    await this.#run(this.settings.warmUp);
  }

  async round(): Promise<void> {
    // Nobody pays for what another has left lying about.
    globalThis.gc?.();
    this.#speeds.push(await this.#run(this.settings.round));
  }

  /** That the work was done, and not only answered. */
  async verify(): Promise<void> {
    const { entries, records } = await this.contender.counts();
    const { entries: newEntries, records: newRecords } = written[this.operation];
    const expected = {
      entries: this.before.entries + this.#done * newEntries,
      records: this.before.records + this.#done * newRecords,
    };
    if (entries === expected.entries && records === expected.records) return;
    throw new Error(
      `${this.name} has not done what it answered: ${JSON.stringify({ entries, records })} instead of ${JSON.stringify(expected)}.`,
    );
  }

  close(): Promise<void> {
    return this.contender.close();
  }

  async #run(milliseconds: number): Promise<number> {
    const operation = this.contender.operations[this.operation];
    const { operations, seconds } = await closedLoop(operation, { ...this.load, milliseconds });
    this.#done += operations;
    return operations / seconds;
  }
}

/** What one operation leaves behind. */
const written: Readonly<Record<OperationName, Counts>> = {
  use: { entries: 0, records: 1 },
  grant: { entries: 1, records: 1 },
  check: { entries: 0, records: 0 },
};
