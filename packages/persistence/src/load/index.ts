import type { Load, Need, NeedKind, NeedOf } from '@holdall/core';
import type { Ids } from '../ids.js';
import type { Session } from '../sql/session.js';
import { dueLoader } from './due.js';
import { entryLoader } from './entry.js';
import { getsLoader } from './gets.js';
import { invoiceLoader } from './invoice.js';
import { latestLoader } from './latest.js';
import type { Loader } from './loader.js';
import { openLoader } from './open.js';
import { replyLoader } from './reply.js';
import { staleRepliesLoader } from './stale-replies.js';
import { unfulfilledLoader } from './unfulfilled.js';
import { useLoader } from './use.js';
import { usesLoader } from './uses.js';

const loaders: { readonly [K in Exclude<NeedKind, 'ids'>]: Loader<K> } = {
  reply: replyLoader,
  entry: entryLoader,
  open: openLoader,
  latest: latestLoader,
  gets: getsLoader,
  uses: usesLoader,
  use: useLoader,
  invoice: invoiceLoader,
  due: dueLoader,
  unfulfilled: unfulfilledLoader,
  staleReplies: staleRepliesLoader,
};

/** Whether one statement answers all of them, which sees one moment by itself. */
export const isOneStatement = ([first, ...others]: readonly Need[]): boolean =>
  first !== undefined &&
  first.kind !== 'ids' &&
  (loaders[first.kind] as Loader<typeof first.kind>).inSteps !== true &&
  others.every(({ kind }) => kind === first.kind);

/** Answers needs, one statement per kind. Only what writes is given ids. */
export const loadFrom =
  (session: Session, ids: Ids | null): Load =>
  async (needs, loaded) => {
    for (const [kind, ofKind] of byKind(needs)) {
      if (kind !== 'ids') {
        await (loaders[kind] as Loader<typeof kind>).load(session, ofKind as never, loaded);
      } else if (ids === null) {
        throw new Error('A question asked for ids: only what writes can be given any.');
      } else {
        await ids.load(ofKind as readonly NeedOf<'ids'>[], loaded);
      }
    }
  };

const byKind = (needs: readonly Need[]): ReadonlyMap<NeedKind, readonly Need[]> => {
  const groups = new Map<NeedKind, Need[]>();
  for (const need of needs) {
    const group = groups.get(need.kind);
    if (group === undefined) groups.set(need.kind, [need]);
    else group.push(need);
  }
  return groups;
};
