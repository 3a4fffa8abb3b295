import type { Assignment } from '../world/assignment.js';
import { second } from '../world/instant.js';
import type { WorldDraft } from '../world/world.js';
import { nextOf } from '../rules/counting.js';
import { happens } from '../rules/random.js';
import { bodyOf } from './body.js';
import { signatureOf } from './signature.js';

export type Alert =
  | { readonly alertType: 'FirstAttachment'; readonly iccid: string }
  | {
      readonly alertType: 'CountryChange';
      readonly iccid: string;
      readonly country: { readonly code: string; readonly name: string };
    }
  | {
      readonly alertType: 'FirstUse' | 'Utilisation';
      readonly iccid: string;
      readonly assignment: Assignment;
      /** Bytes used at the moment of the alert. */
      readonly used: number;
    }
  | { readonly alertType: 'Topup'; readonly oldAmount: number; readonly newAmount: number };

/** Puts a callback on its way, if the organisation has named a URL. What becomes of it is decided here, by the seed. */
export const announce = (world: WorldDraft, alert: Alert): void =>
  post(world, { alertType: alert.alertType, iccid: 'iccid' in alert ? alert.iccid : null, body: bodyOf(world, alert) });

export const post = (
  world: WorldDraft,
  { alertType, iccid, body }: { readonly alertType: string; readonly iccid: string | null; readonly body: string },
): void => {
  const { url, dropChance, duplicateChance, delaySeconds, hold } = world.settings.callbacks;
  if (url === null) return;
  const dropped = happens(world, dropChance);
  world.callbacks.push({
    id: nextOf(world, 'callback'),
    alertType,
    iccid,
    url,
    body,
    signature: signatureOf(world, body),
    createdAt: world.now,
    dueAt: world.now + delaySeconds * second,
    copies: happens(world, duplicateChance) ? 2 : 1,
    state: dropped ? 'dropped' : hold ? 'held' : 'waiting',
    answers: [],
  });
};
