import type { Catalogue } from '../catalogue/catalogue.js';
import type { Setting } from '../commands/command.js';
import { ConflictError } from '../errors/conflict.js';
import { DeniedError } from '../errors/denied.js';
import { failure } from '../errors/failure.js';
import type { HoldallError } from '../errors/holdall-error.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import { NotFoundError } from '../errors/not-found.js';
import type { LogRecord } from '../inventory/log.js';
import type { Decided } from '../ports/store.js';
import { NotLoaded, type Loaded } from '../state/loaded.js';
import { sequences, type Need, type Sequence } from '../state/need.js';
import { WorkingSet } from '../state/working-set.js';
import type { JsonValue } from '../values/json.js';
import type { Ending, Job } from './job.js';
import { firstReply, remember, repeated } from './idempotency.js';
import { remembered } from './remembered.js';

export interface BatchOutcome {
  readonly endings: readonly Ending[];
  readonly log: readonly LogRecord[];
}

/** What a batch will want to read, all at once; the ids are summed over its commands. */
export const needsOf = (jobs: readonly Job[], catalogue: Catalogue, setting: Setting): readonly Need[] => {
  const ids = new Map<Sequence, number>(jobs[0]?.kind.on === 'catalogue' ? [] : guessedIds(jobs.length));
  const needs: Need[] = [];
  for (const { kind, command } of jobs) {
    if (command.key !== null) needs.push({ kind: 'reply', scope: kind.scope(command), key: command.key });
    for (const need of needsOfOne({ kind, command }, catalogue, setting)) {
      if (need.kind === 'ids') ids.set(need.sequence, (ids.get(need.sequence) ?? 0) + need.count);
      else needs.push(need);
    }
  }
  return [...needs, ...[...ids].map(([sequence, count]) => ({ kind: 'ids', sequence, count }) as const)];
};

/** A command whose rules fail here fails when it is decided, alone: it must not take its neighbours along. */
const needsOfOne = ({ kind, command }: Job, catalogue: Catalogue, setting: Setting): readonly Need[] => {
  try {
    return kind.needs(command, catalogue, setting);
  } catch {
    return [];
  }
};

/** Enough for ordinary commands; a batch that turns out to need more asks for more. */
const guessedIds = (commands: number): readonly (readonly [Sequence, number])[] =>
  sequences.filter((sequence) => sequence !== 'item').map((sequence) => [sequence, commands * 2] as const);

/**
 * Decides the commands of a batch one after another: each sees what the ones before it changed, and one that is refused
 * changes nothing and spoils nothing for the others. `done` gets what came of it when nothing was missing.
 */
export const decideBatch = (
  jobs: readonly Job[],
  catalogue: Catalogue,
  loaded: Loaded,
  setting: Setting,
  done: (outcome: BatchOutcome) => void,
): Decided => {
  const set = new WorkingSet(catalogue, loaded);
  const missing: Need[] = [];
  const endings = jobs.map((job): Ending | null => {
    try {
      return decideOne(job, set, setting);
    } catch (error) {
      if (!(error instanceof NotLoaded)) throw error;
      missing.push(...error.needs);
      return null;
    }
  });
  if (missing.length > 0) return { kind: 'missing', needs: missing };
  const writes = set.writes();
  done({ endings: endings as readonly Ending[], log: writes.log });
  return { kind: 'decided', writes };
};

const decideOne = (job: Job, set: WorkingSet, setting: Setting): Ending => {
  const past = firstReply(job, set, setting);
  if (past !== null) return repeated(past, job);
  try {
    const result = set.attempt(() => {
      const decided: unknown = job.kind.decide(job.command, set, setting);
      remember(job, { ok: true, result: decided as JsonValue }, set, setting);
      return decided;
    });
    return { ok: true, result, replayed: false };
  } catch (error) {
    if (error instanceof NotLoaded) throw error;
    if (!isDecision(error)) return { ok: false, error: failure(error), replayed: false };
    remember(job, { ok: false, error: remembered(error) }, set, setting);
    return { ok: false, error, replayed: false };
  }
};

/** Refusals that the rules decided, as opposed to failures: only they are remembered. */
const isDecision = (error: unknown): error is HoldallError =>
  error instanceof DeniedError ||
  error instanceof ConflictError ||
  error instanceof NotFoundError ||
  error instanceof InvalidInputError;
