import { HoldallError } from '@holdall/core';
import type { Refund } from '../ports/sale.js';

const sentences = {
  pending: 'the bundle is not on its eSIM yet',
  refunding: 'it is being given back',
  already_refunded: 'it was given back before',
  cancelled: 'it was never delivered',
  case_open: 'a human has to decide about it first',
  refunds_disabled: 'refunds are not enabled for this account: the account manager enables them',
  not_accessible: 'its eSIM is not accessible with this account',
  not_on_esim: 'it is not on its eSIM any more',
  unknown_state: 'the vendor says that it is in a state that nobody knows',
  unlimited_started: 'it is unlimited, and its time runs',
  ended: 'it has expired, lapsed or was revoked',
  consumed: 'data was used of it',
  started: 'it was started',
  purchase_unknown: 'it is not known when it was bought',
  period_over: 'it was bought too long ago',
  last_bundle_not_installed: 'the vendor would take the eSIM back: it is not installed, and has no other bundle',
  vendor_refuses: 'the vendor says no',
} as const;

/** Why nothing would come back. The list only grows. */
export type RefundRefusal = keyof typeof sentences;
export const refundRefusals = Object.keys(sentences) as readonly RefundRefusal[];

export const sentenceOf = (reason: RefundRefusal): string => sentences[reason];

/** Nothing would come back, so nothing was revoked. */
export class NotRefundableError extends HoldallError {
  readonly code = 'esim_go_not_refundable';
  declare readonly details: {
    readonly reason: RefundRefusal;
    readonly sale: string;
    /** What the vendor wrote, where it was the vendor who said no. */
    readonly vendorMessage: string | null;
    /** Where it was given back before: what came of it. */
    readonly refund: Refund | null;
  };

  constructor(details: NotRefundableError['details']) {
    super(`Nothing would come back: ${sentences[details.reason]}.`, details);
  }
}
