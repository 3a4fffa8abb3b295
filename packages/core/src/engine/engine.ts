import type { BehaviorRegistry } from '../behaviors/registry.js';
import type { SettingField } from '../behaviors/behavior.js';
import { itemIn, skuIn, templateIn, type Catalogue } from '../catalogue/catalogue.js';
import type { ItemRef } from '../catalogue/item.js';
import { viewOf, type ItemView, type SkuView, type TemplateView } from '../catalogue/view.js';
import type { Setting } from '../commands/command.js';
import type { CommandType, InputOf, ResultOf } from '../commands/index.js';
import { StorageError } from '../errors/storage.js';
import type { EntryView, LogView } from '../inventory/view.js';
import type { Clock } from '../ports/clock.js';
import type { Directory } from '../ports/directory.js';
import type { Audit, Store } from '../ports/store.js';
import { isTransactional } from '../ports/transactional-store.js';
import {
  listItems,
  listSkus,
  listTemplates,
  type ItemsInput,
  type SkusInput,
  type TemplatesInput,
} from '../questions/catalogue-list.js';
import type { EntriesAfterInput, EntriesInput, EntryFilterInput } from '../questions/entries.js';
import type { EntryInput } from '../questions/entry.js';
import type { LogAfterInput, LogFilterInput, LogInput } from '../questions/log.js';
import type { Page } from '../questions/page.js';
import type { Part } from '../questions/part.js';
import type { QuestionKind } from '../questions/question.js';
import { exportFrom } from '../transfer/export.js';
import { importInto, type ImportResult } from '../transfer/import.js';
import type { TextParts } from '../transfer/lines.js';
import type { Instant } from '../values/instant.js';
import { CommandsAndQuestions } from './commands-and-questions.js';
import { GroupCommit } from './group-commit.js';
import { InventoryLists } from './inventory-lists.js';
import { ledgerFrom, type Ledger } from './ledger.js';
import { Observers, type Observer } from './observers.js';
import { readCommand, runBatch, type WaitingCommand } from './run-batch.js';
import { runQuestions, waitingQuestion, type WaitingQuestion } from './run-questions.js';
import type { StreamOptions } from './streamed.js';
import { Subscriptions, type Subscriber, type SubscriberFailed } from './subscriptions.js';
import { Within } from './within.js';

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

/**
 * Decides, for users and items, what they may get, hold, use and have left. Commands are methods of the same name, with
 * one input object each; they resolve after the commit. Make one with `createEngine`.
 */
export class Engine extends CommandsAndQuestions {
  readonly #parts: EngineParts;
  readonly #commands: GroupCommit<WaitingCommand>;
  readonly #questions: GroupCommit<WaitingQuestion>;
  readonly #lists: InventoryLists;
  readonly #subscriptions: Subscriptions;
  readonly #observers = new Observers();
  /** Commands and questions in transactions of the host's that are under way, and imports. */
  readonly #underWay = new Set<Promise<unknown>>();
  /** Their readers set the pace, and may never come back. */
  readonly #exports = new Set<AsyncGenerator<string, void, undefined>>();
  #latest: Instant = 0;
  #closed = false;

