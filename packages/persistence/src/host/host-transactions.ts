import { InvalidInputError } from '@holdall/core';
import type { AfterQueryEvent, DataSource, EntitySubscriberInterface, QueryRunner } from 'typeorm';
import { notUsable, OpenTransaction } from './open-transaction.js';

/** The transactions that are open on the host's DataSource and were handed to us. */
export class HostTransactions implements EntitySubscriberInterface {
  readonly #open = new WeakMap<QueryRunner, OpenTransaction>();

  constructor(private readonly dataSource: DataSource) {}

  /** @throws InvalidInputError, StorageError: see `TransactionalStore.within`. */
  of(handle: unknown): OpenTransaction {
    const runner = this.#runnerOf(handle);
    const transaction = this.#open.get(runner) ?? new OpenTransaction(runner);
    transaction.refuseIfOver();
    this.#open.set(runner, transaction);
    this.#listen();
    return transaction;
  }

  /** TypeORM calls this after every statement on the DataSource, before whoever sent it goes on. */
  afterQuery(event: AfterQueryEvent<unknown>): void {
    const transaction = this.#open.get(event.queryRunner);
    if (transaction === undefined) return;
    // Runners are used again, and SQLite has only one.
    if (!event.success || !/^\s*(begin|start\s+transaction)\b/i.test(event.query)) return transaction.saw(event);
    transaction.replaced();
    this.#open.delete(event.queryRunner);
  }

  /** Listens no more: what is still open may be committed, and nobody is told. */
  stop(): void {
    const { subscribers } = this.dataSource;
    const position = subscribers.indexOf(this);
    if (position >= 0) subscribers.splice(position, 1);
  }

  /** Once; again where the DataSource was closed and initialized anew, which makes a new list. */
  #listen(): void {
    const { subscribers } = this.dataSource;
    if (!subscribers.includes(this)) subscribers.push(this);
  }

  #runnerOf(handle: unknown): QueryRunner {
    const { queryRunner = handle } = Object(handle) as { queryRunner?: unknown };
    const runner = queryRunner as Partial<QueryRunner> | null | undefined;
    if (typeof runner?.startTransaction !== 'function' || typeof runner.query !== 'function') {
      throw new InvalidInputError([
        { path: 'handle', message: "must be TypeORM's QueryRunner or EntityManager of an open transaction" },
      ]);
    }
    if (runner.manager?.connection === this.dataSource) return runner as QueryRunner;
    throw notUsable(
      'The transaction is one of another DataSource than that of the store: hand over the same one, createStore({ dataSource }).',
    );
  }
}
