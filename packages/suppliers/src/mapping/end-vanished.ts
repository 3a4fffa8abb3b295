import { ConflictError, type Engine } from '@holdall/core';
import { orderOn, type Bringing } from './bring.js';
import type { Held } from './held-entries.js';
import { vanishedPatch } from './mark.js';

/** Whether a vanished entry is still to be ended. One that was, and that somebody made active since, is theirs. */
export const isToBeEnded = ({ mark }: Held): boolean => !mark.vanished;

/** Takes away what the supplier has no more. What had ended before stays as it ended, and is only marked. */
export const endVanished = async (
  held: Held,
  bringing: Pick<Bringing, 'name' | 'actor'> & { readonly engine: Pick<Engine, 'revoke' | 'setBehaviorData'> },
): Promise<void> => {
  const { engine, name, actor } = bringing;
  const entry = orderOn(held, { name, actor });
  if (held.status !== 'inactive') {
    await engine.revoke({ ...entry, info: `${name} has it no more` }).catch((error: unknown) => {
      // By another import, meanwhile.
      if (!(error instanceof ConflictError && error.details.reason === 'already_revoked')) throw error;
    });
  }
  await engine.setBehaviorData({ ...entry, merge: true, data: vanishedPatch });
};
