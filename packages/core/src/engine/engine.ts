import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { SettingField } from '../behaviors/behavior.js';
import { itemIn, skuIn, templateIn } from '../catalogue/catalogue.js';
import type { ItemRef } from '../catalogue/item.js';
import { viewOf, type ItemView, type SkuView, type TemplateView } from '../catalogue/view.js';
import type { AnyCommandKind, Setting } from '../commands/command.js';
import { commandKinds, type CommandType, type InputOf, type ResultOf } from '../commands/index.js';
import { HoldallError } from '../errors/holdall-error.js';
import { InternalError, StorageError } from '../errors/storage.js';
import { logTypes, type LogType } from '../inventory/log.js';
import { viewOfEntry, viewOfRecord, type EntryView, type InvoiceView, type LogView } from '../inventory/view.js';
import type { Clock } from '../ports/clock.js';
import type { Directory } from '../ports/directory.js';
import type { Audit, Question, Store } from '../ports/store.js';
import { balance, type Balance, type BalanceInput } from '../questions/balance.js';
import {
  listItems,
  listSkus,
  listTemplates,
  type ItemsInput,
  type SkusInput,
  type TemplatesInput,
} from '../questions/catalogue-list.js';
import { check, type CheckInput } from '../questions/check.js';
import type { Decision } from '../questions/decision.js';
import { entryQueryFrom, readEntriesInput, type EntriesInput } from '../questions/entries.js';
import { entry, type EntryDetails, type EntryInput } from '../questions/entry.js';
import { explain, type ExplainInput, type Explanation } from '../questions/explain.js';
import { invoice, type InvoiceInput } from '../questions/invoice.js';
import { logQueryFrom, type LogInput } from '../questions/log.js';
import { pageFrom, type Page } from '../questions/page.js';
import type { QuestionKind } from '../questions/question.js';
import { NotLoaded } from '../state/loaded.js';
import { WorkingSet } from '../state/working-set.js';
import type { Instant } from '../values/instant.js';
import { decideBatch, needsOf, type BatchOutcome, type Job } from './decide-batch.js';
import { eventsFrom } from './event.js';
import { GroupCommit } from './group-commit.js';
import { Subscriptions, type Subscriber, type SubscriberFailed } from './subscriptions.js';

export interface EngineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly registry: BehaviorRegistry;
  readonly directory: Directory | null;
  readonly options: EngineOptions;
}

export interface EngineOptions {
  /** How many commands one batch takes at the most. Default 256. */
  readonly mostTogether: number;
  /** How many commands may wait for the next batch; more are refused as overloaded. Default 10,000. */
  readonly mostWaiting: number;
  /** How long answers to idempotency keys are remembered, in milliseconds. Default 30 days. */
  readonly rememberFor: number;
  /** Hears of what subscribers threw. Default: nobody. */
  readonly subscriberFailed: SubscriberFailed;
}

interface WaitingCommand extends Job {
  readonly kind: AnyCommandKind;
  resolve(result: unknown): void;
  reject(error: Error): void;
}

interface WaitingQuestion {
  needs: Question['needs'];
  answer(set: WorkingSet): unknown;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

/**
 * Decides, for users and items, what they may get, hold, use and have left. Commands are methods of the same name, with
 * one input object each; they resolve after the commit. Make one with `createEngine`.
 */
export class Engine {
  readonly #parts: EngineParts;
  readonly #commands: GroupCommit<WaitingCommand>;
  readonly #questions: GroupCommit<WaitingQuestion>;
  readonly #subscriptions: Subscriptions;
  #latest: Instant = 0;
  #closed = false;

