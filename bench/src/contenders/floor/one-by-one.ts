import type { Place } from '../../stores/store.js';
import type { Contender } from '../contender.js';
import type { Run } from './batches.js';
import { checking } from './check.js';
import { countRows, openSession } from './open-session.js';
import { granting } from './grant.js';
import { readSamples } from './samples.js';
import type { Session } from './session.js';
import { usingPlainly } from './use.js';

/** One transaction for each operation, on connections that take one after another. */
export const openOneByOne = async (place: Place, connections: number): Promise<Contender> => {
  const sessions: Session[] = [];
  while (sessions.length < connections) sessions.push(await openSession(place));
  // Shared: they give out ids.
  const samples = await readSamples(sessions[0]!);
  const each = async (make: (session: Session) => Promise<Run>) =>
    sharedOut(await Promise.all(sessions.map((session) => make(session))));
  return {
    operations: {
      use: await each((session) => usingPlainly(session, samples)),
      grant: await each((session) => granting(session, samples)),
      check: await each((session) => checking(session, samples)),
    },
    counts: () => countRows(sessions[0]!),
    close: async () => {
      for (const session of sessions) await session.close();
    },
  };
};

/** Whoever comes waits for the next free one. */
const sharedOut = (runs: readonly Run[]) => {
  const free = [...runs];
  const waiting: ((run: Run) => void)[] = [];
  return async (user: string): Promise<void> => {
    const run = free.pop() ?? (await new Promise<Run>((resolve) => void waiting.push(resolve)));
    try {
      await run([user]);
    } finally {
      const next = waiting.shift();
      if (next === undefined) free.push(run);
      else next(run);
    }
  };
};
