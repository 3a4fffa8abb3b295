import type { Instant } from '@holdall/core';

/**
 * How far a sale is. On its way: `granting` (the engine may not know of it yet), `placing` (a pending entry; the bundle is
 * being put on an eSIM), `placed` (it is on one; which assignment it is, is being looked up), `booking` (the entry is
 * being made active), `cancelling` (refused; the entry is being closed), `refunding`. At rest: `held`, and for good
 * `ended` (used up, expired, lapsed or revoked at the vendor), `refunded`, `cancelled`.
 */
export const saleStages = [
  'granting',
  'placing',
  'placed',
  'booking',
  'cancelling',
  'refunding',
  'held',
  'ended',
  'refunded',
  'cancelled',
] as const;
export type SaleStage = (typeof saleStages)[number];

/** Where a bundle is taken from: what was bought before, a new order, or an order where nothing is left. */
export type Source = 'inventory' | 'order' | 'inventory_first';

/** What a phone needs to install the eSIM; null where the vendor left it out. */
export type Install = {
  readonly smdp: string | null;
  readonly matchingId: string | null;
  /** What the QR code says. */
  readonly activationCode: string | null;
};

/** Integer minor units, never a decimal. */
export type Money = {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
};

/** What is known of an assignment. It only moves forward. */
export type Meter = {
  /** As the vendor spells it, in lower case; also one that nobody knows yet. */
  readonly state: string;
  /** Bytes; null where the bundle is unlimited or the vendor left it out. */
  readonly initial: number | null;
  /** Bytes, the most that was ever seen. */
  readonly used: number;
  /** When the bundle ends: only callbacks say. */
  readonly endsAt: Instant | null;
};

export type Problem = {
  /** A permanent code. */
  readonly code: string;
  readonly message: string;
};

/** What came back of a refund, as it was proven; `unknown` where it could not be. */
export type Returned = 'inventory' | 'balance' | 'none' | 'unknown';

export type Refund = {
  readonly to: 'inventory' | 'balance';
  /** Whether the eSIM may be lost with it: its last bundle, never installed. */
  readonly acceptReturn: boolean;
  /** How often it was tried: a refund that was not possible once may be later. */
  readonly attempt: number;
  /** Null until it is proven. */
  readonly returned: Returned | null;
  /** What the balance rose by; null where nothing came back to it, or it cannot be told from what else happened. */
  readonly credited: Money | null;
};

/** One entry that is sold, held, refunded: the bridge's record beside the engine's entry. */
export interface Sale {
  readonly id: string;
  /** 0 before it was ever stored; each change is one more. */
  readonly revision: number;
  readonly user: string;
  /** The engine's entry; null until it is granted. */
  readonly entry: number | null;
  readonly item: number;
  /** The bundle's name, case-sensitive. */
  readonly bundle: string;
  readonly source: Source;
  /** The eSIM that was asked for; null: a new one. */
  readonly wanted: string | null;
  readonly stage: SaleStage;
  /** The eSIM that it is on, which may be another than the one that was asked for. */
  readonly iccid: string | null;
  /** Of the apply or order. */
  readonly reference: string | null;
  /** The assignment's id: what is revoked and refunded. */
  readonly assignment: string | null;
  readonly install: Install | null;
  /** What the vendor was paid, where an order said so. */
  readonly paid: Money | null;
  /** When it was bought, as far as that is known: the refund period counts from here. */
  readonly boughtAt: Instant | null;
  /** As last seen at the vendor. */
  readonly meter: Meter | null;
  /** As last told to the engine: what differs from `meter` is still to be told. */
  readonly booked: Meter | null;
  /** The highest threshold that was announced, in percent. */
  readonly announced: number;
  readonly refund: Refund | null;
  /** Why it was cancelled, or what a human should look at. */
  readonly problem: Problem | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

const onTheirWay: ReadonlySet<SaleStage> = new Set<SaleStage>([
  'granting',
  'placing',
  'placed',
  'booking',
  'cancelling',
  'refunding',
]);

/** Whether something is left to be done that does not wait for the world: what reconciling looks through. */
export const isUnsettled = ({ stage, meter, booked }: Sale): boolean =>
  onTheirWay.has(stage) || (meter !== null && booked !== null && !sameMeter(meter, booked));

export const sameMeter = (one: Meter, other: Meter): boolean =>
  one.state === other.state && one.initial === other.initial && one.used === other.used && one.endsAt === other.endsAt;
