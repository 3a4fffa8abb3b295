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
}

export interface BetatelList {
  readonly client: BetatelClient;
  /** How many are asked for at once. */
  readonly pageSize: number;
  /** Hears that the supplier has not implemented what was asked. */
  readonly lost: (what: 'list' | 'filter') => void;
}

/**
 * All inventories, page after page (contract C.1). The next page begins behind what came, not behind what was asked for: the
 * supplier may give less. There is no order to ask for, so whatever changes meanwhile is a doubt.
 * @throws UnsupportedQueryError, InvalidInputError at once
 */
export const betatelWalk = (
  { client, pageSize, lost }: BetatelList,
  asked: Asked | null | undefined,
  options: WalkOptions | undefined,
): Walk => {
  const paramsAt = (offset: number) => dialect.write(queryFrom(asked, { skip: offset, take: pageSize }))!;
  const question = { filters: asked?.filters ?? [] };
  // Refuses now what cannot be asked, and not when the first record is wanted.
  paramsAt(0);

  const read = async ({ offset, total: before }: Place, signal: AbortSignal | undefined): Promise<Part<Place>> => {
    const page = await client.inventories(paramsAt(offset), signal).catch((error: unknown) => {
      if (error instanceof NotImplementedError) lost(question.filters.length > 0 ? 'filter' : 'list');
      throw error;
    });
    const { total, inventories } = page;
    const end = offset + inventories.length;
    const over = end >= total || inventories.length === 0;
    return {
      records: inventories.map((one) => containerFrom(client.name, one)),
      next: over ? null : { offset: end, total },
      doubts: [
        ...(before !== null && before !== total ? ['the total changed'] : []),
        ...((page.offset ?? offset) === offset ? [] : ['a page began elsewhere than was asked']),
        // Not asked for again and again: an empty page does not become full by that.
        ...(end < total && over ? ['a page was empty before the end'] : []),
      ],
    };
  };
  return walking({ supplier: client.name, question, start: { offset: 0, total: null }, isPlace, read }, options);
};

const isPlace = (place: unknown): place is Place => {
  const { offset, total } = (place ?? {}) as Partial<Place>;
  const isWhole = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 0;
  return isWhole(offset) && (total === null || isWhole(total));
};
