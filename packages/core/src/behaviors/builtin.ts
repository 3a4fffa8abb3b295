import type { Behavior } from './behavior.js';
import { consumable } from './consumable.js';
import { expirable } from './expirable.js';
import { fulfillable } from './fulfillable.js';
import { guestPlayable } from './guest-playable.js';
import { limitedGettable } from './limited-gettable.js';
import { preReqEntitlement } from './pre-req-entitlement.js';
import { priceOverridable } from './price-overridable.js';
import { spendable } from './spendable.js';
import { timePeriodGettable } from './time-period-gettable.js';
import { timePeriodUsable } from './time-period-usable.js';

/** The ten behaviors of the contract, in its order: the order in which rules are asked and denials are listed. */
export const builtinBehaviors: readonly Behavior[] = [
  consumable,
  expirable,
  limitedGettable,
  timePeriodGettable,
  timePeriodUsable,
  preReqEntitlement,
  priceOverridable,
  fulfillable,
  spendable,
  guestPlayable,
];
