import type { Run } from './batches.js';
import { openEntries, rowsFor } from './open-entries.js';
import type { Samples } from './samples.js';
import type { Session } from './session.js';

/** Reads the entries that a check is about, and whether the catalogue has changed: the engine needs no transaction for it. */
export const checking = async (session: Session, { used }: Samples): Promise<Run> => {
  const open = await openEntries(session);
  const version = session.prepare(`select value from holdall_counter where name = 'catalogue'`);
  return async (users) => {
    const entries = await open(rowsFor(users, used['item_id']!));
    await version([]);
    if (entries.length < new Set(users).size) throw new Error('an entry was not found');
  };
};
