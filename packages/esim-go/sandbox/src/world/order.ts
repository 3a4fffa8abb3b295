import type { Instant } from './instant.js';

/** One bundle that goes to an eSIM. */
export interface OrderUnit {
  readonly line: number;
  readonly bundle: string;
  /** Taken from stock by an apply; an order makes its lot when it is carried out. */
  readonly lot: number | null;
  /** null: a new eSIM. */
  readonly requested: string | null;
  /** Known once it is carried out. */
  readonly iccid: string | null;
}

export interface OrderLine {
  readonly item: string;
  readonly quantity: number;
  /** Minor units. */
  readonly pricePerUnit: number;
  readonly allowReassign: boolean;
}

/** An order, or an apply, which shows as an order of no price. */
export interface Order {
  readonly kind: 'order' | 'apply';
  readonly reference: string;
  /** Of an apply: what /esims/apply answered, and what assignments are numbered after. */
  readonly applyReference: string | null;
  readonly createdAt: Instant;
  readonly createdDate: string;
  readonly assign: boolean;
  readonly lines: readonly OrderLine[];
  readonly units: readonly OrderUnit[];
  /** Minor units. */
  readonly total: number;
  readonly status: 'processing' | 'completed';
  /** Of an asynchronous one: when it is carried out, or after how many more polls. */
  readonly readyAt: Instant | null;
  readonly pollsLeft: number | null;
  readonly sourceIP: string;
}

/** What its assignments' references begin with. */
export const referenceOf = ({ applyReference, reference }: Order): string => applyReference ?? reference;