  /** For `createEngine` and containers: the store must be open. */
  constructor(parts: EngineParts) {
    this.#parts = parts;
    const { mostTogether, mostWaiting, subscriberFailed } = parts.options;
    this.#commands = new GroupCommit({
      run: (jobs) => this.#runBatch(jobs),
      together: (first, next) => first.kind.on === next.kind.on,
      mostTogether,
      mostWaiting,
    });
    this.#questions = new GroupCommit({ run: (jobs) => this.#runQuestions(jobs), mostTogether, mostWaiting });
    this.#subscriptions = new Subscriptions(subscriberFailed);
  }

  // Commands: the catalogue.
  readonly createTemplate = this.#command('createTemplate');
  readonly updateTemplate = this.#command('updateTemplate');
  readonly deleteTemplate = this.#command('deleteTemplate');
  readonly createItem = this.#command('createItem');
  readonly updateItem = this.#command('updateItem');
  readonly deleteItem = this.#command('deleteItem');
  readonly createSku = this.#command('createSku');
  readonly updateSku = this.#command('updateSku');
  readonly deleteSku = this.#command('deleteSku');
  readonly importCatalogue = this.#command('importCatalogue');

  // Commands: what users hold.
  readonly grant = this.#command('grant');
  readonly addBySku = this.#command('addBySku');
  readonly fulfil = this.#command('fulfil');
  readonly fulfilOutstanding = this.#command('fulfilOutstanding');
  readonly use = this.#command('use');
  readonly reverseUse = this.#command('reverseUse');
  readonly revoke = this.#command('revoke');
  readonly setStatus = this.#command('setStatus');
  readonly setExpiry = this.#command('setExpiry');
  readonly setBehaviorData = this.#command('setBehaviorData');
  readonly sweepExpired = this.#command('sweepExpired');

  /**
   * Runs a command that is plain data: what the method of the same name does.
   * @throws InvalidInputError, NotFoundError, ConflictError, DeniedError: nothing was changed.
   * @throws StorageError: the commands of the batch failed together; `transient` says whether to try again.
   * @throws OverloadedError when too many commands wait.
   */
  async execute<T extends CommandType>(type: T, input: InputOf<T>): Promise<ResultOf<T>> {
    const kind = commandKinds[type] as unknown as AnyCommandKind;
    const command = kind.read(input as never, this.#parts.registry);
    this.#refuseIfClosed();
    return new Promise<ResultOf<T>>((resolve, reject) => {
      this.#commands.submit({ kind, command, resolve: resolve, reject });
    });
  }

  /** May the user use (or get) the item now? By the same rules as the order itself, and nothing is consumed. */
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

  /** The entries of a user, or of all users. */
  async entries(input: EntriesInput = {}): Promise<Page<EntryView>> {
    const dto = readEntriesInput(input);
    this.#refuseIfClosed();
    const { store, directory } = this.#parts;
    const catalogue = await store.catalogue();
    const now = this.#now();
    const query = await entryQueryFrom({ input: dto, catalogue, directory, now });
    return pageFrom(await store.entries(query), query, (one) => viewOfEntry(one, catalogue, now));
  }

  /** What happened to one entry, or to all entries of a user. */
  async log(input: LogInput): Promise<Page<LogView>> {
    const query = logQueryFrom(input);
    this.#refuseIfClosed();
    return pageFrom(await this.#parts.store.log(query), query, viewOfRecord);
  }

  /**
   * What the log says of an entry, by type, and what it adds up to (rule 14):
   * `granted + adjusted = remaining + used + expired + revoked`, uses net of reversals.
   */
  async ledger(input: EntryInput): Promise<Ledger> {
    await this.entry(input);
    return ledgerFrom(await this.#parts.store.totals(input.user, input.entry));
  }

  /** Holds every entry against its log. `unbalanced` names at most 100 that do not agree; there should be none. */
  async audit(): Promise<Audit> {
    this.#refuseIfClosed();
    return this.#parts.store.audit(100);
  }

  async item(ref: ItemRef): Promise<ItemView> {
    return viewOf(itemIn(await this.#catalogue(), ref));
  }

  async template(id: string): Promise<TemplateView> {
    return viewOf(templateIn(await this.#catalogue(), id));
  }

  async sku(code: string): Promise<SkuView> {
    return viewOf(skuIn(await this.#catalogue(), code));
  }

  async items(input: ItemsInput = {}): Promise<Page<ItemView>> {
    return listItems(await this.#catalogue(), input);
  }

  async templates(input: TemplatesInput = {}): Promise<Page<TemplateView>> {
    return listTemplates(await this.#catalogue(), input);
  }

  async skus(input: SkusInput = {}): Promise<Page<SkuView>> {
    return listSkus(await this.#catalogue(), input);
  }

  /** The behaviors that items can have here, with their settings. */
  behaviors(): readonly BehaviorDescription[] {
    return this.#parts.registry.all.map(({ typeHint, description, fields, prerequisites = [] }) => ({
      typeHint,
      description,
      fields,
      prerequisites,
    }));
  }

  /**
   * Tells a subscriber what happens to entries, after the commit and in commit order. It cannot fail or delay a command.
   * Answers how to end the subscription.
   */
  subscribe(subscriber: Subscriber): () => void {
    return this.#subscriptions.add(subscriber);
  }

  /** How many commands wait for the next batch. */
  get waiting(): number {
    return this.#commands.depth;
  }

  /** Resolves when all commands given so far are done and all their events delivered. */
  async idle(): Promise<void> {
    await this.#commands.idle();
    await this.#questions.idle();
    await this.#subscriptions.delivered();
  }

  /** Takes no more commands, finishes those that it took, tells subscribers, and closes the store. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.idle();
    await this.#parts.store.close();
  }

  #command<T extends CommandType>(type: T): (input: InputOf<T>) => Promise<ResultOf<T>> {
    return (input) => this.execute(type, input);
  }

  async #ask<Input, Q, Answer>(kind: QuestionKind<Input, Q, Answer>, input: Input): Promise<Answer> {
    const question = kind.read(input);
    this.#refuseIfClosed();
    const setting = this.#setting();
    return new Promise<Answer>((resolve, reject) => {
      this.#questions.submit({
        needs: (catalogue) => kind.needs(question, catalogue, setting),
        answer: (set) => kind.answer(question, set, setting),
        resolve: resolve,
        reject,
      });
    });
  }

  /** One batch: one transaction of the store, then the answers, then the events. */
  async #runBatch(jobs: readonly WaitingCommand[]): Promise<void> {
    const setting = this.#setting();
    let outcome: BatchOutcome | null = null;
    try {
      await this.#parts.store.write({
        needs: (catalogue) => needsOf(jobs, catalogue, setting),
        decide: (catalogue, loaded) =>
          decideBatch(jobs, catalogue, loaded, setting, (decided) => {
            outcome = decided;
          }),
      });
    } catch (error) {
      for (const job of jobs) job.reject(failure(error));
      return;
    }
    this.#settle(jobs, outcome!, setting);
    this.#subscriptions.publish(eventsFrom(outcome!.log));
  }

  #settle(jobs: readonly WaitingCommand[], { endings, catalogue }: BatchOutcome, { now }: Setting): void {
    jobs.forEach(({ kind, resolve, reject }, index) => {
      const ending = endings[index]!;
      if (!ending.ok) return reject(ending.error);
      const view = kind.present(ending.result, catalogue, now) as object;
      resolve({ ...view, replayed: ending.replayed });
    });
  }

  async #runQuestions(questions: readonly WaitingQuestion[]): Promise<void> {
    const answers = new Map<WaitingQuestion, { readonly settle: () => void }>();
    try {
      await this.#parts.store.read({
        needs: (catalogue) => questions.flatMap(({ needs }) => needs(catalogue)),
        answer: (catalogue, loaded) => {
          const set = new WorkingSet(catalogue, loaded);
          return questions
            .filter((question) => !answers.has(question))
            .flatMap((question) => {
              const settled = answered(question, set);
              if (settled instanceof NotLoaded) return settled.needs;
              answers.set(question, settled);
              return [];
            });
        },
      });
    } catch (error) {
      for (const { reject } of questions) reject(failure(error));
      return;
    }
    for (const { settle } of answers.values()) settle();
  }

  #setting(): Setting {
    const now = this.#now();
    const { registry, options } = this.#parts;
    return { registry, now, forgetBefore: now - options.rememberFor };
  }

  /** Time does not run backwards here, whatever the machine's clock does. */
  #now(): Instant {
    this.#latest = Math.max(this.#latest, this.#parts.clock.now());
    return this.#latest;
  }

  async #catalogue() {
    this.#refuseIfClosed();
    return this.#parts.store.catalogue();
  }

  #refuseIfClosed(): void {
    if (!this.#closed) return;
    throw new StorageError('The engine is closed: make a new one.', { code: 'storage_closed', transient: false });
  }
}

