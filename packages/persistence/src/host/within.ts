import { answerLoading, writesNothing, type Catalogue, type HostTransaction } from '@holdall/core';
import { CatalogueSnapshot } from '../catalogue-snapshot.js';
import { decideUnderLocks } from '../decide.js';
import { SpentIds } from '../ids.js';
import { loadFrom } from '../load/index.js';
import { underLocks, usersNamed } from '../locks.js';
import { save } from '../save/index.js';
import type { Database, WritingSession } from '../sql/session.js';
import type { OpenTransaction } from './open-transaction.js';

export interface WithinParts {
  readonly database: Database;
  /** For databases that reserve ids apart from the transaction. */
  readonly ids: SpentIds;
  /** As last committed. */
  readonly committed: () => Promise<Catalogue>;
}

/** Units of work on a transaction of the host's. */
export const within = (transaction: OpenTransaction, { database, ids, committed }: WithinParts): HostTransaction => {
  const { runner } = transaction;
  let base: Catalogue | null = null;

  const inTurn = <R>(work: (session: WritingSession, catalogue: CatalogueSnapshot) => Promise<R>): Promise<R> =>
    transaction.run(
      () => database.enter(runner),
      async () => {
        base ??= await committed();
        // Never kept: what the transaction did to the catalogue may be undone, and another may take its version.
        const known = base;
        return database.within(runner, (session) => work(session, new CatalogueSnapshot(known)));
      },
    );

  return {
    write: (unit, told) =>
      inTurn(async (session, catalogue) => {
        const lent = (session.reservesForGood ? ids : new SpentIds(0)).lend(session);
        const { writes, version } = await decideUnderLocks(session, unit, catalogue, lent);
        if (!writesNothing(writes)) await save(session, writes, version);
        transaction.onCommit(told);
      }),
    read: (question) =>
      inTurn(async (session, catalogue) => {
        // First the locks: the catalogue may change while they are waited for.
        await session.lockUsers(usersNamed(question.needs(catalogue.known)));
        await answerLoading(question, await catalogue.current(session), underLocks(session, loadFrom(session, null)));
      }),
  };
};
