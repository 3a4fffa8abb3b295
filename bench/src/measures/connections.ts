import type { Contender, OperationName } from '../contenders/contender.js';
import { closedLoop, type Load } from '../load.js';
import type { BenchStore, Place } from '../stores/store.js';

const tried = [2, 4, 8, 16, 32];

/** On how many connections a contender does most. Each number is tried on a fresh copy. */
export const bestConnections = async (
  { store, seed, operation, load }: { store: BenchStore; seed: Place; operation: OperationName; load: Load },
  open: (place: Place, connections: number) => Promise<Contender>,
): Promise<number> => {
  let best = { connections: 1, speed: 0 };
  for (const connections of tried) {
    const place = await store.copyOf(seed);
    const contender = await open(place, connections);
    const { operations, seconds } = await closedLoop(contender.operations[operation], load);
    await contender.close();
    await store.remove(place);
    if (operations / seconds > best.speed) best = { connections, speed: operations / seconds };
  }
  return best.connections;
};
