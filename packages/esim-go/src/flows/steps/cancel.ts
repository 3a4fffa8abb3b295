import { ConflictError } from '@holdall/core';
import type { Step } from './step.js';

/** The vendor gives none: the pending entry is closed, with the reason. */
export const cancel: Step = async ({ engine }, { id, user, entry, problem }) => {
  const info = (problem?.message ?? 'refused').slice(0, 200);
  try {
    await engine.revoke({ user, entry: entry!, key: `${id}:cancel`, info });
  } catch (error) {
    if (!(error instanceof ConflictError && error.details.reason === 'already_revoked')) throw error;
  }
  return { stage: 'cancelled' };
};
