/** An inventory as Betatel shows it. Moments are milliseconds since 1970. */
export interface BetatelInventory {
  readonly id: number;
  readonly name?: string | null;
  readonly created_date?: number | null;
  readonly modified_date?: number | null;
  readonly company?: number | null;
  /** 0: it has none. */
  readonly parent_inventory?: number | null;
  readonly status?: string | null;
  readonly wallet?: number | null;
  readonly whitelist?: number | null;
  /** Not in the vendor's page, but seen. */
  readonly [field: string]: unknown;
}

/** One like the vendor's example. */
export const betatelInventory = (id: number, over: Partial<BetatelInventory> = {}): BetatelInventory => ({
  id,
  name: `Betatel LTD Inventory ${id}`,
  created_date: 1_761_330_317_000,
  modified_date: 1_761_330_317_000,
  company: 72_571,
  parent_inventory: 1,
  status: 'Active',
  wallet: 99_612_820,
  whitelist: 11_599,
  ...over,
});
