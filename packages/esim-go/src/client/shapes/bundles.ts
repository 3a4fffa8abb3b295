import { flag, isObject, isoMoment, list, record, text, whole, type Reader } from '../wire/readers.js';

/** Bundles on an eSIM. Without `includeUsed`, used ones are left out: that one is missing proves nothing. */
export interface BundlesList {
  readonly bundles?: readonly AppliedBundleList[];
}

export interface AppliedBundleList {
  readonly name?: string;
  readonly description?: string;
  readonly assignments?: readonly BundleAssignment[];
}

/** The latest assignment of that name. Revoking by name takes the oldest unused one, which may be another. */
export interface AssignmentResponse {
  readonly assignments?: readonly BundleAssignment[];
}

export interface BundleAssignment {
  /** What an assignment is known by: revoke by it. */
  readonly id?: string;
  readonly callTypeGroup?: string;
  /** In bytes; 1 GB is 1,000,000,000. Absent where `unlimited`: it would mean nothing. */
  readonly initialQuantity?: number;
  /** In bytes. Absent where `unlimited`. */
  readonly remainingQuantity?: number;
  /** ISO 8601, with up to nine digits of a second. Says nothing of when the bundle expires. */
  readonly assignmentDateTime?: string;
  /** The reference of the order or apply, a dash, and a count from 0. */
  readonly assignmentReference?: string;
  /** As it came: `processing`, `queued`, `active`, `depleted`, `expired`, `revoked`, `lapsed`, or one that is new. */
  readonly bundleState?: string;
  readonly unlimited?: boolean;
}

const metered = record<BundleAssignment>({
  id: text,
  callTypeGroup: text,
  initialQuantity: whole,
  remainingQuantity: whole,
  assignmentDateTime: isoMoment,
  assignmentReference: text,
  bundleState: text,
  unlimited: flag,
});

/** Quantities that mean nothing are not read: one beyond 2^53 would make the whole list unreadable. */
const assignment: Reader<BundleAssignment> = (value, path) => {
  if (!isObject(value) || value['unlimited'] !== true) return metered(value, path);
  const { initialQuantity: _initial, remainingQuantity: _remaining, ...rest } = value;
  return metered(rest, path);
};

const applied = record<AppliedBundleList>({ name: text, description: text, assignments: list(assignment) });

export const bundlesList = record<BundlesList>({ bundles: list(applied) });

export const assignmentResponse = record<AssignmentResponse>({ assignments: list(assignment) });
