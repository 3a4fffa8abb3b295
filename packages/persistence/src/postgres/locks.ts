import { StorageError } from '@holdall/core';
import { catalogueCounter, counterTable } from '../schema/counter.js';
import { RowReader } from '../schema/row-reader.js';
import { text } from '../schema/table.js';
import { userTable } from '../schema/user.js';
import type { Session } from '../sql/session.js';
import { sql, type Sql } from '../sql/sql.js';

/** What a unit of work has locked, or needs to have locked. */
export interface LockSet {
  readonly users: ReadonlySet<string>;
  readonly catalogue: boolean;
}

const noLocks: LockSet = { users: new Set(), catalogue: false };

const union = (one: LockSet, other: LockSet): LockSet => ({
  users: new Set([...one.users, ...other.users]),
  catalogue: one.catalogue || other.catalogue,
});

/**
 * A unit of work turned out to need more locks than it had. It is undone and begun again with all of them, taken in
 * their one order: whoever takes more locks while holding some can end up in a circle with somebody else.
 */
export class MoreLocksNeeded extends Error {
  constructor(readonly needed: LockSet) {
    super('more locks are needed');
  }
}

/** What a sweep finds may change while it waits for the locks of it. It does not keep changing. */
const mostRestarts = 50;

/** Runs work until it has had all the locks that it turned out to need from its start. */
export const withAllLocks = async <R>(work: (known: LockSet) => Promise<R>): Promise<R> => {
  let known = noLocks;
  for (let restart = 0; restart < mostRestarts; restart += 1) {
    try {
      return await work(known);
    } catch (error) {
      if (!(error instanceof MoreLocksNeeded)) throw error;
      known = union(known, error.needed);
    }
  }
  throw new StorageError(`The users of a batch kept changing while it waited for them.`, {
    code: 'storage_busy',
    transient: true,
  });
};

/**
 * The locks of one transaction. Everybody takes them in one order, which leaves no circles to wait in: users by their
 * bytes, then the catalogue.
 */
export class Locks {
  #held = noLocks;

  constructor(
    private readonly session: Session,
    /** What an earlier try turned out to need. */
    private readonly known: LockSet,
    private readonly users: KnownUsers,
  ) {}

  async lockUsers(wanted: ReadonlySet<string>): Promise<void> {
    const missing = [...wanted].filter((user) => !this.#held.users.has(user));
    if (this.#held === noLocks) await this.#lock(union(this.known, { users: wanted, catalogue: false }));
    else if (missing.length > 0) await this.#lockMore({ users: new Set(missing), catalogue: false });
  }

  /**
   * Whoever waits for nobody can be in no circle: the order does not matter here. Answers those of them that are locked
   * now. Users that nobody has ever locked have no row to lock yet; they are locked in the usual way.
   */
  async lockFree(wanted: ReadonlySet<string>): Promise<ReadonlySet<string>> {
    const missing = [...wanted].filter((user) => !this.#held.users.has(user));
    if (missing.length > 0) this.#hold(await lockFreeUsers(this.session, missing));
    const busy = missing.filter((user) => !this.#held.users.has(user));
    if (busy.length > 0) {
      const unknown = await usersWithoutRow(this.session, busy);
      if (unknown.length > 0) await this.#lockMore({ users: new Set(unknown), catalogue: false });
    }
    return new Set([...wanted].filter((user) => this.#held.users.has(user)));
  }

  #hold(users: readonly string[]): void {
    this.#held = union(this.#held, { users: new Set(users), catalogue: false });
  }

  /** What was decided over another version has to be decided again, this time with the catalogue locked before it is read. */
  async lockCatalogue(version: number): Promise<void> {
    if (this.#held.catalogue) return;
    const now = await lockCatalogue(this.session);
    if (now !== version) throw new MoreLocksNeeded({ ...this.#held, catalogue: true });
    this.#held = { ...this.#held, catalogue: true };
  }

  /** More can be had only of what comes later in the order. */
  async #lockMore(more: LockSet): Promise<void> {
    const all = union(this.#held, more);
    const last = [...this.#held.users].toSorted(byBytes).at(-1);
    const inOrder = last === undefined || [...more.users].every((user) => byBytes(last, user) < 0);
    if (this.#held.catalogue || !inOrder) throw new MoreLocksNeeded(all);
    await this.#lock(more);
    this.#held = all;
  }

  async #lock(set: LockSet): Promise<void> {
    await this.#lockUsers([...set.users]);
    if (set.catalogue) await lockCatalogue(this.session);
    this.#held = set;
  }

  async #lockUsers(users: readonly string[]): Promise<void> {
    if (users.length === 0) return;
    const given = givenUsers(this.session, users);
    const make = sql`insert into holdall_user (user_id) select n.user_id from ${given} order by n.user_id collate "C" on conflict do nothing`;
    const lock = sql`select u.user_id from holdall_user as u where u.user_id in (select n.user_id from ${given}) order by u.user_id for update of u`;
    if (!this.users.hasAll(users)) await this.session.query(make);
    const locked = await this.session.query(lock);
    if (locked.length < users.length) {
      // They were made in a transaction that was undone.
      await this.session.query(make);
      await this.session.query(lock);
    }
    this.users.add(users);
  }
}

/** More than are busy at once; they are then learnt anew. */
const mostKnown = 100_000;

/** Users who are known to have a row that can be locked, which spares them a statement. It is never taken away again. */
export class KnownUsers {
  readonly #users = new Set<string>();

  hasAll(users: readonly string[]): boolean {
    return users.every((user) => this.#users.has(user));
  }

  add(users: readonly string[]): void {
    if (this.#users.size + users.length > mostKnown) this.#users.clear();
    for (const user of users) this.#users.add(user);
  }
}

const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other));

const lockFreeUsers = async (session: Session, users: readonly string[]): Promise<readonly string[]> => {
  const rows = await session.query(
    sql`select u.user_id from holdall_user as u
      where u.user_id in (select n.user_id from ${givenUsers(session, users)}) for update of u skip locked`,
  );
  return rows.map((row) => new RowReader(userTable.name, row).text('user_id'));
};

const usersWithoutRow = async (session: Session, users: readonly string[]): Promise<readonly string[]> => {
  const rows = await session.query(
    sql`select n.user_id from ${givenUsers(session, users)}
      where not exists (select 1 from holdall_user as u where u.user_id = n.user_id)`,
  );
  return rows.map((row) => new RowReader(userTable.name, row).text('user_id'));
};

const givenUsers = ({ dialect }: Session, users: readonly string[]): Sql =>
  dialect.given(
    'n',
    { user_id: text },
    users.map((user_id) => ({ user_id })),
  );

/** Answers its version. */
const lockCatalogue = async (session: Session): Promise<number> => {
  const [row] = await session.query(sql`select value from holdall_counter where name = ${catalogueCounter} for update`);
  return new RowReader(counterTable.name, row ?? {}).integer('value');
};

/** Every unit of work locks a row of the one table or of the other; ids are reserved in the second. Readers go on. */
export const lockEverything = async (session: Session): Promise<void> => {
  await session.query(sql`lock table holdall_user, holdall_counter in exclusive mode`);
};
