import {
  leavesWindow,
  type BehaviorSettings,
  type Catalogue,
  type Entry,
  type Instant,
  type Need,
  type Period,
  type Store,
  type UseRecord,
} from '@holdall/core';

/**
 * The first moment after `now` at which time alone changes something for anybody: an entry expires, or something leaves
 * the window of a `time_period_gettable` or `time_period_usable`. Behaviors of a host's own are not asked: their
 * moments are the `retryAt` of their denials.
 */
export const nextChangeAfter = async (store: Store, now: Instant): Promise<Instant | null> => {
  const catalogue = await store.catalogue();
  const entries = await allEntries(store);
  const moments = [
    ...entries.flatMap(({ status, expires }) => (status === 'inactive' || expires === null ? [] : [expires])),
    ...entries.flatMap((entry) =>
      getPeriods(catalogue, entry.item).map((period) => leavesWindow(entry.createdAt, period)),
    ),
    ...(await usesOf(store, entries)).flatMap((use) =>
      usePeriods(catalogue, use.item).map((period) => leavesWindow(use.at, period)),
    ),
  ].filter((moment) => moment > now);
  return moments.length === 0 ? null : moments.reduce((first, moment) => Math.min(first, moment));
};

const pageSize = 1000;

const allEntries = async (store: Store): Promise<readonly Entry[]> => {
  const all: Entry[] = [];
  for (let page = 1; ; page += 1) {
    const query = { users: null, items: null, openAt: null, created: [], order: [], page, size: pageSize };
    const { content, total } = await store.entries(query);
    all.push(...content);
    if (content.length === 0 || all.length >= total) return all;
  }
};

/** All uses of what anybody ever held, those that were given back in full left out. */
const usesOf = async (store: Store, entries: readonly Entry[]): Promise<readonly UseRecord[]> => {
  const held = new Map(entries.map(({ user, item }) => [JSON.stringify([user, item]), { user, item }]));
  const needs = [...held.values()].map(({ user, item }) => ({ kind: 'uses', user, item, since: -1 }) as const);
  let uses: readonly UseRecord[] = [];
  await store.read({
    needs: () => needs,
    answer: (_catalogue, loaded): readonly Need[] => {
      uses = needs.flatMap((need) => loaded.get<'uses'>(need) ?? []);
      return [];
    },
  });
  return uses;
};

const getPeriods = (catalogue: Catalogue, item: number): readonly Period[] =>
  settingsOf(catalogue, item, 'time_period_gettable').map(periodOf);

const usePeriods = (catalogue: Catalogue, item: number): readonly Period[] =>
  settingsOf(catalogue, item, 'time_period_usable')
    .filter(({ max_use }) => max_use !== null)
    .map(periodOf);

const settingsOf = (catalogue: Catalogue, item: number, typeHint: string): readonly BehaviorSettings[] =>
  (catalogue.item(item)?.behaviors ?? []).filter(({ type_hint }) => type_hint === typeHint);

const periodOf = ({ time_length, unit_of_time }: BehaviorSettings): Period => ({
  length: time_length as number,
  unit: unit_of_time as Period['unit'],
});
