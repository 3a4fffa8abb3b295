import type { Engine, EntryView, Part } from '@holdall/core';

/** All entries of a user, the newest first, 100 at a time: each part goes on where the one before ended. */
export const newestFirst = async (engine: Engine, user: string): Promise<readonly EntryView[]> => {
  const entries: EntryView[] = [];
  const order = [{ by: 'createdAt', direction: 'DESC' }] as const;
  let after: string | null = null;
  do {
    const part: Part<EntryView> = await engine.entriesAfter({ user, order, size: 100, after });
    entries.push(...part.content);
    after = part.next;
  } while (after !== null);
  return entries;
};

/** How much of each item was ever used, over all users, in constant memory. */
export const usedOfEach = async (engine: Engine, signal?: AbortSignal): Promise<ReadonlyMap<number, number>> => {
  const used = new Map<number, number>();
  for await (const { item, quantity } of engine.streamLog({ types: ['used'] }, { signal })) {
    used.set(item, (used.get(item) ?? 0) + quantity);
  }
  return used;
};
