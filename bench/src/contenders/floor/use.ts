import type { Run } from './batches.js';
import { openEntries, rowsFor } from './open-entries.js';
import type { Samples } from './samples.js';
import { change, insertion, type RowStatement } from './statements.js';
import type { Row, Session } from './session.js';
import { transacting, transactingAsTheEngine, type Transact } from './transaction.js';

/** As the engine does it: users are locked, and the catalogue's version is read. */
export const using = async (session: Session, samples: Samples): Promise<Run> =>
  usingIn(await transactingAsTheEngine(session), await openEntries(session), session, samples);

/** As plainly as it can be done safely: the entry is locked where it is read. */
export const usingPlainly = async (session: Session, samples: Samples): Promise<Run> =>
  usingIn(
    transacting(session),
    await openEntries(session, session.locksRows ? 'for update of e' : ''),
    session,
    samples,
  );

/** Reads the entry of each user, takes one use from it, and writes the entry and its record. */
const usingIn = async (
  transact: Transact,
  open: RowStatement,
  session: Session,
  { used, next }: Samples,
): Promise<Run> => {
  const updateEntries = await change(session, 'holdall_entry', changing, ['user_id', 'id']);
  const insertLog = await insertion(session, 'holdall_log');
  return (users) =>
    transact(users, async () => {
      const now = Date.now();
      const entries = new Map<string, Row>();
      for (const entry of await open(rowsFor(users, used['item_id']!))) {
        entries.set(entry['user_id'] as string, entry);
      }
      const log: Row[] = [];
      for (const user of users) {
        const entry = taken(entries.get(user)!, now);
        entries.set(user, entry);
        log.push({
          ...used,
          user_id: user,
          entry_id: entry['id']!,
          seq: entry['revision']!,
          id: next.log++,
          at: now,
          use_id: next.use++,
          details: `{"to":{"data":${entry['data']}}}`,
        });
      }
      await updateEntries([...entries.values()]);
      await insertLog(log);
    });
};

/** What a use changes about an entry. */
const changing = ['revision', 'updated_at', 'booked', 'data'];

const taken = (entry: Row, now: number): Row => {
  const { consumable } = JSON.parse(entry['data'] as string) as { consumable?: { used: number } };
  return {
    ...entry,
    revision: (entry['revision'] as number) + 1,
    updated_at: now,
    booked: (entry['booked'] as number) - 1,
    data: `{"consumable":{"used":${(consumable?.used ?? 0) + 1}}}`,
  };
};
