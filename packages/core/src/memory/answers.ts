import type { Catalogue } from '../catalogue/catalogue.js';
import type { Question } from '../ports/store.js';
import { mostRounds } from '../state/load.js';
import { Loaded } from '../state/loaded.js';
import type { Need } from '../state/need.js';
import { byBytes } from '../values/text.js';
import { nextId, pairKey, type Tables } from './tables.js';

/** All rounds of a question without awaiting anything between them, so that it sees one moment. */
export const answeredAtOnce = (tables: Tables, catalogue: Catalogue, question: Question): void => {
  const loaded = new Loaded();
  let needs = question.needs(catalogue);
  for (let round = 0; round < mostRounds; round += 1) {
    for (const need of loaded.missing(needs)) answersFrom(tables, need, loaded);
    needs = question.answer(catalogue, loaded);
    if (needs.length === 0) return;
  }
  throw new Error(`a question still missed something after ${mostRounds} rounds: ${JSON.stringify(needs)}`);
};

/** Answers one need. */
export const answersFrom = (tables: Tables, need: Need, loaded: Loaded): void => {
  switch (need.kind) {
    case 'entry':
      return loaded.put<'entry'>(need, ownedBy(need.user, tables.entries.get(need.id)));
    case 'open':
      return loaded.put<'open'>(
        need,
        acquiredBy(tables, need).filter(({ status }) => status !== 'inactive'),
      );
    case 'latest':
      return loaded.put<'latest'>(need, acquiredBy(tables, need).at(-1) ?? null);
    case 'gets': {
      const ids = tables.acquired.get(pairKey(need.user, need.item)) ?? [];
      const recent = need.most === 0 ? [] : ids.slice(-need.most).toReversed();
      return loaded.put<'gets'>(need, {
        count: ids.length,
        recent: recent.map((id) => tables.entries.get(id)!.createdAt),
      });
    }
    case 'uses': {
      const uses = (tables.usesOf.get(pairKey(need.user, need.item)) ?? []).map((id) => tables.uses.get(id)!);
      return loaded.put<'uses'>(
        need,
        uses.filter(({ at, net }) => at > need.since && net > 0),
      );
    }
    case 'use':
      return loaded.put<'use'>(need, ownedBy(need.user, tables.uses.get(need.id)));
    case 'invoice':
      return loaded.put<'invoice'>(need, ownedBy(need.user, tables.invoices.get(need.id)));
    case 'reply':
      return loaded.put<'reply'>(need, tables.replies.get(pairKey(need.scope, need.key)) ?? null);
    case 'due': {
      const open = [...tables.open].map((id) => tables.entries.get(id)!);
      const due = open.filter(({ expires }) => expires !== null && expires <= need.at);
      return loaded.put<'due'>(
        need,
        due.toSorted((a, b) => a.expires! - b.expires! || a.id - b.id).slice(0, need.most),
      );
    }
    case 'unfulfilled': {
      const waiting = [...tables.invoices.values()].filter(({ fulfilment }) => fulfilment === 'unfulfilled');
      return loaded.put<'unfulfilled'>(need, waiting.toSorted((a, b) => a.id - b.id).slice(0, need.most));
    }
    case 'staleReplies': {
      const stale = [...tables.replies.values()]
        .filter(({ at }) => at <= need.at)
        .toSorted((a, b) => a.at - b.at || byBytes(a.scope, b.scope) || byBytes(a.key, b.key))
        .slice(0, need.most);
      return loaded.put<'staleReplies'>(
        need,
        stale.map(({ scope, key }) => ({ scope, key })),
      );
    }
    case 'ids':
      return loaded.put<'ids'>(need, { first: nextId(tables, need.sequence), count: need.count });
  }
};

const acquiredBy = (tables: Tables, { user, item }: { readonly user: string; readonly item: number }) =>
  (tables.acquired.get(pairKey(user, item)) ?? []).map((id) => tables.entries.get(id)!);

const ownedBy = <T extends { readonly user: string }>(user: string, found: T | undefined): T | null =>
  found?.user === user ? found : null;
