import { ConflictError, DeniedError, InvalidInputError, NotFoundError, type Engine } from '@holdall/core';
import { SeasonError, type SeasonEvent } from './event.js';
import type { SeasonClock } from './season-clock.js';
import { Tally } from './tally.js';

export interface Season {
  readonly engine: Engine;
  /** The engine's clock: the events drive it. */
  readonly clock: SeasonClock;
  readonly events: readonly SeasonEvent[];
  readonly onProgress?: (tally: Tally, at: string) => void;
}

/**
 * Plays events that were played before, in whole or in part, just as it plays new ones: every command carries its key,
 * so the engine answers a repetition with the first result, and the ids in it are those that later events refer to.
 */
export const play = async ({ engine, clock, events, onProgress }: Season): Promise<Tally> => {
  const tally = new Tally();
  const made: Made = new Map();
  for (const moment of momentsOf(events)) {
    const { at } = moment[0]!;
    // Nothing is under way here: what belongs to the moment before was decided at its time.
    clock.stepTo(at);
    for (const stretch of stretchesOf(moment)) {
      await Promise.all(stretch.map((chain) => playInOrder(chain, engine, made, tally)));
    }
    onProgress?.(tally, at);
  }
  return tally;
};

/** What events made, by their users and keys. */
type Made = Map<string, { readonly entries: readonly number[]; readonly use?: number; readonly invoice?: number }>;

/** Events of the same instant. */
const momentsOf = (events: readonly SeasonEvent[]): readonly (readonly SeasonEvent[])[] =>
  runsOf(events, (previous, event) => previous.at === event.at);

/**
 * What may go together: one chain of events per user. Users do not wait for each other, which lets the engine write many
 * commands in one commit. What concerns everybody (a sweep, a retired item) goes alone.
 */
const stretchesOf = (moment: readonly SeasonEvent[]): readonly (readonly (readonly SeasonEvent[])[])[] =>
  runsOf(moment, (previous, event) => previous.user !== undefined && event.user !== undefined).map((run) => [
    ...chainsOf(run).values(),
  ]);

const chainsOf = (events: readonly SeasonEvent[]): ReadonlyMap<string | undefined, readonly SeasonEvent[]> => {
  const chains = new Map<string | undefined, SeasonEvent[]>();
  for (const event of events) {
    const chain = chains.get(event.user);
    if (chain === undefined) chains.set(event.user, [event]);
    else chain.push(event);
  }
  return chains;
};

const playInOrder = async (chain: readonly SeasonEvent[], engine: Engine, made: Made, tally: Tally): Promise<void> => {
  for (const event of chain) {
    await playOne(event, engine, made, tally);
    tally.events += 1;
  }
};

const playOne = async (event: SeasonEvent, engine: Engine, made: Made, tally: Tally): Promise<void> => {
  if (event.do === 'clock') {
    tally.clockSteps += 1;
    return;
  }
  try {
    // The engine checks the input itself, and names every bad field.
    const result = (await engine.execute(event.do, inputOf(event, made))) as Result;
    tally.done(result);
    made.set(nameOf(event.user, event.key), {
      entries: result.entries?.map(({ id }) => id) ?? [],
      ...(result.use !== undefined && { use: result.use }),
      ...(result.invoice && { invoice: result.invoice.id }),
    });
  } catch (error) {
    if (isOtherSeason(error)) {
      throw new SeasonError(`The database knows ${event.key} as another event: start over with --fresh.`);
    }
    if (error instanceof InvalidInputError || error instanceof NotFoundError) {
      throw new SeasonError(`Event ${event.key} cannot be played. ${error.message}`);
    }
    if (!(error instanceof DeniedError || error instanceof ConflictError)) throw error;
    tally.refused(error);
  }
};

/** The parts of the commands' results that later events refer to. */
interface Result {
  readonly replayed: boolean;
  readonly entries?: readonly { readonly id: number }[];
  readonly use?: number;
  readonly invoice?: { readonly id: number } | null;
}

const isOtherSeason = (error: unknown): boolean =>
  error instanceof ConflictError && error.details.reason === 'idempotency_key_reused';

const inputOf = ({ at: _at, do: command, of, nth = 0, expires, ...fields }: SeasonEvent, made: Made): object => {
  const input = expires === undefined ? fields : { ...fields, expires: new Date(expires) };
  if (of === undefined) return input;
  const { entries, use, invoice } = made.get(nameOf(fields.user, of)) ?? { entries: [] };
  const [field, id] =
    command === 'reverseUse' ? ['use', use] : command === 'fulfil' ? ['invoice', invoice] : ['entry', entries[nth]];
  if (id === undefined) throw new SeasonError(`Event ${fields.key} refers to the ${field} of ${of}, which made none.`);
  return { ...input, [field]: id };
};

const nameOf = (user: string | undefined, key: string): string => `${user ?? ''} ${key}`;

/** Splits a list between neighbours that do not belong together. */
const runsOf = <T>(list: readonly T[], together: (previous: T, next: T) => boolean): readonly (readonly T[])[] => {
  const runs: T[][] = [];
  for (const one of list) {
    const run = runs.at(-1);
    if (run !== undefined && together(run.at(-1)!, one)) run.push(one);
    else runs.push([one]);
  }
  return runs;
};
