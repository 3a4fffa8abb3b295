import { NotImplementedError } from '../errors/index.js';
import { queryFrom } from '../port/asked.js';
import type { Asked } from '../port/supplier.js';
import type { Walk, WalkOptions } from '../port/walk.js';
import { walking, type Part } from '../port/walking.js';
import { offsetCountDialect } from '../query/index.js';
import type { BetatelClient } from './client.js';
import { containerFrom } from './container.js';

/** `company` is not in the vendor's page, but in its SDK. */
const dialect = offsetCountDialect({ filters: { company: { type: 'id' } } });

interface Place {
  readonly offset: number;
  /** What the page before said of the whole list; null before the first. */
  readonly total: number | null;
  /** The id of the record before it; null at the start. */
  readonly last: string | null;
}

export interface BetatelList {
  readonly client: BetatelClient;
  /** How many are asked for at once. */
  readonly pageSize: number;
  readonly verify: boolean;
  /** Hears that the supplier has not implemented what was asked. */
  readonly lost: (what: 'list' | 'filter') => void;
}

/**
 * All inventories, page after page (contract C.1). The next page begins behind what came, not behind what was asked for: the
 * supplier may give less. There is no order to ask for, so whatever changes meanwhile is a doubt.
 * @throws UnsupportedQueryError, InvalidInputError at once
 */
export const betatelWalk = (
  { client, pageSize, verify, lost }: BetatelList,
  asked: Asked | null | undefined,
  options: WalkOptions | undefined,
): Walk => {
  const paramsAt = (skip: number, take = pageSize) => dialect.write(queryFrom(asked, { skip, take }))!;
  const question = { filters: asked?.filters ?? [] };
  // Refuses now what cannot be asked, and not when the first record is wanted.
  paramsAt(0);

  /** Where as many went as came, the total is the same, and something was passed over all the same. */
  const moved = async ({ offset, last }: Place, signal: AbortSignal | undefined): Promise<boolean> => {
    if (!verify || last === null) return false;
    const { inventories } = await client.inventories(paramsAt(offset - 1, 1), signal);
    return inventories[0]?.id !== last;
  };

  const read = async (place: Place, signal: AbortSignal | undefined): Promise<Part<Place>> => {
    const { offset, total: before, last } = place;
    const page = await client.inventories(paramsAt(offset), signal).catch((error: unknown) => {
      if (error instanceof NotImplementedError) lost(question.filters.length > 0 ? 'filter' : 'list');
      throw error;
    });
    const { total, inventories } = page;
    const end = offset + inventories.length;
    const over = end >= total || inventories.length === 0;
    return {
      records: inventories.map((one) => containerFrom(client.name, one)),
      next: over ? null : { offset: end, total, last: inventories.at(-1)?.id ?? last },
      doubts: [
        ...(before !== null && before !== total ? ['the total changed'] : []),
        ...((page.offset ?? offset) === offset ? [] : ['a page began elsewhere than was asked']),
        // Not asked for again and again: an empty page does not become full by that.
        ...(end < total && over ? ['a page was empty before the end'] : []),
        // Asked last: what moved until the page was read shows by then.
        ...((await moved(place, signal)) ? ['the list moved under the walk'] : []),
      ],
    };
  };
  return walking(
    { supplier: client.name, question, start: { offset: 0, total: null, last: null }, isPlace, read },
    options,
  );
};

const isPlace = (place: unknown): place is Place => {
  const { offset, total, last } = (place ?? {}) as Partial<Place>;
  const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  return isWhole(offset) && (total === null || isWhole(total)) && (last === null || typeof last === 'string');
};
