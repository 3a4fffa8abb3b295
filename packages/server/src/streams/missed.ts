import { eventsOf, type Engine, type InventoryEvent, type LogView } from '@holdall/core';
import { after, type Position } from './position.js';

/** What happened to a user's entries since a position, from the log, 500 records at a time. */
export async function* missedSince(
  engine: Engine,
  user: string,
  { record, told }: Position,
): AsyncGenerator<InventoryEvent, void, undefined> {
  for await (const one of recordsFrom(engine, user, Math.max(record - 1, 0))) {
    yield* eventsOf(one).slice(one.id === record ? told : 0);
  }
}

/** Where whoever begins now begins: everything that is there already is behind it. */
export const latestOf = async (engine: Engine, user: string): Promise<Position> => {
  const { content } = await engine.logAfter({ user, since: 0, direction: 'DESC', size: 1 });
  return after(content[0]?.id ?? 0);
};

async function* recordsFrom(engine: Engine, user: string, since: number): AsyncGenerator<LogView, void, undefined> {
  for (let cursor: string | null = null; ;) {
    const part: Awaited<ReturnType<Engine['logAfter']>> = await engine.logAfter({
      user,
      since,
      direction: 'ASC',
      size: 500,
      after: cursor,
    });
    yield* part.content;
    if (part.next === null) return;
    cursor = part.next;
  }
}
