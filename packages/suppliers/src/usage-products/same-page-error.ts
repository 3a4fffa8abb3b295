import { RemoteError } from '@holdall/core';

/** Two pages in a row were the same: the supplier passes over `page`, and a walk would go on for ever. */
export class SamePageError extends RemoteError {
  override readonly code = 'supplier_same_page';

  constructor(supplier: string, page: number) {
    super(`${supplier} answered page ${page} with the page before: it does not heed the parameter page.`, {
      transient: false,
      ambiguous: false,
      details: { supplier, page },
    });
  }
}
