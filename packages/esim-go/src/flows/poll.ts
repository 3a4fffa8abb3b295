import { RemoteError } from '@holdall/core';
import { NotAccessibleError } from '../client/errors/index.js';
import { BusyError } from '../errors/busy.js';
import { assignmentsIn, meterOf, type NamedAssignment } from '../mapping/translate.js';
import type { Sale } from '../ports/sale.js';
import type { Parts } from '../parts.js';
import { inLanes } from './lanes.js';
import type { Seen } from './forward.js';
import { notAccessible, observed } from './observed.js';

export interface PollReport {
  /** eSIMs that were asked for: one call each, however many bundles are on them. */
  readonly asked: number;
  /** Those that could not be, with the code of what prevented it. */
  readonly failed: readonly { readonly iccid: string; readonly code: string }[];
}

/** So many at once: what waits in line is never more than a second's worth. */
export const together = 10;

/** Asks for every eSIM that something is held on, once. Writes nothing where nothing has changed. */
export const pollAll = async (parts: Parts): Promise<PollReport> => {
  const iccids = new Set<string>();
  for await (const { iccid } of heldSales(parts)) if (iccid !== null) iccids.add(iccid);
  const failed: { iccid: string; code: string }[] = [];
  await inLanes(iccids, together, async (iccid) => {
    try {
      await pollEsim(parts, iccid);
    } catch (error) {
      if (!isPassing(error)) throw error;
      failed.push({ iccid, code: error.code });
    }
  });
  return { asked: iccids.size, failed };
};

/** Asks what has become of all that is held on an eSIM. Answers what is still held on it. @throws RemoteError, StorageError */
export const pollEsim = async (parts: Parts, iccid: string): Promise<readonly Sale[]> => {
  const sales = await parts.store.sales({ iccid, stages: ['held'], limit: most });
  if (sales.length === 0) return [];
  const assignments = await assignmentsOn(parts, iccid).catch(async (error: unknown) => {
    if (!(error instanceof NotAccessibleError)) throw error;
    const { code, message } = error;
    for (const sale of sales) await notAccessible(parts, sale, { code, message });
    return [];
  });
  const byId = new Map(assignments.map((assignment) => [assignment.id, assignment]));
  const latest: Sale[] = [];
  for (const sale of sales) {
    // That one is not in the list proves nothing.
    const seen = seenIn(byId.get(sale.assignment ?? ''));
    latest.push(seen === null ? sale : await observed(parts, sale, [seen]));
  }
  return latest.filter(({ stage }) => stage === 'held');
};

/** More than the vendor lets wait on an eSIM, many times over. */
const most = 1_000;

const assignmentsOn = async ({ vendor }: Parts, iccid: string): Promise<readonly NamedAssignment[]> =>
  assignmentsIn((await vendor.esims.esimsIccidBundlesGet(iccid, null, 'true', '200', { lane: 'poll' })).data);

const seenIn = (assignment: NamedAssignment | undefined): Seen | null => {
  const meter = assignment === undefined ? null : meterOf(assignment);
  return meter === null ? null : { meter, metered: assignment?.unlimited === false, by: 'poll' };
};

const page = 1_000;

export async function* heldSales({ store }: Parts): AsyncGenerator<Sale, void, undefined> {
  for (let after: string | undefined; ;) {
    const sales = await store.sales({ stages: ['held'], after, limit: page });
    yield* sales;
    if (sales.length < page) return;
    after = sales.at(-1)!.id;
  }
}

/** Another time it may work: nothing is lost by waiting. */
export const isPassing = (error: unknown): error is RemoteError | BusyError =>
  error instanceof RemoteError || error instanceof BusyError;
