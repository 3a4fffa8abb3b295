/** A part of a list, as long as was asked for at the most. */
export interface Part<T> {
  readonly content: readonly T[];
  /** Where the list goes on: give it as `after`. null: it ended here. */
  readonly next: string | null;
}

/** From rows of which one more was asked for than is wanted: whether it came says whether the list goes on. */
export const partFrom = <T, V>(
  rows: readonly T[],
  size: number,
  view: (one: T) => V,
  cursorAfter: (last: T) => string,
): Part<V> => {
  const content = rows.slice(0, size);
  return { content: content.map(view), next: rows.length > size ? cursorAfter(content.at(-1)!) : null };
};
