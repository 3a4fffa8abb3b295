import { createEngine, type Engine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import { randomFrom } from '../random.js';
import { potion, usersOf } from '../world.js';
import type { Job } from './job.js';

/** Entries at a time: a chunk is a batch, for which commands wait. A worker finds this size by itself. */
const chunk = 500;

/** Sweeps until nothing is left, or the time is over, while a few callers use what has not expired. */
export const sweep: Job<'sweep'> = async ({ place, users, settings }) => {
  const engine = await createEngine({ store: createStore(place) });
  const nextUser = usersOf(randomFrom(settings.seed), users);
  const latencies: number[] = [];
  let sweeping = true;
  const caller = async () => {
    while (sweeping) {
      const asked = performance.now();
      await engine.use({ user: nextUser(), item: potion });
      latencies.push(performance.now() - asked);
    }
  };
  try {
    const callers = Array.from({ length: settings.few }, caller);
    const perSecond = await swept(engine, settings.sweep).finally(() => (sweeping = false));
    await Promise.all(callers);
    return { perSecond, latency: latencies.toSorted((a, b) => a - b)[Math.floor(latencies.length * 0.99)]! };
  } finally {
    await engine.close();
  }
};

const swept = async (engine: Engine, milliseconds: number): Promise<number> => {
  const started = performance.now();
  let expired = 0;
  for (let more = true; more && performance.now() - started < milliseconds;) {
    const done = await engine.sweepExpired({ most: chunk });
    expired += done.expired;
    more = done.more;
  }
  return expired / ((performance.now() - started) / 1000);
};
