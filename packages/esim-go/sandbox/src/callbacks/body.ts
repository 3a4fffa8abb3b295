import { decimal } from '../rules/money.js';
import type { World } from '../world/world.js';
import type { Alert } from './announce.js';

/** The body as it is sent and signed. */
export const bodyOf = (world: World, alert: Alert): string => {
  const text = JSON.stringify(contentOf(world, alert));
  if (world.settings.callbacks.iccid === 'string') return text;
  // As in the vendor's examples: a bare number of more digits than JavaScript keeps.
  return text.replace(/"iccid":"(\d+)"/, '"iccid":$1');
};

const contentOf = (world: World, alert: Alert): object => {
  switch (alert.alertType) {
    case 'FirstAttachment':
      return { alertType: alert.alertType, iccid: alert.iccid };
    case 'CountryChange':
      return { alertType: alert.alertType, iccid: alert.iccid, country: alert.country };
    case 'Topup':
      return {
        alertType: alert.alertType,
        bundle: { oldAmount: decimal(alert.oldAmount), newAmount: decimal(alert.newAmount) },
      };
    case 'FirstUse':
    case 'Utilisation':
      return { iccid: alert.iccid, alertType: alert.alertType, bundle: bundleOf(world, alert) };
  }
};

const bundleOf = (
  { settings, catalogue }: World,
  { assignment, used }: Extract<Alert, { readonly assignment: unknown }>,
): object => {
  const short = {
    name: assignment.bundle,
    initialQuantity: assignment.initial,
    remainingQuantity: Math.max(0, assignment.initial - used),
    startTime: new Date(assignment.startedAt!).toISOString(),
    endTime: new Date(assignment.endsAt!).toISOString(),
  };
  if (settings.callbacks.version === 'V2') return short;
  return {
    id: assignment.id,
    ...short,
    description: catalogue[assignment.bundle]!.description,
    reference: assignment.reference,
    unlimited: assignment.unlimited,
  };
};
