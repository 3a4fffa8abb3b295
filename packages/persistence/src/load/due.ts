import type { Entry, NeedOf } from '@holdall/core';
import { entryFromRow, entryTable } from '../schema/entry.js';
import { RowReader } from '../schema/row-reader.js';
import { integer, text } from '../schema/table.js';
import type { Session } from '../sql/session.js';
import { sql } from '../sql/sql.js';
import type { Loader } from './loader.js';

export const dueLoader: Loader<'due'> = {
  kind: 'due',
  inSteps: true,
  async load(session, needs, loaded) {
    for (const need of needs) loaded.put<'due'>(need, await dueFor(session, need));
  },
};

interface Key {
  readonly user_id: string;
  readonly id: number;
}

/**
 * Who expires next is anybody, and what lies at random costs a page for each entry in each index, to read and to write.
 * The entries of one user lie side by side. So, where there is more to do than was asked for, the users of what expired
 * first are done as a whole.
 */
const dueFor = async (session: Session, need: NeedOf<'due'>): Promise<readonly Entry[]> => {
  const soonest = await soonestDue(session, need);
  const together = soonest.length < need.most ? [] : await dueOfUsers(session, need, soonest);
  const had = new Set(together.map(({ id }) => id));
  const others = soonest.filter(({ id }) => !had.has(id)).slice(0, need.most - together.length);
  const due = [...together, ...(await entriesOf(session, others))];
  return due.toSorted((a, b) => a.expires! - b.expires! || a.id - b.id);
};

/** All of it is in the index: no entry is read. */
const soonestDue = async (session: Session, { at, most }: NeedOf<'due'>): Promise<readonly Key[]> => {
  const rows = await session.query(
    sql`select user_id, id from holdall_entry ${session.dialect.through('holdall_entry_due')}
      where status <> 'inactive' and expires is not null and expires <= ${at} order by expires, id limit ${most}`,
  );
  return rows.map((stored) => {
    const row = new RowReader(entryTable.name, stored);
    return { user_id: row.text('user_id'), id: row.integer('id') };
  });
};

/** How many users are asked for what is due of them: first a few, then more at a time. */
const firstGroup = 4;
const growth = 4;
/** Where users have fewer due entries than this, going by users is not worth its statements. */
const worthwhile = 4;

const dueOfUsers = async (
  session: Session,
  { at, most }: NeedOf<'due'>,
  soonest: readonly Key[],
): Promise<readonly Entry[]> => {
  const users = [...new Set(soonest.map(({ user_id }) => user_id))];
  const due: Entry[] = [];
  for (let from = 0, size = firstGroup; from < users.length && due.length < most; from += size, size *= growth) {
    const group = users.slice(from, from + size);
    const wanted = most - due.length;
    const found = await dueOf(session, await quicklyRead(session, group, most), { at, most: wanted });
    due.push(...found);
    if (found.length < wanted && found.length < worthwhile * group.length) break;
  }
  return due;
};

/** A user may hold much that is not due: those are left out for whom more would be read than this for each entry asked for. */
const looks = 4;

const quicklyRead = async (session: Session, users: readonly string[], most: number): Promise<readonly string[]> => {
  let left = looks * most;
  const rows = await session.query(
    sql`select n.user_id, (select count(*) from (
          select 1 from holdall_entry as e ${session.dialect.through('holdall_entry_open')}
          where e.user_id = n.user_id and e.status <> 'inactive' limit ${left + 1}
        ) as held) as held
      from ${givenUsers(session, users)} order by n.nth`,
  );
  return rows.flatMap((stored) => {
    const row = new RowReader(entryTable.name, stored);
    const held = row.integer('held');
    if (held > left) return [];
    left -= held;
    return [row.text('user_id')];
  });
};

const dueOf = async (
  session: Session,
  users: readonly string[],
  { at, most }: Pick<NeedOf<'due'>, 'at' | 'most'>,
): Promise<readonly Entry[]> => {
  const rows = await session.query(
    sql`select e.* from ${givenUsers(session, users)}
      cross join holdall_entry as e ${session.dialect.through('holdall_entry_open')}
      where e.user_id = n.user_id and e.status <> 'inactive' and e.expires <= ${at}
      order by n.nth, e.id limit ${most}`,
  );
  return rows.map(entryFromRow);
};

const givenUsers = ({ dialect }: Session, users: readonly string[]) =>
  dialect.given(
    'n',
    { nth: integer, user_id: text },
    users.map((user_id, nth) => ({ nth, user_id })),
  );

const entriesOf = async (session: Session, keys: readonly Key[]): Promise<readonly Entry[]> => {
  if (keys.length === 0) return [];
  const given = session.dialect.given(
    'n',
    { user_id: text, id: integer },
    keys.map((key) => ({ ...key })),
  );
  const rows = await session.query(
    sql`select e.* from ${given} cross join holdall_entry as e where e.user_id = n.user_id and e.id = n.id`,
  );
  return rows.map(entryFromRow);
};
