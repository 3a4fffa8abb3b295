/** `lot`: a stock that can be taken from; `assignment`: something assigned to somebody; `container`: what others hang under. */
export type RecordKind = 'lot' | 'assignment' | 'container';

export const normalisedStatuses = ['pending', 'active', 'suspended', 'ended', 'unknown'] as const;
export type NormalisedStatus = (typeof normalisedStatuses)[number];

export interface SupplierStatus {
  readonly normalised: NormalisedStatus;
  /** The supplier's own word; null where it gave none. What nobody knows stays here, and is `unknown` above. */
  readonly raw: string | null;
}

/** A day without a time or zone, `2026-01-31`: it is never turned into an instant, which would shift it. */
export type PlainDate = string;
/** A day where the supplier gave a day, a Date where it gave an instant. */
export type SupplierMoment = PlainDate | Date;

export interface SupplierQuantity {
  /** null: not known, or without limit. */
  readonly total: number | null;
  readonly remaining: number | null;
  /** What is counted, such as `bundle` or `byte`. */
  readonly unit: string;
}

/**
 * One thing of a supplier's inventory, whoever the supplier. An optional field that is missing was not asked for or not
 * told; null was told: there is none.
 */
export interface SupplierRecord {
  /** The adapter's name. Together with `kind` and `id` it names the record for good. */
  readonly supplier: string;
  readonly kind: RecordKind;
  readonly id: string;
  readonly name: string | null;
  readonly status: SupplierStatus;
  readonly quantity?: SupplierQuantity | null;
  readonly validFrom?: SupplierMoment | null;
  readonly validTo?: SupplierMoment | null;
  readonly parentId?: string | null;
  /** All that the supplier said, also what nobody knows yet, as plain JSON. */
  readonly attributes: Readonly<Record<string, unknown>>;
}
