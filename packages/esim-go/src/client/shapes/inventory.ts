import { flag, list, record, text, whole } from '../wire/readers.js';

/** What was bought and not yet put on an eSIM, by bundle. */
export interface InventoryResponse {
  readonly bundles?: readonly InventoryBundle[];
}

export interface InventoryBundle {
  /** Case-sensitive. */
  readonly name?: string;
  readonly desc?: string;
  readonly useDms?: boolean;
  readonly available?: readonly InventoryLot[];
  readonly countries?: readonly string[];
  /** In MB; 1 GB is 1,000 MB. */
  readonly data?: number;
  readonly duration?: number;
  /** `day` or `month`. */
  readonly durationUnit?: string;
  readonly autostart?: boolean;
  readonly unlimited?: boolean;
  readonly speed?: readonly string[];
  readonly allowances?: readonly Allowance[];
}

/** Bundles that were bought together. `total` and `remaining` count bundles, not data. */
export interface InventoryLot {
  /** The `usageId` of a refund. */
  readonly id?: number;
  readonly total?: number;
  readonly remaining?: number;
  /** A day. */
  readonly expiry?: string;
}

export interface Allowance {
  /** `DATA`, `SMS` or `VOICE`. */
  readonly type?: string;
  /** `Standard` or `Roaming`. */
  readonly service?: string;
  readonly description?: string;
  readonly amount?: number;
  /** `MB`, `MINS` or `SMS`. */
  readonly unit?: string;
  readonly unlimited?: boolean;
}

/** Back to the balance: so many bundles of one lot. By the lot's id, not by the bundle's name. */
export interface RefundInventoryItem {
  readonly usageId?: number;
  readonly quantity?: number;
}

const allowance = record<Allowance>({
  type: text,
  service: text,
  description: text,
  amount: whole,
  unit: text,
  unlimited: flag,
});

const lot = record<InventoryLot>({ id: whole, total: whole, remaining: whole, expiry: text });

const bundle = record<InventoryBundle>({
  name: text,
  desc: text,
  useDms: flag,
  available: list(lot),
  countries: list(text),
  data: whole,
  duration: whole,
  durationUnit: text,
  autostart: flag,
  unlimited: flag,
  speed: list(text),
  allowances: list(allowance),
});

export const inventoryResponse = record<InventoryResponse>({ bundles: list(bundle) });
