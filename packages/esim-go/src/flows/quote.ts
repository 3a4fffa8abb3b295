import { InvalidInputError, NotFoundError, type Instant } from '@holdall/core';
import { BadRequestError, NotAccessibleError, RefusedError } from '../client/errors/index.js';
import { sentenceOf, type RefundRefusal } from '../errors/not-refundable.js';
import { meterOf, type NamedAssignment } from '../mapping/translate.js';
import { whyTouched } from '../mapping/untouched.js';
import { assignmentsOn } from '../operations/apply.js';
import type { Parts } from '../parts.js';
import type { Sale } from '../ports/sale.js';
import type { Vendor } from '../vendor.js';
import { purchaseOf, type Purchase } from './purchase.js';

export interface RefundInput {
  readonly user: string;
  readonly entry: number;
  /** Where its value goes. Default `inventory`, where it can be sold again. */
  readonly to?: 'inventory' | 'balance';
  /** Whether the eSIM may be lost with it: its last bundle, while it is not installed. Default false. */
  readonly acceptReturn?: boolean;
}

export interface RefundQuote {
  readonly sale: string;
  readonly refundable: boolean;
  readonly to: 'inventory' | 'balance';
  /** Null where it is refundable. */
  readonly why: RefundRefusal | null;
  /** The reason as a sentence; null where it is refundable. */
  readonly message: string | null;
  /** What the vendor wrote, where it was the vendor who said no. */
  readonly vendorMessage: string | null;
  /** Whether the vendor may take the eSIM back with it; null where it did not come to that question. */
  readonly returnsEsim: boolean | null;
  /** When it was bought; null where that is not known, or it did not come to that question. */
  readonly boughtAt: Instant | null;
  /** Whether that is only an estimate. */
  readonly estimated: boolean;
  /** When the refund period ends: not refundable from then on. */
  readonly until: Instant | null;
}

/** What a refund would bring back, as things are now, or the first reason why nothing. Writes nothing. */
export const quoteRefund = async (parts: Parts, input: RefundInput): Promise<RefundQuote> =>
  quoted(parts, await saleFor(parts, input), input);

/** @throws NotFoundError for an entry that the bridge has not sold. */
export const saleFor = async ({ store }: Parts, { user, entry, to }: RefundInput): Promise<Sale> => {
  if (to !== undefined && to !== 'inventory' && to !== 'balance') {
    throw new InvalidInputError([{ path: 'to', message: "must be 'inventory' or 'balance'" }]);
  }
  const sale = await store.saleOf(user, entry);
  if (sale === null) throw new NotFoundError('entry', entry);
  return sale;
};

type Facts = Partial<Pick<RefundQuote, 'vendorMessage' | 'returnsEsim'>> & { readonly purchase?: Purchase | null };

export const quoted = async (
  parts: Parts,
  sale: Sale,
  { to = 'inventory', acceptReturn = false }: RefundInput,
): Promise<RefundQuote> => {
  const { refundPeriod } = parts.settings;
  const [why, { vendorMessage = null, returnsEsim = null, purchase = null }] =
    (await whyNotYet(parts, sale)) ?? (await whyNot(parts, sale, acceptReturn));
  return {
    sale: sale.id,
    refundable: why === null,
    to,
    why,
    message: why === null ? null : sentenceOf(why),
    vendorMessage,
    returnsEsim,
    boughtAt: purchase?.at ?? null,
    estimated: purchase?.estimated ?? false,
    until: purchase === null ? null : purchase.at + refundPeriod,
  };
};

type Reason = readonly [why: RefundRefusal | null, facts: Facts];

/** What the bridge knows by itself. */
const whyNotYet = async ({ store, settings }: Parts, { id, stage }: Sale): Promise<Reason | null> => {
  if (stage === 'refunded') return ['already_refunded', {}];
  if (stage === 'cancelled' || stage === 'cancelling') return ['cancelled', {}];
  if ((await store.operations({ sale: id, states: ['case'], limit: 1 })).length > 0) return ['case_open', {}];
  if (stage === 'refunding') return ['refunding', {}];
  if (stage !== 'held' && stage !== 'ended') return ['pending', {}];
  return settings.refunds ? null : ['refunds_disabled', {}];
};

/** What only the vendor knows, read afresh: what was refundable a minute ago may be in use now. */
const whyNot = async (parts: Parts, sale: Sale, acceptReturn: boolean): Promise<Reason> => {
  const { vendor, clock, settings } = parts;
  let all: readonly NamedAssignment[];
  try {
    all = await assignmentsOn(vendor, sale.iccid!);
  } catch (error) {
    if (error instanceof NotAccessibleError) return ['not_accessible', {}];
    throw error;
  }
  const ours = all.find(({ id }) => id === sale.assignment);
  const touched = whyTouched(ours, sale.meter);
  if (touched !== null) return [touched, {}];
  const purchase = await purchaseOf(parts, sale);
  if (purchase === null) return ['purchase_unknown', {}];
  if (clock.now() >= purchase.at + settings.refundPeriod) return ['period_over', { purchase }];
  const returnsEsim = !all.some((one) => one !== ours && staysOn(one)) && !(await isInstalled(vendor, sale.iccid!));
  if (returnsEsim && !acceptReturn) return ['last_bundle_not_installed', { purchase, returnsEsim }];
  const objection = await objectionOf(vendor, sale);
  return [objection?.[0] ?? null, { purchase, returnsEsim, vendorMessage: objection?.[1] ?? null }];
};

/** Whether it surely counts as a bundle that the eSIM has left. Of a depleted one, and of an unknown state, nobody says. */
const staysOn = (assignment: NamedAssignment): boolean => {
  const state = meterOf(assignment)?.state ?? '';
  return ['processing', 'queued', 'active'].includes(state);
};

/** Two platforms name it differently. */
const isInstalled = async ({ esims }: Vendor, iccid: string): Promise<boolean> => {
  const { profileStatus = '' } = (await esims.esimsIccidGet(iccid)).data;
  return ['installed', 'enabled', 'disabled'].includes(profileStatus.toLowerCase());
};

const saysNo = /\bnot (be )?refunded\b|refunds? (is|are) (not enabled|disabled)|cannot be revoked/i;
const saysDisabled = /refunds? (is|are) (not enabled|disabled)/i;

/**
 * What the vendor's own check says, which is only a text: a no is believed, as it costs nothing. Anything else is no
 * promise: what came back is proven afterwards.
 */
const objectionOf = async (
  { esims }: Vendor,
  { iccid, bundle, assignment }: Sale,
): Promise<readonly [RefundRefusal, string | null] | null> => {
  const reasonIn = (text: string): RefundRefusal => (saysDisabled.test(text) ? 'refunds_disabled' : 'vendor_refuses');
  try {
    const { data } = await esims.esimsIccidBundlesNameAssignmentsAssignmentIdDelete(
      iccid!,
      bundle,
      assignment!,
      null,
      'validate',
    );
    const text = data.status ?? '';
    return saysNo.test(text) ? [reasonIn(text), text] : null;
  } catch (error) {
    if (!(error instanceof RefusedError || error instanceof BadRequestError)) throw error;
    const { vendorMessage } = error.details;
    return [reasonIn(vendorMessage ?? ''), vendorMessage];
  }
};
