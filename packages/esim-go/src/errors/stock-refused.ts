import { HoldallError } from '@holdall/core';
import type { Operation } from '../ports/operation.js';

/** The vendor refused to sell bundles into the inventory. Nothing was bought. */
export class StockRefusedError extends HoldallError {
  readonly code = 'esim_go_stock_refused';
  declare readonly details: {
    readonly operation: string;
    readonly bundle: string;
    /** The code of the vendor's refusal, such as `esim_go_insufficient_balance`. */
    readonly reason: string;
  };

  constructor({ id, lock, problem }: Operation) {
    super(`${lock} could not be bought: ${problem?.message ?? 'it was refused'}`, {
      operation: id,
      bundle: lock,
      reason: problem?.code ?? 'esim_go_refused',
    });
  }
}
