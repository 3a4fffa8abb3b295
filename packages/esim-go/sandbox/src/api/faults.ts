import { produce } from 'immer';
import { happens } from '../rules/random.js';
import type { Fault } from '../world/fault.js';
import type { World } from '../world/world.js';

/** The fault that befalls this call, if any, and the world in which it is one fewer. */
export const takeFault = (
  world: World,
  operation: string,
): { readonly world: World; readonly fault: Fault | undefined } => {
  if (world.faults.length === 0) return { world, fault: undefined };
  let struck: Fault | undefined;
  const after = produce(world, (draft) => {
    for (const fault of draft.faults) {
      if (fault.operation !== '*' && fault.operation !== operation) continue;
      if (fault.skip > 0) {
        fault.skip -= 1;
        continue;
      }
      if (fault.chance < 1 && !happens(draft, fault.chance)) continue;
      struck = world.faults.find(({ id }) => id === fault.id);
      if (fault.times !== null) fault.times -= 1;
      break;
    }
    draft.faults = draft.faults.filter(({ times }) => times !== 0);
  });
  return { world: after, fault: struck };
};
