import type { Catalogue } from '../catalogue/catalogue.js';
import type { AnyCommand, AnyCommandKind, Setting } from '../commands/command.js';
import { ConflictError } from '../errors/conflict.js';
import { DeniedError } from '../errors/denied.js';
import { HoldallError } from '../errors/holdall-error.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import { NotFoundError } from '../errors/not-found.js';
import { InternalError } from '../errors/storage.js';
import type { LogRecord } from '../inventory/log.js';
import type { Decided } from '../ports/store.js';
import { NotLoaded, type Loaded } from '../state/loaded.js';
import { sequences, type Need, type Sequence } from '../state/need.js';
import type { Outcome, Reply } from '../state/reply.js';
import { WorkingSet } from '../state/working-set.js';
import { canonicalJson, type JsonObject, type JsonValue } from '../values/json.js';
import { errorFrom, remembered } from './remembered.js';

export interface Job {
  readonly kind: AnyCommandKind;
  readonly command: AnyCommand;
}

/** How one command of a batch ended: plain data to present, or an error to throw. */
export type Ending = (
  { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: Error }
) & {
  readonly replayed: boolean;
};

export interface BatchOutcome {
  readonly endings: readonly Ending[];
  readonly log: readonly LogRecord[];
  readonly catalogue: Catalogue;
}

/** What a batch will want to read, all at once; the ids are summed over its commands. */
export const needsOf = (jobs: readonly Job[], catalogue: Catalogue, setting: Setting): readonly Need[] => {
  const ids = new Map<Sequence, number>(jobs[0]?.kind.on === 'catalogue' ? [] : guessedIds(jobs.length));
  const needs: Need[] = [];
  for (const { kind, command } of jobs) {
    if (command.key !== null) needs.push({ kind: 'reply', scope: kind.scope(command), key: command.key });
    for (const need of kind.needs(command, catalogue, setting)) {
      if (need.kind === 'ids') ids.set(need.sequence, (ids.get(need.sequence) ?? 0) + need.count);
      else needs.push(need);
    }
  }
  return [...needs, ...[...ids].map(([sequence, count]) => ({ kind: 'ids', sequence, count }) as const)];
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
  done({ endings: endings as readonly Ending[], log: writes.log, catalogue: set.catalogue });
  return { kind: 'decided', writes };
};

const decideOne = (job: Job, set: WorkingSet, setting: Setting): Ending => {
  const { kind, command } = job;
  const past = command.key === null ? null : freshReply(set, kind.scope(command), command.key, setting);
  if (past !== null) return repeated(past, job);
  try {
    const result = set.attempt(() => {
      const decided: unknown = kind.decide(command, set, setting);
      remember(job, { ok: true, result: decided as JsonValue }, set, setting);
      return decided;
    });
    return { ok: true, result, replayed: false };
  } catch (error) {
    if (error instanceof NotLoaded) throw error;
    if (!isDecision(error)) return { ok: false, error: unforeseen(error), replayed: false };
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

const unforeseen = (error: unknown): HoldallError =>
  error instanceof HoldallError
    ? error
    : new InternalError('A rule failed in a way that it should not. Nothing was changed.', error);

const freshReply = (set: WorkingSet, scope: string, key: string, { forgetBefore }: Setting): Reply | null => {
  const reply = set.reply(scope, key);
  return reply !== null && reply.at > forgetBefore ? reply : null;
};

/** The first answer again, also when it was a refusal; another command under the same key is a conflict (rule 13). */
const repeated = (past: Reply, { command }: Job): Ending => {
  const differences = differencesBetween(past.command, commandWithoutKey(command));
  if (differences.length > 0) {
    const key = JSON.stringify(command.key);
    const message = `The idempotency key ${key} was used for another command, which differs in ${differences.join(', ')}: a new command needs a new key.`;
    return { ok: false, error: new ConflictError('idempotency_key_reused', message, { differences }), replayed: false };
  }
  const { outcome } = past;
  return outcome.ok
    ? { ok: true, result: outcome.result, replayed: true }
    : { ok: false, error: errorFrom(outcome.error), replayed: true };
};

const remember = ({ kind, command }: Job, outcome: Outcome, set: WorkingSet, { now }: Setting): void => {
  if (command.key === null) return;
  set.putReply({
    scope: kind.scope(command),
    key: command.key,
    command: commandWithoutKey(command),
    outcome,
    at: now,
  });
};

const commandWithoutKey = ({ key: _key, ...command }: AnyCommand): JsonObject => command;

const differencesBetween = (a: JsonObject, b: JsonObject): readonly string[] =>
  [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((field) => canonicalJson(a[field]) !== canonicalJson(b[field]))
    .toSorted();