  /** For `createEngine` and containers: the store must be open. */
  constructor(parts: EngineParts) {
    super();
    this.#parts = parts;
    const { mostTogether, mostWaiting, subscriberFailed } = parts.options;
    this.#commands = new GroupCommit({
      run: (jobs) => this.#observers.watch({ of: 'commands', size: jobs.length }, () => this.#runBatch(jobs)),
      together: (first, next) => first.kind.on === next.kind.on && first.kind.on !== 'everybody',
      partyOf: ({ kind, command }) => (kind.on === 'inventory' ? kind.scope(command) : null),
      mostAtOnce: parts.store.writesAtOnce ?? 1,
      mostTogether,
      mostWaiting,
    });
    this.#questions = new GroupCommit({
      run: (questions) =>
        this.#observers.watch({ of: 'questions', size: questions.length }, () =>
          runQuestions(questions, (question) => parts.store.read(question)),
        ),
      mostTogether,
      mostWaiting,
    });
    this.#lists = new InventoryLists(parts.store, parts.directory, () => {
      this.#refuseIfClosed();
      return this.#setting();
    });
    this.#subscriptions = new Subscriptions(subscriberFailed);
  }

  override async execute<T extends CommandType>(type: T, input: InputOf<T>): Promise<ResultOf<T>> {
    const read = readCommand(type, input, this.#parts.registry);
    this.#refuseIfClosed();
    return new Promise<ResultOf<T>>((resolve, reject) => {
      this.#commands.submit({ ...read, resolve, reject });
    });
  }

  /** The entries of a user, or of all users, by page, with how many there are: which has to be counted each time. */
  entries(input: EntriesInput = {}): Promise<Page<EntryView>> {
    return this.#lists.entries(input);
  }

  /**
   * The same list from where an earlier answer ended, without a total: no page costs more than the first one. What is
   * inserted or changed meanwhile moves nothing else: no entry comes twice or is left out unless it itself moved.
   * @throws InvalidInputError for an `after` that comes from another list, or from none.
   */
  entriesAfter(input: EntriesAfterInput = {}): Promise<Part<EntryView>> {
    return this.#lists.entriesAfter(input);
  }

  /** What happened to one entry, or to all entries of a user, by page, with how many records there are. */
  log(input: LogInput): Promise<Page<LogView>> {
    return this.#lists.log(input);
  }

  /** The same list from where an earlier answer ended, without a total. @throws InvalidInputError as `entriesAfter`. */
  logAfter(input: LogAfterInput): Promise<Part<LogView>> {
    return this.#lists.logAfter(input);
  }

  /**
   * What the filters leave of all entries (with `inactive: true` and nothing else: all of them), by user, in the order of
   * their bytes, and id. In constant memory: 500 at a time, each chunk a short read of its own of what is committed then,
   * so that nobody waits for whoever reads on. Ends when left by `break`; once its signal is aborted, it fails with the
   * signal's reason.
   * @throws InvalidInputError at once.
   */
  streamEntries(input: EntryFilterInput = {}, options: StreamOptions = {}): AsyncIterable<EntryView> {
    return this.#lists.streamEntries(input, options);
  }

  /** The whole log, or what the filters leave of it, by user, time and id; in the same way as `streamEntries`. */
  streamLog(input: LogFilterInput = {}, options: StreamOptions = {}): AsyncIterable<LogView> {
    return this.#lists.streamLog(input, options);
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

  /**
   * Everything that the store keeps, as it is when the first line is asked for: lines of JSON with their ends, which
   * joined are a file for `import`. Nobody is held up meanwhile. Whoever stops early lets go of it: `break` does.
   * @throws StorageError, also where the engine is closed before the last line was read.
   */
  async *export(): AsyncGenerator<string, void, undefined> {
    this.#refuseIfClosed();
    const lines = exportFrom(this.#parts.store);
    this.#exports.add(lines);
    try {
      yield* lines;
      // It may be `close` that ended them: then what was read is no export.
      this.#refuseIfClosed();
    } finally {
      this.#exports.delete(lines);
    }
  }

  /**
   * Brings an export into this engine's store, which must be empty: all of it, or nothing. Then everything goes on from
   * where it was: windows, limits, reversals, remembered answers, pending invoices. Other writers wait until it is done.
   * @param text of the export, in parts that may be cut anywhere: such as a stream that reads a file.
   * @throws InvalidInputError naming lines and what is wrong with them, also of a version that is not understood.
   * @throws ConflictError `store_not_empty`
   * @throws StorageError
   */
  async import(text: TextParts): Promise<ImportResult> {
    return this.#running(() => importInto(this.#parts.store, text, this.#parts.registry));
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
   * The same commands on a transaction of the host's, so that they commit or roll back together with what else is in it.
   * Subscribers hear of them after the host's commit. For a store on the host's own database: see its documentation.
   * @param handle the open transaction: with `@holdall/persistence`, TypeORM's QueryRunner or EntityManager.
   * @throws InvalidInputError for something else.
   * @throws StorageError `transaction_not_usable` where no transaction is open, or it is one of another database;
   *   `transactions_not_supported` where the store knows none of the host's.
   */
  within(handle: unknown): Within {
    this.#refuseIfClosed();
    const { store, registry } = this.#parts;
    if (!isTransactional(store)) {
      throw new StorageError(
        'This store cannot take part in a transaction of the host: use createStore({ dataSource }) of @holdall/persistence.',
        { code: 'transactions_not_supported', transient: false },
      );
    }
    return new Within({
      transaction: store.within(handle),
      registry,
      readSetting: () => this.#setting(),
      publish: (log) => this.#subscriptions.publish(log),
      running: (work) => this.#running(work),
    });
  }

  /**
   * Tells a subscriber what happens to entries, after the commit and in commit order. It cannot fail or delay a command.
   * Answers how to end the subscription.
   */
  subscribe(subscriber: Subscriber): () => void {
    return this.#subscriptions.add(subscriber);
  }

  /**
   * Lets somebody watch the engine at work: told of every batch as it begins, and when it is over. Nothing waits for
   * what it does in between. Answers how to end it. Unused, it costs nothing.
   */
  observe(observer: Observer): () => void {
    return this.#observers.add(observer);
  }

  /** How many commands wait for the next batch. */
  get waiting(): number {
    return this.#commands.depth;
  }

  /** Resolves when all commands given so far are done and all their events delivered. */
  async idle(): Promise<void> {
    await this.#settled();
    await this.#subscriptions.delivered();
  }

  /**
   * Takes no more commands, finishes those that it took, imports too, and closes the store. Whoever reads an export or a
   * stream that is not at its end gets the error `storage_closed` for the next line or chunk: their pace is their own,
   * and it waits for none of them. Nor does it wait for subscribers: to have everything told first, await `idle()`. The
   * host's own transactions are the host's: what it commits later stays, and subscribers do not hear of it.
   */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await Promise.allSettled([...this.#exports].map((lines) => lines.return()));
    await this.#settled();
    await this.#parts.store.close();
  }

  async #settled(): Promise<void> {
    await this.#commands.idle();
    await this.#questions.idle();
    await Promise.allSettled(this.#underWay);
  }

  async #running<R>(work: () => Promise<R>): Promise<R> {
    this.#refuseIfClosed();
    const running = work();
    this.#underWay.add(running);
    try {
      return await running;
    } finally {
      this.#underWay.delete(running);
    }
  }

  protected override async ask<Input, Q, Answer>(kind: QuestionKind<Input, Q, Answer>, input: Input): Promise<Answer> {
    const question = kind.read(input);
    this.#refuseIfClosed();
    const setting = this.#setting();
    return new Promise<Answer>((resolve, reject) => {
      this.#questions.submit(waitingQuestion({ kind, question, setting, resolve, reject }));
    });
  }

  async #runBatch(jobs: readonly WaitingCommand[]): Promise<void> {
    const { store } = this.#parts;
    const log = await runBatch(
      jobs,
      () => this.#setting(),
      (unit) => store.write(unit),
    );
    this.#subscriptions.publish(log);
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

  async #catalogue(): Promise<Catalogue> {
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
