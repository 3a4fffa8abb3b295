import { list, record, text } from '../wire/readers.js';

/** Puts bundles of the inventory on eSIMs: one bundle on a given or a new eSIM, or several, each on a new one. */
export type EsimsApplyPostRequest = ApplyBundle | ApplyBundles;

export interface ApplyBundle extends BundleToApply {
  /** Left out: a new eSIM. */
  readonly iccid?: string;
}

export interface ApplyBundles {
  readonly bundles: readonly BundleToApply[];
}

export interface BundleToApply {
  readonly name: string;
  /** So many new eSIMs with the same bundle; not together with `iccid`. */
  readonly repeat?: number;
  /** Whether another eSIM may be given where the bundle does not fit the one that was named. */
  readonly allowReassign?: boolean;
}

export interface ESIMApplyResponse {
  readonly esims?: readonly AppliedBundle[];
  /** Argument of `esimsAssignmentsGet`, and the beginning of the assignments' references. */
  readonly applyReference?: string;
}

export interface AppliedBundle {
  /** Not always the one that was asked for: see `allowReassign`. */
  readonly iccid?: string;
  /** Free text: no decision hangs on it. */
  readonly status?: string;
  readonly bundle?: string;
}

const applied = record<AppliedBundle>({ iccid: text, status: text, bundle: text });

export const applyResponse = record<ESIMApplyResponse>({ esims: list(applied), applyReference: text });
