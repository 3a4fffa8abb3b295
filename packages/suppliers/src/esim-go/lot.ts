import type { SupplierMoment, SupplierRecord, SupplierStatus } from '../port/record.js';
import { plainDateFrom } from '../port/shapes.js';

/** As @holdall/esim-go reads them: every field may be missing. */
export interface EsimGoBundle {
  readonly name?: string;
  readonly available?: readonly EsimGoLot[];
}
export interface EsimGoLot {
  readonly id?: number;
  readonly total?: number;
  readonly remaining?: number;
  readonly expiry?: string;
}

/** null for a lot without an id: it cannot be told from another. */
export const lotFrom = (supplier: string, bundle: EsimGoBundle, lot: EsimGoLot): SupplierRecord | null => {
  const { id, total, remaining, expiry } = lot;
  if (id === undefined) return null;
  const { available: _lots, ...product } = bundle;
  return {
    supplier,
    kind: 'lot',
    id: `${id}`,
    name: bundle.name ?? null,
    status: statusOf(remaining),
    ...(total === undefined && remaining === undefined
      ? {}
      : { quantity: { total: total ?? null, remaining: remaining ?? null, unit: 'bundle' } }),
    ...(expiry === undefined ? {} : { validTo: momentFrom(expiry) }),
    attributes: { ...lot, bundle: product },
  };
};

/** The vendor gives none: what is left of a lot says it. */
const statusOf = (remaining: number | undefined): SupplierStatus => ({
  normalised: remaining === undefined ? 'unknown' : remaining > 0 ? 'active' : 'ended',
  raw: null,
});

/** A day as documented; a moment where one came. */
const momentFrom = (text: string): SupplierMoment | null => {
  const day = plainDateFrom(text);
  if (day !== null) return day;
  const moment = new Date(text);
  return /T/.test(text) && !Number.isNaN(moment.getTime()) ? moment : null;
};
