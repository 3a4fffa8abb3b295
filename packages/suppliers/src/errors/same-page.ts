import { RemoteError } from '@holdall/core';

/** Two pages in a row were the same: the supplier passes over what names the page, and a walk would go on for ever. */
export class SamePageError extends RemoteError {
  override readonly code = 'supplier_same_page';

  /** `parameter`: what was to lead to another page, `value` as it was sent. */
  constructor(supplier: string, parameter: string, value: number) {
    super(`${supplier} answered ${parameter}=${value} with the page before: it does not heed ${parameter}.`, {
      transient: false,
      ambiguous: false,
      details: { supplier, parameter, value },
    });
  }
}
