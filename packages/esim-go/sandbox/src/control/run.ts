import { produce } from 'immer';
import type { World } from '../world/world.js';
import type { ControlCommand } from './command.js';

/** Carries out one command; it changes all that it says or, when it throws, nothing. */
export const runCommand = (
  world: World,
  command: ControlCommand,
  { params, body }: { readonly params: { readonly [name: string]: string }; readonly body: unknown },
): { readonly world: World; readonly result: unknown } => {
  const call = { params, body: command.body.parse(body) };
  if ('reads' in command) return { world, result: command.reads(world, call) };
  let result: unknown;
  const after = produce(world, (draft) => {
    // Copied while the draft can still be read.
    result = JSON.parse(JSON.stringify(command.changes(draft, call)));
  });
  return { world: after, result };
};