export interface BehaviorDescription {
  readonly typeHint: string;
  readonly description: string;
  readonly fields: readonly SettingField[];
  readonly prerequisites: readonly string[];
}

export interface Ledger {
  readonly granted: number;
  readonly adjusted: number;
  /** Net of reversals. */
  readonly used: number;
  readonly expired: number;
  readonly revoked: number;
  /** What the ledger says is left; below zero by what was used where the item is without limit. */
  readonly remaining: number;
}

const ledgerFrom = (totals: Readonly<Partial<Record<LogType, number>>>): Ledger => {
  const of = (type: LogType): number => totals[type] ?? 0;
  const types = Object.keys(logTypes) as LogType[];
  return {
    granted: of('granted'),
    adjusted: of('adjusted'),
    used: of('used') - of('reversed'),
    expired: of('expired'),
    revoked: of('revoked'),
    remaining: types.reduce((left, type) => left + logTypes[type] * of(type), 0),
  };
};

const answered = (question: WaitingQuestion, set: WorkingSet): NotLoaded | { readonly settle: () => void } => {
  try {
    const answer = question.answer(set);
    return { settle: () => question.resolve(answer) };
  } catch (error) {
    if (error instanceof NotLoaded) return error;
    return { settle: () => question.reject(failure(error)) };
  }
};

const failure = (error: unknown): HoldallError =>
  error instanceof HoldallError
    ? error
    : new InternalError('Something failed that should not. Nothing was changed.', error);
