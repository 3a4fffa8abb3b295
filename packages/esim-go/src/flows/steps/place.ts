import { apply, type ApplyOutcome } from '../../operations/apply.js';
import { order, type OrderOutcome } from '../../operations/order.js';
import { perform } from '../../operations/perform.js';
import type { Parts } from '../../parts.js';
import type { Sale } from '../../ports/sale.js';
import type { Step } from './step.js';

/**
 * Has the bundle put on an eSIM: out of the inventory, by an order, or by an order where the inventory has none left. What
 * may have been done is never asked for again: `perform` finds out first.
 */
export const place: Step = async (parts, sale) => {
  if (sale.source === 'order') return ordered(parts, sale);
  const { id, bundle, wanted } = sale;
  const applied = await perform(parts, apply, { id: `${id}:apply`, sale: id, args: { bundle, iccid: wanted } });
  if (applied.state === 'done') {
    const { reference, iccid } = applied.outcome as ApplyOutcome;
    return { stage: 'placed', reference, iccid };
  }
  if (applied.state !== 'refused') return null;
  const soldOut = applied.problem?.code === 'esim_go_no_stock';
  if (soldOut && sale.source === 'inventory_first') return ordered(parts, sale);
  return { stage: 'cancelling', problem: applied.problem };
};

const ordered = async (parts: Parts, { id, bundle, wanted }: Sale): Promise<Partial<Sale> | null> => {
  const args = { bundle, quantity: 1, assign: true, iccid: wanted };
  const operation = await perform(parts, order, { id: `${id}:order`, sale: id, args });
  if (operation.state === 'refused') return { stage: 'cancelling', problem: operation.problem };
  if (operation.state !== 'done') return null;
  const { reference, iccid: told, paid, boughtAt } = operation.outcome as OrderOutcome;
  const iccid = told ?? (await issuedBy(parts, reference));
  return iccid === null ? null : { stage: 'placed', reference, iccid, paid, boughtAt };
};

/** An order that the vendor takes its time for tells its eSIM only afterwards. @throws ProcessingError until then. */
const issuedBy = async ({ vendor }: Parts, reference: string): Promise<string | null> => {
  const { data } = await vendor.esims.esimsAssignmentsGet(reference);
  return data.esims[0]?.iccid ?? null;
};
