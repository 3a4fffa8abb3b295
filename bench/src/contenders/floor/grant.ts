import type { Run } from './batches.js';
import { openEntries, rowsFor } from './open-entries.js';
import type { Samples } from './samples.js';
import { insertion, lookup } from './statements.js';
import type { Row, Session } from './session.js';
import { transactingAsTheEngine } from './transaction.js';

/** Counts what each user has of the group, reads the prerequisite, and writes one entry with its record. */
export const granting = async (session: Session, { badge, granted, used, next }: Samples): Promise<Run> => {
  const transact = await transactingAsTheEngine(session);
  const open = await openEntries(session);
  const latest = await latestGets(session);
  const group = await itemsOfGroup(session);
  const insertEntries = await insertion(session, 'holdall_entry');
  const insertLog = await insertion(session, 'holdall_log');
  return (users) =>
    transact(users, async () => {
      const now = Date.now();
      const gets = new Map<string, number>();
      for (const row of await latest(group.flatMap((item_id) => rowsFor(users, item_id)))) {
        if (row['item_id'] === badge['item_id']) gets.set(row['user_id'] as string, row['nth'] as number);
      }
      await open(rowsFor(users, used['item_id']!));
      const entries: Row[] = [];
      const log: Row[] = [];
      for (const user_id of users) {
        const nth = (gets.get(user_id) ?? 0) + 1;
        gets.set(user_id, nth);
        const id = next.entry++;
        entries.push({ ...badge, user_id, id, nth, created_at: now, updated_at: now, activated_at: now });
        const origin = `{"nth":${nth},"sku":null,"invoice":null}`;
        const details = `{"to":{"status":"active","ended":null,"activatedAt":${now}},"origin":${origin}}`;
        log.push({ ...granted, user_id, entry_id: id, id: next.log++, at: now, details });
      }
      await insertEntries(entries);
      await insertLog(log);
    });
};

const itemsOfGroup = async (session: Session): Promise<readonly number[]> => {
  const rows = await session.prepare(`select id from holdall_item where unique_key in ('badge', 'ribbon') order by id`)(
    [],
  );
  return rows.map(({ id }) => id as number);
};

/** The highest number of a get for each user and item: how many there ever were. */
const latestGets = (session: Session) => {
  const [user, item] = [1, 2].map((position) => session.placeholder(position));
  return lookup(session, {
    table: 'holdall_entry',
    by: ['user_id', 'item_id'],
    one: `select user_id, item_id, max(nth) as nth from holdall_entry
      where user_id = ${user} and item_id = ${item} group by user_id, item_id`,
    many: (given) =>
      `select n.user_id, n.item_id,
        (select max(l.nth) from holdall_entry as l where l.user_id = n.user_id and l.item_id = n.item_id) as nth
        from ${given}`,
  });
};
