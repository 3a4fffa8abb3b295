import { lookup } from './statements.js';
import type { Row, Session } from './session.js';

export type Transact = (users: readonly string[], work: () => Promise<void>) => Promise<void>;

/** What every batch of the engine does around its work: locks its users, and looks whether the catalogue has changed. */
export const transactingAsTheEngine = async (session: Session): Promise<Transact> => {
  const transact = transacting(session);
  const version = session.prepare(`select value from holdall_counter where name = 'catalogue'`);
  const lock = session.locksRows ? await locking(session) : async () => undefined;
  return (users, work) =>
    transact(users, async () => {
      await lock(users);
      await version([]);
      await work();
    });
};

/** Nothing around the work but the transaction. */
export const transacting = (session: Session): Transact => {
  const [begin, commit, rollback] = [session.begin, 'commit', 'rollback'].map((text) => session.prepare(text));
  return async (_users, work) => {
    await begin!([]);
    try {
      await work();
      await commit!([]);
    } catch (error) {
      await rollback!([]).catch(() => undefined);
      throw error;
    }
  };
};

const locking = async (session: Session) => {
  const lock = await lookup(session, {
    table: 'holdall_user',
    by: ['user_id'],
    one: `select user_id from holdall_user where user_id = ${session.placeholder(1)} for update`,
    many: (given) =>
      `select u.user_id from holdall_user as u where u.user_id in (select n.user_id from ${given})
        order by u.user_id for update of u`,
  });
  return (users: readonly string[]): Promise<readonly Row[]> => lock(users.map((user_id) => ({ user_id })));
};
