import { lookup, type RowStatement } from './statements.js';
import type { Row, Session, Value } from './session.js';

/** The pending and active entries of users and items, as every use and every prerequisite reads them. */
export const openEntries = (session: Session, locking = ''): Promise<RowStatement> => {
  const table = `holdall_entry as e ${session.through('holdall_entry_open')}`;
  const [user, item] = [1, 2].map((position) => session.placeholder(position));
  return lookup(session, {
    table: 'holdall_entry',
    by: ['user_id', 'item_id'],
    one: `select e.* from ${table} where e.user_id = ${user} and e.item_id = ${item} and e.status <> 'inactive' ${locking}`,
    many: (given) =>
      `select e.* from ${given} cross join ${table}
        where e.user_id = n.user_id and e.item_id = n.item_id and e.status <> 'inactive' ${locking}`,
  });
};

/** What asks for an item of users, each of them once. */
export const rowsFor = (users: readonly string[], item_id: Value): readonly Row[] =>
  [...new Set(users)].map((user_id) => ({ user_id, item_id }));
