import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { Setting } from '../commands/command.js';
import type { CommandType, InputOf, ResultOf } from '../commands/index.js';
import type { LogRecord } from '../inventory/log.js';
import type { HostTransaction } from '../ports/transactional-store.js';
import type { QuestionKind } from '../questions/question.js';
import { CommandsAndQuestions } from './commands-and-questions.js';
import { readCommand, runBatch } from './run-batch.js';
import { runQuestions, waitingQuestion } from './run-questions.js';

export interface WithinParts {
  readonly transaction: HostTransaction;
  readonly registry: BehaviorRegistry;
  readonly readSetting: () => Setting;
  /** Tells subscribers; only what the host has committed. */
  readonly publish: (log: readonly LogRecord[]) => void;
  /** Refuses when the engine is closed, and keeps it from closing meanwhile. */
  readonly running: <R>(work: () => Promise<R>) => Promise<R>;
}

/**
 * The engine on a transaction of the host's. Commands have the same rules, results and errors as the engine's; each runs
 * at once, one after another, and becomes true when the host commits. Questions see what the transaction has written, and
 * what `check` says holds until it ends.
 */
export class Within extends CommandsAndQuestions {
  readonly #parts: WithinParts;

  constructor(parts: WithinParts) {
    super();
    this.#parts = parts;
  }

  override async execute<T extends CommandType>(type: T, input: InputOf<T>): Promise<ResultOf<T>> {
    const { transaction, registry, readSetting, publish, running } = this.#parts;
    const job = readCommand(type, input, registry);
    return running(
      () =>
        new Promise<ResultOf<T>>((resolve, reject) => {
          const logged: Promise<readonly LogRecord[]> = runBatch([{ ...job, resolve, reject }], readSetting, (unit) =>
            transaction.write(unit, () => void logged.then(publish)),
          );
        }),
    );
  }

  protected override async ask<Input, Q, Answer>(kind: QuestionKind<Input, Q, Answer>, input: Input): Promise<Answer> {
    const { transaction, readSetting, running } = this.#parts;
    const question = kind.read(input);
    return running(
      () =>
        new Promise<Answer>((resolve, reject) => {
          const waiting = waitingQuestion({ kind, question, setting: readSetting(), resolve, reject });
          void runQuestions([waiting], (asked) => transaction.read(asked));
        }),
    );
  }
}
