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
    if (finding.length > 0) await loadFree(transaction, load, finding, loaded);
  };

/** How often is looked again because others had done meanwhile what was found. */
const mostLooks = 4;

/**
 * Work that anybody may do is done by whoever has its users first: several that sweep at once find the same, and nobody
 * waits for another or does it again. What was found before its users were locked may have changed since: it is looked
 * for once more, until nothing comes that is free and not locked yet.
 */
const loadFree = async (
  transaction: WritingSession,
  load: Load,
  needs: readonly Need[],
  loaded: Loaded,
): Promise<void> => {
  const mine = new Set<string>();
  for (let look = 1; ; look += 1) {
    const found = new Loaded();
    await load(needs, found);
    const { locked, asRead } = await transaction.lockFree(usersFound(needs, found));
    const more = [...locked].filter((user) => !mine.has(user));
    if (asRead || more.length === 0 || look === mostLooks) {
      if (asRead) for (const user of more) mine.add(user);
      for (const need of needs) putThoseOf(mine, need, found, loaded);
      return;
    }
    for (const user of more) mine.add(user);
  }
};

const putThoseOf = (users: ReadonlySet<string>, need: Need, found: Loaded, loaded: Loaded): void => {
  if (need.kind === 'due' || need.kind === 'unfulfilled') {
    const all: readonly { readonly user: string }[] = found.get<'due' | 'unfulfilled'>(need)!;
    loaded.put(need, all.filter(({ user }) => users.has(user)) as never);
  } else if (need.kind === 'staleReplies') {
    loaded.put<'staleReplies'>(
      need,
      found.get<'staleReplies'>(need)!.filter(({ scope }) => users.has(scope)),
    );
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
