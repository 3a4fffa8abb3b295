import { StorageError } from '@holdall/core';
import type { AfterQueryEvent, QueryRunner } from 'typeorm';
import { Queue } from '../sql/queue.js';

/** A transaction that the host began, from the first time that it was handed to us until it is over. */
export class OpenTransaction {
  readonly #turns = new Queue();
  /** Whom to tell of the commit, in the order of what was written. */
  #written: (() => void)[] = [];
  /** The host's savepoints, the last one last, and how much had been written when each was set. */
  #savepoints: { readonly name: string; readonly written: number }[] = [];
  #end: string | null = null;
  #entered = false;

  constructor(readonly runner: QueryRunner) {}

  /** Work takes turns: statements of two units of work would end up behind each other's savepoints. */
  run<R>(enter: () => Promise<void>, work: () => Promise<R>): Promise<R> {
    return this.#turns.run(async () => {
      this.refuseIfOver();
      try {
        if (!this.#entered) await enter();
        this.#entered = true;
        return await work();
      } catch (error) {
        throw error instanceof StorageError ? inTransaction(error) : error;
      }
    });
  }

  /** For the turn that wrote, before it ends. */
  onCommit(tell: () => void): void {
    this.#written.push(tell);
  }

  refuseIfOver(): void {
    if (this.#end !== null) throw notUsable(this.#end);
    if (this.runner.isTransactionActive && !this.runner.isReleased) return;
    throw notUsable(
      'No transaction is open. Begin one with dataSource.transaction() or queryRunner.startTransaction(), and hand over its manager or runner.',
    );
  }

  /** Follows what the host does with its transaction, by TypeORM's methods or by statements of its own. */
  saw({ query, success, rawResults, error }: Seen): void {
    const statement = query.replace(comments, '');
    if (!success) return this.#sawFailure(statement, error);
    const [, to, set, released] = savepoints.exec(statement) ?? [];
    if (to !== undefined) this.#backTo(nameOf(to));
    else if (set !== undefined) this.#savepoints.push({ name: nameOf(set), written: this.#written.length });
    else if (released !== undefined) this.#release(nameOf(released));
    else if (/^(commit|end)\b(?!\s+prepared)/i.test(statement)) this.#over(wasCommitted(rawResults));
    else if (/^(rollback|abort|prepare\s+transaction)\b(?!\s+prepared)/i.test(statement)) this.#over(false);
  }

  /** Another transaction has begun on its runner: it has ended in a way that was not seen. */
  replaced(): void {
    this.#over(false);
  }

  #sawFailure(statement: string, error: unknown): void {
    const code = String(Object(error).code);
    // SQLite may have rolled back everything by itself: a savepoint would then begin another transaction.
    if (/^SQLITE_(FULL|IOERR|NOMEM|INTERRUPT|CORRUPT)/.test(code)) {
      this.#end =
        'A statement of the transaction failed, and SQLite may have rolled it back: roll it back and begin it again.';
    } else if (/^(commit|end)\b/i.test(statement) && !code.startsWith('SQLITE_')) this.#over(false);
  }

  #backTo(savepoint: string): void {
    const position = this.#savepoints.findLastIndex(({ name }) => name === savepoint);
    // One that was set before we were there takes back everything of ours.
    this.#written.length = position < 0 ? 0 : this.#savepoints[position]!.written;
    this.#savepoints.length = position + 1;
  }

  /** With all that were set after it; one that was set before we were there takes all along. */
  #release(savepoint: string): void {
    this.#savepoints.length = Math.max(
      0,
      this.#savepoints.findLastIndex(({ name }) => name === savepoint),
    );
  }

  #over(committed: boolean): void {
    const written = this.#written;
    this.#written = [];
    this.#end = 'The transaction is over. Call engine.within again, with the next one.';
    if (committed) for (const tell of written) tell();
  }
}

type Seen = Pick<AfterQueryEvent<unknown>, 'query' | 'success' | 'rawResults' | 'error'>;

const comments = /^(\s|--[^\n]*\n|\/\*[\s\S]*?\*\/)*/;

/** Back to one, a new one, or one released, by its name. */
const savepoints =
  /^(?:rollback\s+(?:(?:work|transaction)\s+)?to\s+(?:savepoint\s+)?(\S+)|savepoint\s+(\S+)|release\s+(?:savepoint\s+)?(\S+))/i;

const nameOf = (written: string): string => written.replace(/;$/, '').replaceAll('"', '').toLowerCase();

/** PostgreSQL answers ROLLBACK to the commit of a transaction in which a statement had failed. */
const wasCommitted = (rawResults: unknown): boolean => Object(rawResults).command !== 'ROLLBACK';

export const notUsable = (message: string): StorageError =>
  new StorageError(message, { code: 'transaction_not_usable', transient: false });

/** Only who began the transaction can begin it again. */
const inTransaction = (error: StorageError): StorageError =>
  error.code === 'transaction_not_usable'
    ? error
    : new StorageError(
        `${error.message} This was in a transaction of the caller's: roll it back, and begin it again.`,
        { code: error.code as never, transient: error.transient, cause: error, details: error.details },
      );
