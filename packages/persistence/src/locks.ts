import { Loaded, type Load, type Need, type NeedKind, type Writes } from '@holdall/core';
import type { WritingSession } from './sql/session.js';

/** Answers needs only of users that are locked: also of those whom an answer brings in, such as a sweep's. */
export const underLocks =
  (transaction: WritingSession, load: Load): Load =>
  async (needs, loaded) => {
    await transaction.lockUsers(usersNamed(needs));
    const finding = needs.filter((need) => findingKinds.has(need.kind));
    await load(
      needs.filter((need) => !findingKinds.has(need.kind)),
      loaded,
    );
    for (let locked = finding.length === 0; !locked;) {
      const found = new Loaded();
      await load(finding, found);
      // What was found before its users were locked may have changed since: it is looked for again.
      locked = await transaction.lockUsers(usersFound(finding, found));
      if (locked) for (const need of finding) loaded.put(need, found.get(need)!);
    }
  };

/** Needs that do not say whose rows they want. */
const findingKinds: ReadonlySet<NeedKind> = new Set(['due', 'unfulfilled', 'staleReplies']);

/** A reply belongs to its user, or with an empty name to nobody; others must not answer the same key meanwhile. */
export const usersNamed = (needs: readonly Need[]): ReadonlySet<string> => {
  const users = new Set<string>();
  for (const need of needs) {
    if ('user' in need) users.add(need.user);
    else if (need.kind === 'reply') users.add(need.scope);
  }
  return users;
};

const usersFound = (needs: readonly Need[], loaded: Loaded): ReadonlySet<string> => {
  const users = new Set<string>();
  for (const need of needs) {
    if (need.kind === 'due') for (const { user } of loaded.get<'due'>(need) ?? []) users.add(user);
    if (need.kind === 'unfulfilled') for (const { user } of loaded.get<'unfulfilled'>(need) ?? []) users.add(user);
    if (need.kind === 'staleReplies') for (const { scope } of loaded.get<'staleReplies'>(need) ?? []) users.add(scope);
  }
  return users;
};

export const usersWritten = (writes: Writes): ReadonlySet<string> => {
  const { created, updated, log, invoices, replies, forgottenReplies } = writes;
  const ofUsers = [created, updated.map(({ from }) => from), log, invoices].flatMap((rows) =>
    rows.map(({ user }) => user),
  );
  return new Set([...ofUsers, ...[...replies, ...forgottenReplies].map(({ scope }) => scope)]);
};
