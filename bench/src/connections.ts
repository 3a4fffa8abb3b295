import type { Contender } from './contenders/contender.js';
import { closedLoop } from './load.js';
import { loadOf, type Course } from './runner.js';
import { withCopies } from './stores/copies.js';
import type { BenchStore, Place } from './stores/store.js';

/** On how many connections a contender does most. Each number is tried on a copy of its own. */
export const bestConnections = async (
  course: Course,
  { store, seed }: { store: BenchStore; seed: Place },
  open: (place: Place, connections: number) => Promise<Contender>,
): Promise<number> => {
  const load = { ...loadOf(course), milliseconds: course.settings.trial };
  let best = { connections: 1, speed: 0 };
  for (const connections of course.settings.connections) {
    const speed = await withCopies(store, [seed], async ([place]) => {
      const contender = await open(place!, connections);
      try {
        const { operations, seconds } = await closedLoop(contender.operations[course.operation], load);
        return operations / seconds;
      } finally {
        await contender.close();
      }
    });
    if (speed > best.speed) best = { connections, speed };
  }
  return best.connections;
};
