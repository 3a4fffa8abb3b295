import type { InvoiceView } from '../inventory/view.js';
import { balance, type Balance, type BalanceInput } from '../questions/balance.js';
import { check, type CheckInput } from '../questions/check.js';
import type { Decision } from '../questions/decision.js';
import { entry, type EntryDetails, type EntryInput } from '../questions/entry.js';
import { explain, type ExplainInput, type Explanation } from '../questions/explain.js';
import { invoice, type InvoiceInput } from '../questions/invoice.js';
import type { QuestionKind } from '../questions/question.js';
import { Commands } from './commands.js';

/** The questions that read as a command does, too. Whoever extends this says where they are asked. */
export abstract class CommandsAndQuestions extends Commands {
  /**
   * @throws InvalidInputError for input of the wrong shape.
   * @throws StorageError
   */
  protected abstract ask<Input, Q, Answer>(kind: QuestionKind<Input, Q, Answer>, input: Input): Promise<Answer>;

  /** May the user use (or get) the item now? By the same rules as the order itself, and nothing is consumed. */
  check(input: CheckInput): Promise<Decision> {
    return this.ask(check, input);
  }

  /** Every rule that was asked, its verdict and its facts, for getting and for using. */
  explain(input: ExplainInput): Promise<Explanation> {
    return this.ask(explain, input);
  }

  /** What a user has left of an item. */
  balance(input: BalanceInput): Promise<Balance> {
    return this.ask(balance, input);
  }

  /** @throws NotFoundError, also for somebody else's entry. */
  entry(input: EntryInput): Promise<EntryDetails> {
    return this.ask(entry, input);
  }

  /** @throws NotFoundError, also for somebody else's invoice. */
  invoice(input: InvoiceInput): Promise<InvoiceView> {
    return this.ask(invoice, input);
  }
}
