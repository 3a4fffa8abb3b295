import { installOf, meterOf, referenceIn } from '../../mapping/translate.js';
import { assignmentsOn } from '../../operations/apply.js';
import type { Sale } from '../../ports/sale.js';
import type { Step } from './step.js';

/**
 * Which assignment it became: neither order nor apply say so, but an assignment's reference begins with theirs. It waits
 * while the vendor is still processing.
 */
export const identify: Step = async ({ vendor, store }, sale) => {
  const { bundle, reference, iccid } = sale;
  const details = await vendor.esims.esimsAssignmentsGet(reference);
  const install = details.data.esims.find((esim) => esim.iccid === iccid);
  const others = await store.sales({ iccid: iccid!, limit: 1_000 });
  const taken = new Set(others.filter(({ id }) => id !== sale.id).map(({ assignment }) => assignment));
  const found = (await assignmentsOn(vendor, iccid!)).find(
    (one) => one.bundle === bundle && referenceIn(one.assignmentReference) === reference && !taken.has(one.id),
  );
  const meter = found === undefined ? null : meterOf(found);
  if (found === undefined || meter === null) return null;
  const known: Partial<Sale> = {
    assignment: found.id,
    install: install === undefined ? null : installOf(install),
    meter,
  };
  if (meter.state !== 'processing') return { ...known, stage: 'booking' };
  return sale.assignment === found.id ? null : known;
};
