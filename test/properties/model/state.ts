/* What the model remembers: plain arrays of plain records, changed in place. */

export interface ModelEntry {
  readonly user: string;
  readonly id: number;
  readonly item: number;
  readonly nth: number;
  readonly sku: string | null;
  readonly invoice: number | null;
  readonly createdAt: number;
  status: 'pending' | 'active' | 'inactive';
  ended: string | null;
  activatedAt: number | null;
  expires: number | null;
  data: Record<string, Record<string, unknown>>;
  /** Over because of its time, and no command has noticed yet: what a sweep would count. */
  unnoticed: boolean;
  /** For the ledger: what there was at first, and what was used of it. */
  granted: number;
  usedNet: number;
}

export interface ModelUse {
  readonly user: string;
  readonly id: number;
  readonly item: number;
  readonly at: number;
  readonly takes: { readonly entry: number; readonly quantity: number; reversed: number }[];
}

export interface ModelInvoice {
  readonly user: string;
  readonly id: number;
  readonly createdAt: number;
  fulfilment: 'unfulfilled' | 'processing' | 'fulfilled';
  fulfilledAt: number | null;
  readonly rest: object;
  readonly lines: readonly { readonly entries: readonly number[] }[];
}

export const netOf = (use: ModelUse): number =>
  use.takes.reduce((sum, { quantity, reversed }) => sum + quantity - reversed, 0);
