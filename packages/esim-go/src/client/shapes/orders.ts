import { oneOrMany, type OneOrMany } from '../wire/one-or-many.js';
import { decimal, flag, isoMoment, list, record, text, whole } from '../wire/readers.js';
import type { InstallDetails } from './install.js';

export interface OrderRequest {
  /** `validate` says what it would cost and does nothing; `transaction` buys. */
  readonly type: 'validate' | 'transaction';
  /** Whether the bundles go on eSIMs at once; otherwise into the inventory. */
  readonly assign: boolean;
  readonly order: readonly OrderItem[];
}

export interface OrderItem {
  readonly type: 'bundle';
  readonly quantity: number;
  /** The bundle's name. */
  readonly item: string;
  /** Only with `assign`, and as many as `quantity`. Left out: new eSIMs. */
  readonly iccids?: readonly string[];
  readonly allowReassign?: boolean;
}

/** An order. Above 5 bundles its eSIMs come later: see `ordersOrderReferenceGet` and `esimsAssignmentsGet`. */
export interface OrderResponse {
  readonly order?: readonly OrderLine[];
  readonly total?: number;
  /** ISO 4217. */
  readonly currency?: string;
  readonly status?: string;
  readonly statusMessage?: string;
  readonly orderReference?: string;
  /** ISO 8601. */
  readonly createdDate?: string;
  readonly assigned?: boolean;
  readonly sourceIP?: string;
  /** Of a validation only. */
  readonly valid?: boolean;
  readonly runningBalance?: number;
}

export interface OrderLine {
  /** `bundle`; also `bundleAssignment` (an apply shows up as an order that costs nothing), and others. */
  readonly type?: string;
  readonly item?: string;
  readonly quantity?: number;
  /** In units of the currency, with decimals. */
  readonly subTotal?: number;
  readonly pricePerUnit?: number;
  /** With a capital, as it comes. */
  readonly AllowReassign?: boolean;
  readonly iccids?: readonly string[];
  readonly esims?: readonly InstallDetails[];
}

/** Orders, in `orders`; the fields of a single one also by themselves. */
export type OrdersResponse = OneOrMany<OrderResponse, 'orders'>;

const line = record<OrderLine>(
  {
    type: text,
    item: text,
    quantity: whole,
    subTotal: decimal,
    pricePerUnit: decimal,
    AllowReassign: flag,
    iccids: list(text),
    esims: list(
      record<Pick<InstallDetails, 'iccid' | 'matchingId' | 'smdpAddress'>>({
        iccid: text,
        matchingId: text,
        smdpAddress: text,
      }),
    ),
  },
  { allowReassign: 'AllowReassign' },
);

export const orderResponse = record<OrderResponse>(
  {
    order: list(line),
    total: decimal,
    currency: text,
    status: text,
    statusMessage: text,
    orderReference: text,
    createdDate: isoMoment,
    assigned: flag,
    sourceIP: text,
    valid: flag,
    runningBalance: decimal,
  },
  { Order: 'order', createDate: 'createdDate' },
);

export const ordersResponse = oneOrMany('orders', orderResponse);
