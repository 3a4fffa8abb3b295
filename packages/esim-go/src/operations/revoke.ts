import { EsimGoError, NotAccessibleError } from '../client/errors/index.js';
import { sentenceOf } from '../errors/not-refundable.js';
import { WithdrawnError } from '../errors/withdrawn.js';
import { meterOf, remainingIn, type Lot } from '../mapping/translate.js';
import { whyTouched } from '../mapping/untouched.js';
import type { Vendor } from '../vendor.js';
import { assignmentsOn, lotsNow } from './apply.js';
import type { OperationKind, Search } from './kind.js';

export type RevokeArgs = {
  readonly bundle: string;
  readonly iccid: string;
  readonly assignment: string;
};

export type RevokeEvidence = {
  readonly lots: readonly Lot[];
};

export type RevokeOutcome = {
  readonly returned: 'inventory' | 'none' | 'unknown';
  /** The lot that it lies in now, which need not be the one it came from; null where that cannot be told. */
  readonly usageId: number | null;
  /** Whether the vendor has taken the eSIM back: it is not accessible any more. */
  readonly esimReturned: boolean;
  /** Bytes that had been used in the end, where somebody was faster. */
  readonly used: number;
  /** What it was proven by. */
  readonly before: readonly Lot[];
  readonly after: readonly Lot[];
};

/**
 * Takes an unused bundle off its eSIM, by its assignment: never another one, however often. The vendor's answer does not
 * say what came back, so that it always is found out.
 */
export const revoke: OperationKind<RevokeArgs, RevokeEvidence, RevokeOutcome> = {
  kind: 'revoke',
  lockOf: ({ bundle }) => bundle,
  again: 'at_once',
  referenceOf: () => null,
  moves: (_args, { returned }) => (returned === 'inventory' ? 1 : 0),

  // The assignment last, as it is what somebody may start to use meanwhile: then all would be lost.
  gather: async (vendor, { bundle, iccid, assignment }) => {
    const lots = await lotsNow(vendor, bundle);
    const why = whyTouched(await assignmentOn(vendor, iccid, assignment), null);
    if (why !== null) throw new WithdrawnError(why, sentenceOf(why));
    return { lots };
  },

  call: async (vendor, { bundle, iccid, assignment }) => {
    try {
      await vendor.esims.esimsIccidBundlesNameAssignmentsAssignmentIdDelete(iccid, bundle, assignment);
    } catch (error) {
      if (!(error instanceof EsimGoError) || error.details.ambiguous || error.transient) throw error;
      // An earlier try that was thought to be lost may have been on its way still: then this one has nothing to revoke.
      if ((await placeOf(vendor, { bundle, iccid, assignment })).kind === 'there') throw error;
    }
    return null;
  },

  find: async (vendor, args, { lots: before }, search) => {
    const place = await placeOf(vendor, args);
    if (place.kind === 'there') return { kind: 'not_done' };
    if (place.kind === 'unseen') {
      const why = 'The eSIM has more assignments than the vendor shows, and this one is not among them.';
      return { kind: 'undecided', why, findings: {} };
    }
    const after = await lotsNow(vendor, args.bundle);
    const returned = returnedBy(before, after, search);
    // It may still be on its way: what is lost for good is said late.
    if (returned !== 'inventory' && search.now - search.sentAt < search.settings.settlingTime) {
      return { kind: 'undecided', why: 'It was revoked, and nothing has come back yet.', findings: { before, after } };
    }
    const [grown, ...more] = grownIn(before, after);
    const usageId = returned === 'inventory' && more.length === 0 ? (grown?.usageId ?? null) : null;
    const { esimReturned, used } = place;
    return { kind: 'done', outcome: { returned, usageId, esimReturned, used, before, after } };
  },
};

const assignmentOn = async (vendor: Vendor, iccid: string, id: string) =>
  (await assignmentsOn(vendor, iccid)).find((one) => one.id === id);

type Place =
  | { readonly kind: 'there' }
  | { readonly kind: 'gone'; readonly esimReturned: boolean; readonly used: number }
  /** Not shown, where not all are shown. */
  | { readonly kind: 'unseen' };

/** As many as the vendor shows at most. */
const most = 200;

const placeOf = async (vendor: Vendor, { iccid, assignment }: RevokeArgs): Promise<Place> => {
  try {
    const all = await assignmentsOn(vendor, iccid);
    const found = all.find(({ id }) => id === assignment);
    if (found === undefined) {
      return all.length < most ? { kind: 'gone', esimReturned: false, used: 0 } : { kind: 'unseen' };
    }
    const meter = meterOf(found);
    return meter?.state === 'revoked' ? { kind: 'gone', esimReturned: false, used: meter.used } : { kind: 'there' };
  } catch (error) {
    // It was accessible when the evidence was read: with its last bundle gone, the vendor has taken the eSIM back.
    if (error instanceof NotAccessibleError) return { kind: 'gone', esimReturned: true, used: 0 };
    throw error;
  }
};

const grownIn = (before: readonly Lot[], after: readonly Lot[]): readonly Lot[] =>
  after.filter(({ usageId, remaining }) => {
    const was = before.find((lot) => lot.usageId === usageId);
    return remaining > (was?.remaining ?? 0);
  });

/** One more in stock than all else explains: in the lot that it came from, or in one of its own. */
const returnedBy = (
  before: readonly Lot[],
  after: readonly Lot[],
  { moved, perhaps, perhapsAdded }: Search,
): RevokeOutcome['returned'] => {
  const more = remainingIn(after) - remainingIn(before) - moved;
  if (perhaps === 0) return more === 1 ? 'inventory' : more === 0 ? 'none' : 'unknown';
  if (perhapsAdded > 0) return 'unknown';
  // What else may have happened only takes: a lot that grew, grew by this one.
  const [grown, ...others] = grownIn(before, after);
  const one = grown !== undefined && others.length === 0 && moved === 0;
  return more === 1 || one ? 'inventory' : 'unknown';
};
