import type { Engine, EntryEnd, EntryStatus, ItemRef } from '@holdall/core';
import { markIn, type Mark } from './mark.js';

/** An entry that an import made before, as it is now. */
export interface Held {
  readonly user: string;
  readonly entry: number;
  readonly status: EntryStatus;
  readonly ended: EntryEnd | null;
  readonly mark: Mark;
}

/** All entries of these items that came from this supplier, by their keys: some 300 bytes each. */
export const heldEntries = async (
  engine: Pick<Engine, 'streamEntries'>,
  { name, items, signal }: { name: string; items: Iterable<ItemRef>; signal: AbortSignal | undefined },
): Promise<Map<string, Held>> => {
  const held = new Map<string, Held>();
  for (const item of new Set(items)) {
    for await (const { user, id, status, ended, data } of engine.streamEntries({ item, inactive: true }, { signal })) {
      const mark = markIn(data);
      if (mark?.name === name) held.set(mark.key, { user, entry: id, status, ended, mark });
    }
  }
  return held;
};
