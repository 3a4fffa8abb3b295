import type { Engine, EntryView } from '@holdall/core';
import type { EntriesAsked, QueryPart } from '@holdall/suppliers/query';

/** Entries from an offset on. The engine counts in pages: where the part lies across two of them, both are asked for. */
export const entriesFrom = async (
  engine: Engine,
  asked: EntriesAsked,
  { skip, take }: QueryPart,
): Promise<{ readonly entries: readonly EntryView[]; readonly total: number }> => {
  const page = Math.floor(skip / take) + 1;
  const within = skip % take;
  const pages = await Promise.all(
    (within === 0 ? [page] : [page, page + 1]).map((one) => engine.entries({ ...asked, page: one, size: take })),
  );
  const entries = pages.flatMap(({ content }) => content).slice(within, within + take);
  return { entries, total: pages.at(-1)!.total };
};
