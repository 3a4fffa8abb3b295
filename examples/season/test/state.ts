import type { Engine, EntryView, LogView } from '@holdall/core';

/**
 * All that users hold and all that happened, with nothing in it that depends on ids: they are given out in the order in
 * which commands of different users come, which may differ between two runs. A user's own order may not.
 */
export const stateOf = async (engine: Engine) => {
  const entries = await pages((page) => engine.entries({ inactive: true, size: 1000, page }));
  const users = [...new Set(entries.map(({ user }) => user))].toSorted();
  const state = users.map(async (user) => {
    const log = await pages((page) => engine.log({ user, direction: 'ASC', size: 1000, page }));
    const theirs = entries.filter((entry) => entry.user === user).toSorted((a, b) => a.id - b.id);
    const places = placesOf(theirs, log);
    return [
      user,
      {
        entries: theirs.map(({ id: _id, invoice, ...entry }) => ({ ...entry, invoice: places.invoice(invoice) })),
        log: log
          .map(({ id: _id, entry, use, details, ...record }) => ({
            ...record,
            entry: places.entry(entry),
            use: places.use(use),
            details: withoutInvoices(details),
          }))
          .toSorted((a, b) => a.entry - b.entry || a.seq - b.seq),
      },
    ] as const;
  });
  return Object.fromEntries(await Promise.all(state));
};

/** Where an id stands among the user's own. */
const placesOf = (entries: readonly EntryView[], log: readonly LogView[]) => {
  const placeIn = (ids: readonly (number | null)[]) => {
    const sorted = [...new Set(ids)].filter((id) => id !== null).toSorted((a, b) => a - b);
    const places = new Map(sorted.map((id, place) => [id, place]));
    return (id: number | null): number => (id === null ? -1 : places.get(id)!);
  };
  return {
    entry: placeIn(entries.map(({ id }) => id)),
    use: placeIn(log.map(({ use }) => use)),
    invoice: placeIn(entries.map(({ invoice }) => invoice)),
  };
};

const withoutInvoices = ({ invoice, origin, ...details }: LogView['details']) => ({
  ...details,
  byInvoice: invoice !== undefined,
  ...(origin && { origin: { ...origin, invoice: origin.invoice !== null } }),
});

const pages = async <T>(read: (page: number) => Promise<{ content: readonly T[]; totalPages: number }>) => {
  const all: T[] = [];
  for (let page = 1; ; page += 1) {
    const { content, totalPages } = await read(page);
    all.push(...content);
    if (page >= totalPages) return all;
  }
};
