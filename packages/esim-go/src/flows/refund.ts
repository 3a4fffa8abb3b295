import { NotRefundableError, refundRefusals, type RefundRefusal } from '../errors/not-refundable.js';
import { StaleError } from '../errors/stale.js';
import type { Parts } from '../parts.js';
import type { Sale } from '../ports/sale.js';
import { carriedOn } from './carry-on.js';
import { quoted, saleFor, type RefundInput } from './quote.js';
import { changedSale } from './sale-record.js';

/**
 * Gives a bundle back: it is revoked by its assignment, what came back is proven, and only then the entry is closed with
 * that outcome. Answers as far as it came: one that is still open goes on with `reconcile`. Who asks while it is going on
 * gets the same one; `refund.returned` says what came back.
 * @throws NotRefundableError where nothing would come back: nothing was revoked.
 */
export const refund = async (parts: Parts, input: RefundInput): Promise<Sale> => {
  const sale = await saleFor(parts, input);
  if (sale.stage === 'refunding') return carriedThrough(parts, sale);
  const { why, vendorMessage } = await quoted(parts, sale, input);
  if (why !== null) throw notRefundable(sale, why, vendorMessage);
  try {
    return await carriedThrough(parts, await begun(parts, sale, input));
  } catch (error) {
    // It has changed since it was looked at: somebody else was faster, or saw it being used.
    if (error instanceof StaleError) return refund(parts, input);
    throw error;
  }
};

const begun = (parts: Parts, sale: Sale, { to = 'inventory', acceptReturn = false }: RefundInput): Promise<Sale> =>
  changedSale(parts, sale, {
    stage: 'refunding',
    refund: { to, acceptReturn, attempt: (sale.refund?.attempt ?? 0) + 1, returned: null, credited: null },
    problem: null,
  });

const carriedThrough = async (parts: Parts, sale: Sale): Promise<Sale> => {
  const { sale: latest } = await carriedOn(parts, sale);
  if (latest.stage !== 'held') return latest;
  const { code, message } = latest.problem!;
  const known = refundRefusals.find((reason) => reason === code);
  throw notRefundable(latest, known ?? 'vendor_refuses', known === undefined ? message : null);
};

const notRefundable = (sale: Sale, reason: RefundRefusal, vendorMessage: string | null): NotRefundableError =>
  new NotRefundableError({
    reason,
    sale: sale.id,
    vendorMessage,
    refund: reason === 'already_refunded' ? sale.refund : null,
  });
