import { NotFoundError } from '../errors/not-found.js';
import type { Invoice } from '../inventory/invoice.js';
import type { WorkingSet } from '../state/working-set.js';

/** @throws NotFoundError when there is no such invoice or it is somebody else's. */
export const heldInvoice = (set: WorkingSet, user: string, id: number): Invoice => {
  const invoice = set.invoice(user, id);
  if (invoice === null) throw new NotFoundError('invoice', id);
  return invoice;
};
