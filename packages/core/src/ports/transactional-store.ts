import type { Question, Store, UnitOfWork } from './store.js';

/** A transaction that the host began and will end, as an engine uses it. What is asked of it takes turns. */
export interface HostTransaction {
  /**
   * As `Store.write`, on the host's transaction, which it does not end: under the same locks, all or nothing, and never
   * more than once. `committed` is called when the host has committed, in the order of the writes; never when it rolled
   * back.
   */
  write(unit: UnitOfWork, committed: () => void): Promise<void>;
  /** Reads what the transaction sees, its own writes too, under the locks of a writer: the answer holds until it ends. */
  read(question: Question): Promise<void>;
}

/** A store whose units of work can run in a transaction of the host's. Not every store has such a thing. */
export interface TransactionalStore extends Store {
  /**
   * @param handle what the host has of its open transaction; the store knows what that is.
   * @throws InvalidInputError for something else.
   * @throws StorageError `transaction_not_usable` where none is open, or it is one of another database.
   */
  within(handle: unknown): HostTransaction;
}

export const isTransactional = (store: Store): store is TransactionalStore => 'within' in store;
