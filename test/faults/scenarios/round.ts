import { setTimeout as sleep } from 'node:timers/promises';
import type { Violations } from '../judge/judge.js';
import type { Book } from '../load/book.js';
import type { Lane } from '../load/lane.js';
import type { Place } from '../places/place.js';
import { WorkerProcess } from '../worker/worker-process.js';

/** What one run of a scenario is made of. */
export interface Round<P extends Place = Place> {
  /** The worker's program; over HTTP, the server's. */
  readonly program: string;
  readonly ground: () => Promise<P>;
  readonly seed: number;
  /** Of the load: how many callers there are, and how many orders each of them gives. */
  readonly size: { readonly lanes: number; readonly orders: number };
}

/** What came of a round. */
export interface Verdict {
  readonly violations: Violations;
  /** What happened in it, for people: a round in which nothing happened proves nothing. */
  readonly facts: string;
}

/** The workers of one round on one place. */
export interface Stage<P extends Place> {
  readonly place: P;
  /** Starts a process; it is connected and waits at its gate. */
  worker(lanes: readonly Lane[], options?: Partial<Place['options']>): Promise<WorkerProcess>;
}

/** A place and its processes, all of which are gone in the end. */
export const onStage = async <P extends Place>(
  { program, ground }: Round<P>,
  play: (stage: Stage<P>) => Promise<Verdict>,
): Promise<Verdict> => {
  const place = await ground();
  const workers: WorkerProcess[] = [];
  try {
    return await play({
      place,
      worker: async (lanes, options = {}) => {
        const worker = new WorkerProcess(program, { ...place.options, ...options } as Place['options'], lanes);
        workers.push(worker);
        await worker.ready();
        return worker;
      },
    });
  } finally {
    await Promise.all(workers.map((worker) => worker.kill()));
    await place.remove();
  }
};

/** Looks again until it holds. Nothing but the patience of whoever runs it limits it. */
export const until = async (holds: () => Promise<boolean>): Promise<void> => {
  while (!(await holds())) await sleep(10);
};

/** `3 storage_busy, 1 storage_unreachable (outcome unknown)` */
export const failuresIn = ({ failures }: Book): string => {
  const counts = new Map<string, number>();
  for (const { code, unknown } of failures) {
    const name = unknown ? `${code} (outcome unknown)` : code;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'no failure';
};

/** One order in one lane. */
export const single = (name: string, user: string, order: Lane['orders'][number]): Lane => ({
  name,
  user,
  orders: [order],
});
