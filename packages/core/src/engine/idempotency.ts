import type { AnyCommand, Setting } from '../commands/command.js';
import { ConflictError } from '../errors/conflict.js';
import type { Outcome, Reply } from '../state/reply.js';
import type { WorkingSet } from '../state/working-set.js';
import { canonicalJson, type JsonObject } from '../values/json.js';
import type { Ending, Job } from './job.js';
import { errorFrom } from './remembered.js';

/** What the key of a command was answered before, if it has one and its time is not over. */
export const firstReply = ({ kind, command }: Job, set: WorkingSet, { forgetBefore }: Setting): Reply | null => {
  if (command.key === null) return null;
  const reply = set.reply(kind.scope(command), command.key);
  return reply !== null && reply.at > forgetBefore ? reply : null;
};

/** The first answer again, also when it was a refusal; another command under the same key is a conflict (rule 13). */
export const repeated = (past: Reply, { command }: Job): Ending => {
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

/** Keeps how a command ended, in the same commit as what it changed. */
export const remember = ({ kind, command }: Job, outcome: Outcome, set: WorkingSet, { now }: Setting): void => {
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
