import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { AnyCommandKind, Setting } from '../commands/command.js';
import { commandKinds, type CommandType, type InputOf } from '../commands/index.js';
import { failure } from '../errors/failure.js';
import { InvalidInputError } from '../errors/invalid-input.js';
import type { LogRecord } from '../inventory/log.js';
import type { Store } from '../ports/store.js';
import { decideBatch, needsOf, type BatchOutcome } from './decide-batch.js';
import type { Job } from './job.js';

/** A command with somebody who waits for its end. */
export interface WaitingCommand extends Job {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

/** @throws InvalidInputError naming every bad field. */
export const readCommand = <T extends CommandType>(type: T, input: InputOf<T>, registry: BehaviorRegistry): Job => {
  if (!Object.hasOwn(commandKinds, type)) {
    const message = `must be one of ${Object.keys(commandKinds).join(', ')}`;
    throw new InvalidInputError([{ path: 'type', message }]);
  }
  const kind = commandKinds[type] as unknown as AnyCommandKind;
  return { kind, command: kind.read(input as never, registry) };
};

/**
 * Runs one batch as one unit of work and settles every job of it, after the commit. Answers what was logged, for those
 * who want to hear of it. Never rejects: when the store fails, exactly the jobs of this batch hear of it.
 */
export const runBatch = async (
  jobs: readonly WaitingCommand[],
  readSetting: () => Setting,
  write: Store['write'],
): Promise<readonly LogRecord[]> => {
  // The last one counts: a store may have a batch decided more than once.
  const outcomes: BatchOutcome[] = [];
  try {
    const setting = readSetting();
    await write({
      needs: (catalogue) => needsOf(jobs, catalogue, setting),
      decide: (catalogue, loaded) =>
        decideBatch(jobs, catalogue, loaded, setting, (decided) => void outcomes.push(decided)),
    });
  } catch (error) {
    for (const { reject } of jobs) reject(failure(error));
    return [];
  }
  const outcome = outcomes.at(-1)!;
  settle(jobs, outcome);
  return outcome.log;
};

const settle = (jobs: readonly WaitingCommand[], { endings }: BatchOutcome): void => {
  jobs.forEach(({ kind, resolve, reject }, index) => {
    const ending = endings[index]!;
    if (!ending.ok) return reject(ending.error);
    resolve({ ...(kind.present(ending.result) as object), replayed: ending.replayed });
  });
};
