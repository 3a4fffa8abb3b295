import { HoldallError } from '@holdall/core';

/** The supplier has no such operation. Nothing was sent, and nothing done. */
export class NotSupportedError extends HoldallError {
  readonly code = 'supplier_not_supported';

  constructor(supplier: string, capability: string) {
    super(`${supplier} does not support ${capability}: look at its capabilities first.`, { supplier, capability });
  }
}
