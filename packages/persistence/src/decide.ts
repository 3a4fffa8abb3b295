import { decideLoading, type UnitOfWork, type Writes } from '@holdall/core';
import type { CatalogueSnapshot } from './catalogue-snapshot.js';
import type { Ids } from './ids.js';
import { loadFrom } from './load/index.js';
import { underLocks, usersNamed, usersWritten } from './locks.js';
import type { WritingSession } from './sql/session.js';

export interface DecidedUnit {
  readonly writes: Writes;
  readonly version: number;
}

/** What a unit of work wants written, and the version of the catalogue that this makes. All of its locks are held then. */
export const decideUnderLocks = async (
  session: WritingSession,
  unit: UnitOfWork,
  snapshot: CatalogueSnapshot,
  ids: Ids,
): Promise<DecidedUnit> => {
  await session.lockUsers(usersNamed(unit.needs(snapshot.known)));
  const catalogue = await snapshot.current(session);
  const writes = await decideLoading(unit, catalogue, underLocks(session, loadFrom(session, ids)));
  await session.lockUsers(usersWritten(writes));
  if (writes.catalogue.length > 0) await session.lockCatalogue(catalogue.version);
  return { writes, version: catalogue.version + 1 };
};
