import type { Run } from './batches.js';
import { openEntries, rowsFor } from './open-entries.js';
import type { Samples } from './samples.js';
import type { Session } from './session.js';

/** Reads the catalogue's version and the entries that a check is about, in one snapshot. */
export const checking = async (session: Session, { used }: Samples): Promise<Run> => {
  const open = await openEntries(session);
  const [begin, commit] = [session.beginReading, 'commit'].map((text) => session.prepare(text));
  const version = session.prepare(`select value from holdall_counter where name = 'catalogue'`);
  return async (users) => {
    await begin!([]);
    await version([]);
    const entries = await open(rowsFor(users, used['item_id']!));
    await commit!([]);
    if (entries.length < new Set(users).size) throw new Error('an entry was not found');
  };
};
