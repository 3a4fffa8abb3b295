import {
  assignmentsIn,
  lotsOf,
  referenceIn,
  remainingIn,
  type Lot,
  type NamedAssignment,
} from '../mapping/translate.js';
import type { Vendor } from '../vendor.js';
import type { Found, OperationKind, Search, Surroundings } from './kind.js';
import { ordersSince } from './orders-since.js';

export type ApplyArgs = {
  readonly bundle: string;
  /** Null: a new eSIM. */
  readonly iccid: string | null;
};

export type ApplyEvidence = {
  readonly lots: readonly Lot[];
  /** The assignments that were on the eSIM that was named; none where it is a new one. */
  readonly assignments: readonly string[];
  /** For a new one: the latest applies that nobody has for theirs, such as those of somebody else's. */
  readonly applies: readonly string[];
};

export type ApplyOutcome = {
  readonly reference: string;
  readonly iccid: string;
};

/** Takes a bundle from the inventory and puts it on an eSIM: each time another one. */
export const apply: OperationKind<ApplyArgs, ApplyEvidence, ApplyOutcome> = {
  kind: 'apply',
  lockOf: ({ bundle }) => bundle,
  again: 'when_settled',
  referenceOf: ({ reference }) => reference,
  moves: () => -1,

  gather: async (vendor, { bundle, iccid }, surroundings) => ({
    lots: await lotsNow(vendor, bundle),
    assignments: iccid === null ? [] : (await assignmentsOn(vendor, iccid)).map(({ id }) => id),
    applies: iccid === null ? await latestApplies(vendor, surroundings) : [],
  }),

  call: async ({ esims }, { bundle, iccid }) => {
    const { data } = await esims.esimsApplyPost({ name: bundle, ...(iccid === null ? {} : { iccid }) });
    const given = data.esims?.[0]?.iccid ?? iccid;
    const reference = data.applyReference;
    return reference === undefined || given === null ? null : { reference, iccid: given };
  },

  confirmed: async (vendor, { bundle, iccid }, reference) => {
    const { data } = await vendor.esims.esimsAssignmentsGet(reference);
    for (const { iccid: given } of data.esims) {
      if (given === undefined || (iccid !== null && given !== iccid)) continue;
      const ofIt = (await assignmentsOn(vendor, given)).some(
        (one) => one.bundle === bundle && referenceIn(one.assignmentReference) === reference,
      );
      if (ofIt) return { reference, iccid: given };
    }
    return null;
  },

  find: async (vendor, args, evidence, search) => {
    const candidates = await candidatesFor(vendor, args, evidence, search);
    const lots = await lotsNow(vendor, args.bundle);
    const taken = remainingIn(evidence.lots) + search.moved - remainingIn(lots);
    return verdict(candidates, { taken, lots, search });
  },
};

/**
 * New assignments that nobody has for theirs must be no more than there are lost answers. Whoever lost one gets the oldest
 * of them: they are all alike, on eSIMs that nobody was told of yet or on the one that was named.
 */
const verdict = (
  candidates: readonly ApplyOutcome[],
  { taken, lots, search }: { readonly taken: number; readonly lots: readonly Lot[]; readonly search: Search },
): Found<ApplyOutcome> => {
  const [first] = candidates;
  if (first !== undefined && candidates.length <= 1 + search.unsettled) return { kind: 'done', outcome: first };
  if (first === undefined && taken <= search.perhaps) return { kind: 'not_done' };
  const findings = { candidates, lots, taken };
  const why =
    first === undefined
      ? `${taken} more are gone from the stock than the bridge took, and none was found on an eSIM.`
      : `${candidates.length} were put on eSIMs since, of which this may be one.`;
  return { kind: 'undecided', why, findings };
};

/** By the eSIM where it was named, and by the orders of no price that applies show up as. The oldest first. */
const candidatesFor = async (
  vendor: Vendor,
  { bundle, iccid }: ApplyArgs,
  { assignments, applies }: ApplyEvidence,
  search: Search,
): Promise<readonly ApplyOutcome[]> => {
  if (iccid !== null) {
    const known = new Set(assignments);
    const fresh = (await assignmentsOn(vendor, iccid)).filter((one) => one.bundle === bundle && !known.has(one.id));
    return unclaimed(outcomesOf(fresh, iccid), search);
  }
  const found: ApplyOutcome[] = [];
  for (const reference of await latestApplies(vendor, search)) {
    if (applies.includes(reference)) continue;
    const { data } = await vendor.esims.esimsAssignmentsGet(reference);
    for (const { iccid: given } of data.esims) {
      // On an eSIM that another one asked for, it is that one's.
      if (given === undefined || search.rivals.some(({ args: its }) => its['iccid'] === given)) continue;
      const ofIt = (await assignmentsOn(vendor, given)).filter(
        (one) => one.bundle === bundle && referenceIn(one.assignmentReference) === reference,
      );
      found.push(...outcomesOf(ofIt, given));
    }
  }
  return found;
};

const outcomesOf = (assignments: readonly NamedAssignment[], iccid: string): readonly ApplyOutcome[] =>
  assignments.flatMap(({ assignmentReference }) => {
    const reference = referenceIn(assignmentReference);
    return reference === null ? [] : [{ reference, iccid }];
  });

const unclaimed = async (outcomes: readonly ApplyOutcome[], search: Search): Promise<readonly ApplyOutcome[]> => {
  const claimed = await search.claimed(outcomes.map(({ reference }) => reference));
  return outcomes.filter(({ reference }) => !claimed.has(reference));
};

/** References of the applies since shortly before it was sent that nobody has for theirs, the oldest first. */
const latestApplies = async (vendor: Vendor, search: Surroundings): Promise<readonly string[]> => {
  const orders = await ordersSince(vendor, search.sentAt - search.settings.skew);
  const references = orders
    .flatMap(({ order = [] }) => order)
    .flatMap(({ type, item }) => (type === 'bundleAssignment' ? (referenceIn(item) ?? []) : []));
  const claimed = await search.claimed(references);
  return [...new Set(references)].filter((reference) => !claimed.has(reference));
};

export const lotsNow = async ({ inventory }: Vendor, bundle: string): Promise<readonly Lot[]> =>
  lotsOf((await inventory.inventoryGet()).data, bundle);

/** All that were ever put on it, used ones as well: that one is missing from a shorter list proves nothing. */
export const assignmentsOn = async ({ esims }: Vendor, iccid: string): Promise<readonly NamedAssignment[]> =>
  assignmentsIn((await esims.esimsIccidBundlesGet(iccid, null, 'true', '200')).data);
