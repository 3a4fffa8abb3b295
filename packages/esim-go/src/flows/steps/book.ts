import type { JsonObject } from '@holdall/core';
import { dataKey } from '../../mapping/translate.js';
import type { Meter, Sale } from '../../ports/sale.js';
import type { Step } from './step.js';

/**
 * The entry becomes active, with the bundle's own amount as its maximum and what is needed to install the eSIM. Nothing is
 * booked as used yet: that is what `booked` says, so that the difference is told to the engine afterwards.
 */
export const book: Step = async ({ engine }, sale) => {
  const { id, user } = sale;
  const entry = sale.entry!;
  const now = await engine.entry({ user, entry });
  // Not where it says so already, nor where it has ended meanwhile: what a use or a host has written since would be lost.
  if (now.status !== 'inactive' && now.data[dataKey] === undefined) {
    await engine.setBehaviorData({ user, entry, data: { ...now.data, ...dataOf(sale) }, info: `sale ${id}` });
  }
  if (now.status === 'pending') {
    // With a key: whoever repeats it after an administrator switched the entry off does not switch it on again.
    await engine.setStatus({ user, entry, status: 'active', key: `${id}:active`, info: `sale ${id}` });
  }
  const booked: Meter = { state: 'queued', initial: sale.meter!.initial, used: 0, endsAt: null };
  return { stage: 'held', booked };
};

const dataOf = ({ iccid, assignment, reference, install, meter }: Sale): JsonObject => ({
  ...(meter!.initial === null || meter!.initial === 0 ? {} : { consumable: { max_use: meter!.initial } }),
  [dataKey]: {
    iccid,
    assignment,
    reference,
    install:
      install === null
        ? null
        : { smdp: install.smdp, matching_id: install.matchingId, activation_code: install.activationCode },
  },
});
