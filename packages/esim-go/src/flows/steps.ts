import type { SaleStage } from '../ports/sale.js';
import { book } from './steps/book.js';
import { cancel } from './steps/cancel.js';
import { grant } from './steps/grant.js';
import { identify } from './steps/identify.js';
import { place } from './steps/place.js';
import { giveBack } from './steps/refund.js';
import type { Step } from './steps/step.js';
import { tell } from './steps/tell.js';

/** What is to be done at each stage: on the way, or where something was seen that the engine was not told of yet. */
export const steps: Readonly<Partial<Record<SaleStage, Step>>> = {
  granting: grant,
  placing: place,
  placed: identify,
  booking: book,
  cancelling: cancel,
  held: tell,
  ended: tell,
  refunded: tell,
  refunding: giveBack,
};
