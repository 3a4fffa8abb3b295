import { apply, type ApplyOutcome } from '../../operations/apply.js';
import { perform } from '../../operations/perform.js';
import type { Step } from './step.js';

/** Has the bundle put on an eSIM. What may have been done is never asked for again: `perform` finds out first. */
export const place: Step = async (parts, { id, bundle, wanted }) => {
  const operation = await perform(parts, apply, { id: `${id}:apply`, sale: id, args: { bundle, iccid: wanted } });
  if (operation.state === 'refused') return { stage: 'cancelling', problem: operation.problem };
  if (operation.state !== 'done') return null;
  const { reference, iccid } = operation.outcome as ApplyOutcome;
  return { stage: 'placed', reference, iccid };
};
