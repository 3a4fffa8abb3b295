import type { Sql } from '../../../packages/persistence/src/sql/sql.js';
import type { Database, Transaction } from '../../../packages/persistence/src/sql/session.js';

/**
 * Where a batch can be stopped. `begun`: nothing is locked but what beginning locks; `writing`: some of its rows are
 * written; `committing`: all of them are, and not committed; `committed`: nobody was answered yet.
 */
export const points = ['begun', 'writing', 'committing', 'committed'] as const;
export type Point = (typeof points)[number];

/** A database whose batches come by `reach` at each point, and wait there as long as it likes. */
export const withCheckpoints = (inner: Database, reach: (point: Point) => Promise<void>): Database => {
  const stopping =
    <R>(work: (transaction: Transaction) => Promise<R>) =>
    async (transaction: Transaction): Promise<R> => {
      await reach('begun');
      return work(checked(transaction, reach));
    };
  return {
    open: () => inner.open(),
    close: () => inner.close(),
    read: (work) => inner.read(work),
    glance: (work) => inner.glance(work),
    stream: (work) => inner.stream(work),
    enter: (runner) => inner.enter(runner),
    within: (runner, work) => inner.within(runner, work),
    writesAtOnce: inner.writesAtOnce,
    write: (work) => inner.write(stopping(work)),
    writeAlone: (work) => inner.writeAlone(stopping(work)),
  };
};

const checked = (transaction: Transaction, reach: (point: Point) => Promise<void>): Transaction => {
  let writes = 0;
  return {
    ...transaction,
    query: async (statement) => {
      if (isWrite(statement)) writes += 1;
      // One of several statements is done.
      if (isWrite(statement) && writes === 2) await reach('writing');
      return transaction.query(statement);
    },
    commit: async () => {
      await reach('committing');
      await transaction.commit();
      await reach('committed');
    },
  };
};

const isWrite = ({ texts }: Sql): boolean => /^\s*(insert|update|delete)/.test(texts[0] ?? '');
