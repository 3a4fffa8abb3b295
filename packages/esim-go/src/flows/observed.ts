import { StaleError } from '../errors/stale.js';
import { isUnsettled, sameMeter, type Meter, type Problem, type Sale } from '../ports/sale.js';
import type { Parts } from '../parts.js';
import { carriedOn } from './carry-on.js';
import { forward, isUnclear, type Seen } from './forward.js';
import { changedSale } from './sale-record.js';

/**
 * Whatever is seen of an assignment comes through here, by whichever way: what is new is stored, then the engine is told.
 * Where nothing is, nothing is written.
 * @throws StorageError, and what else of the engine's is no passing failure: what was stored is told by reconciling.
 */
export const observed = async (parts: Parts, given: Sale, seen: readonly Seen[]): Promise<Sale> => {
  for (let sale = given; ; sale = (await parts.store.sale(given.id))!) {
    if (sale.meter === null) return sale;
    const meter = seen.reduce((known, one) => forward(known, one, parts.clock.now()), sale.meter);
    const problem = problemAfter(sale, meter);
    try {
      const latest =
        sameMeter(meter, sale.meter) && problem === sale.problem
          ? sale
          : await changedSale(parts, sale, { meter, problem });
      return isUnsettled(latest) ? (await carriedOn(parts, latest)).sale : latest;
    } catch (error) {
      if (!(error instanceof StaleError)) throw error;
    }
  }
};

/** The vendor no longer shows the eSIM: somebody gave it back, or it was taken back. Whose turn it is, a human says. */
export const notAccessible = async (parts: Parts, sale: Sale, problem: Problem): Promise<void> => {
  if (sale.problem?.code === problem.code) return;
  await changedSale(parts, sale, { problem }).catch((error: unknown) => {
    // Somebody else is at work on it: the next poll looks again.
    if (!(error instanceof StaleError)) throw error;
  });
};

const unclear = 'esim_go_unknown_state';
/** What is a problem only as long as it is seen. */
const passing = new Set([unclear, 'esim_go_not_accessible']);

const problemAfter = ({ problem }: Sale, meter: Meter): Problem | null => {
  if (isUnclear(meter)) {
    if (problem?.code === unclear) return problem;
    return { code: unclear, message: `Nobody knows what "${meter.state.slice(0, 100)}" means for it.` };
  }
  return problem !== null && passing.has(problem.code) ? null : problem;
};
