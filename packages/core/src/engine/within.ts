import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { Setting } from '../commands/command.js';
import type { CommandType, InputOf, ResultOf } from '../commands/index.js';
import type { LogRecord } from '../inventory/log.js';
import type { InvoiceView } from '../inventory/view.js';
import type { HostTransaction } from '../ports/transactional-store.js';
import { balance, type Balance, type BalanceInput } from '../questions/balance.js';
import { check, type CheckInput } from '../questions/check.js';
import type { Decision } from '../questions/decision.js';
import { entry, type EntryDetails, type EntryInput } from '../questions/entry.js';
import { explain, type ExplainInput, type Explanation } from '../questions/explain.js';
import { invoice, type InvoiceInput } from '../questions/invoice.js';
import type { QuestionKind } from '../questions/question.js';
import { Commands } from './commands.js';
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
 * at once, one after another, and becomes true when the host commits. Questions see what the transaction has written.
 */
export class Within extends Commands {
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

  /** May the user use (or get) the item now? What it says holds until the transaction ends. */
  check(input: CheckInput): Promise<Decision> {
    return this.#ask(check, input);
  }

  /** Every rule that was asked, its verdict and its facts, for getting and for using. */
  explain(input: ExplainInput): Promise<Explanation> {
    return this.#ask(explain, input);
  }

  /** What a user has left of an item. */
  balance(input: BalanceInput): Promise<Balance> {
    return this.#ask(balance, input);
  }

  /** @throws NotFoundError, also for somebody else's entry. */
  entry(input: EntryInput): Promise<EntryDetails> {
    return this.#ask(entry, input);
  }

  /** @throws NotFoundError, also for somebody else's invoice. */
  invoice(input: InvoiceInput): Promise<InvoiceView> {
    return this.#ask(invoice, input);
  }

  async #ask<Input, Q, Answer>(kind: QuestionKind<Input, Q, Answer>, input: Input): Promise<Answer> {
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
