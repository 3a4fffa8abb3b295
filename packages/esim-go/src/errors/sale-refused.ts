import { HoldallError } from '@holdall/core';
import type { Sale } from '../ports/sale.js';

/** The vendor refused to give the bundle. Nothing was taken, and the pending entry is closed. */
export class SaleRefusedError extends HoldallError {
  readonly code = 'esim_go_sale_refused';
  declare readonly details: {
    readonly sale: string;
    readonly entry: number | null;
    readonly bundle: string;
    /** The code of the vendor's refusal, such as `esim_go_no_stock`. */
    readonly reason: string;
  };

  constructor({ id, entry, bundle, problem }: Sale) {
    super(`${bundle} could not be sold: ${problem?.message ?? 'it was refused'}`, {
      sale: id,
      entry,
      bundle,
      reason: problem?.code ?? 'esim_go_refused',
    });
  }
}
