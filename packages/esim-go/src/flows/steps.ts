import type { SaleStage } from '../ports/sale.js';
import { book } from './steps/book.js';
import { cancel } from './steps/cancel.js';
import { grant } from './steps/grant.js';
import { identify } from './steps/identify.js';
import { place } from './steps/place.js';
import { giveBack } from './steps/refund.js';
import type { Step } from './steps/step.js';

/** What is to be done at each stage on the way; the others are at rest. */
export const steps: Readonly<Partial<Record<SaleStage, Step>>> = {
  granting: grant,
  placing: place,
  placed: identify,
  booking: book,
  cancelling: cancel,
  refunding: giveBack,
};
