import type { Order, PartRequest, Place } from '../ports/query.js';
import { placeOf } from '../ports/sort.js';

export interface StreamOptions {
  /** An `AbortSignal`. Once it is aborted, the stream fails with its reason before the next row. */
  readonly signal?: { throwIfAborted(): void } | undefined;
}

/** How many rows are in memory at once. Each chunk is a read of its own, short enough for others to get their turn. */
const chunk = 500;

type Row<Field extends string> = Readonly<Record<Field, string | number | null>>;

/** A list from its start to its end, each chunk read when its first row is wanted and not before. */
export const streamed = async function* <Field extends string, T extends Row<Field>, V>(
  { signal }: StreamOptions,
  sort: readonly Order<Field>[],
  read: (request: PartRequest) => Promise<{ readonly rows: readonly T[]; readonly view: (one: T) => V }>,
): AsyncGenerator<V, void> {
  for (let after: Place | null = null; ;) {
    signal?.throwIfAborted();
    const { rows, view }: Awaited<ReturnType<typeof read>> = await read({ after, size: chunk });
    for (const row of rows) {
      signal?.throwIfAborted();
      yield view(row);
    }
    if (rows.length < chunk) return;
    after = placeOf(rows.at(-1)!, sort);
  }
};
