import type { BenchStore, Place } from './store.js';

/** Work on copies of some databases, which are gone afterwards. */
export const withCopies = async <R>(
  store: BenchStore,
  originals: readonly Place[],
  work: (copies: readonly Place[]) => Promise<R>,
): Promise<R> => {
  const copies: Place[] = [];
  try {
    for (const original of originals) copies.push(await store.copyOf(original));
    return await work(copies);
  } finally {
    for (const copy of copies) await store.remove(copy);
  }
};
