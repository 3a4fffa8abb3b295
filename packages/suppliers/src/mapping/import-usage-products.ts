import {
  ConflictError,
  DeniedError,
  InvalidInputError,
  NotFoundError,
  systemClock,
  type Clock,
  type Engine,
  type ItemRef,
} from '@holdall/core';
import type { SupplierRecord } from '../port/record.js';
import type { Asked, SupplierInventory } from '../port/supplier.js';
import { sawEverything, type Walk, type WalkOptions, type WalkProgress } from '../port/walk.js';
import { bring, type Brought, type Bringing } from './bring.js';
import { endVanished, isToBeEnded } from './end-vanished.js';
import { heldEntries, type Held } from './held-entries.js';
import { usageProductEntries, type UsageProductTerms } from './usage-product-entries.js';
import type { Reading, WantedEntry } from './wanted-entry.js';

export interface ImportUsageProducts extends Partial<UsageProductTerms> {
  readonly engine: Engine;
  readonly supplier: Pick<SupplierInventory, 'name' | 'list'>;
  /** Which item stands for a usage product, by the product's id; other products are passed over. */
  readonly items: Readonly<Record<string, ItemRef>>;
  /** A part of the list. Then nothing is ended: what is not seen may only not have been asked for. Default: all of it. */
  readonly filters?: Asked['filters'] | undefined;
  readonly walk?: WalkOptions | undefined;
  /** Type hints of behaviors to skip when entries are made (rule 9 of core): the supplier has decided already. */
  readonly overrides?: readonly string[] | undefined;
  /** Who stands in the log. Default: nobody. */
  readonly actor?: string | undefined;
  /** The engine's. Default: the machine's. */
  readonly clock?: Clock | undefined;
}

export interface ImportResult {
  /** Entries by what became of them; `over`: over before they were ever brought. */
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly over: number;
  /** Entries that the supplier has no more. */
  readonly ended: number;
  /** Why nothing was ended; null: what had vanished was. */
  readonly notEnded: 'a part only' | 'not complete' | 'in doubt' | 'not understood' | null;
  /** Records of products for which no item stands. */
  readonly unmapped: number;
  /** References without a user. */
  readonly withoutUser: number;
  /** How many could not be brought. */
  readonly refused: number;
  /** The first 100 of them: a record's id or an entry's key, and why. */
  readonly refusals: readonly { readonly of: string; readonly why: string }[];
  readonly walk: WalkProgress;
}

/** So many entries are on their way to the engine at once: it writes them together. */
const together = 100;
const mostRefusals = 100;

/**
 * Brings a supplier's usage-product inventories into the engine, as entries of the users in their references. Again, it
 * changes what the supplier changed, and writes nothing where that is nothing. What is gone is ended, after a whole walk
 * without doubts, and a second one that did not see it either: a record that moved under the first is not gone.
 *
 * Done in parts: where it fails, what came before stands, and with a WalkInterruptedError it can go on from its cursor.
 * @throws WalkInterruptedError, StorageError, InvalidInputError
 */
export const importUsageProducts = async (input: ImportUsageProducts): Promise<ImportResult> => {
  const { engine, supplier, items, filters = [], lastDay = 'included', midnight, clock = systemClock } = input;
  const { signal } = input.walk ?? {};
  const now = clock.now();
  const bringing: Bringing = {
    engine,
    name: supplier.name,
    now,
    overrides: input.overrides ?? [],
    actor: input.actor ?? null,
  };
  const held = await heldEntries(engine, { name: supplier.name, items: Object.values(items), signal });
  const unseen = new Map(held);
  const counts = { created: 0, changed: 0, unchanged: 0, over: 0 } satisfies Record<Brought, number>;
  const others = { unmapped: 0, withoutUser: 0, refused: 0 };
  let understood = true;
  const refusals: { of: string; why: string }[] = [];
  const refuse = (of: string, why: string): void => {
    others.refused += 1;
    if (refusals.length < mostRefusals) refusals.push({ of, why });
  };
  const read = (record: SupplierRecord): Reading => usageProductEntries(record, { items, lastDay, midnight }, now);

  const bringAll = (wanted: readonly WantedEntry[]) =>
    Promise.all(
      wanted.map(async (one) => {
        unseen.delete(one.key);
        try {
          counts[await bring(one, held.get(one.key), bringing)] += 1;
        } catch (error) {
          if (!isRefusal(error)) throw error;
          refuse(one.key, error.message);
        }
      }),
    );

  const walk = supplier.list({ filters }, input.walk);
  await inParts(walk, bringAll, (record) => {
    const { wanted, unmapped, withoutUser, refused } = read(record);
    if (unmapped) others.unmapped += 1;
    others.withoutUser += withoutUser;
    if (refused !== null) {
      // It names no keys, so that its entries would look as if they were gone.
      understood = false;
      refuse(record.id, refused);
    }
    return wanted;
  });

  const { progress } = walk;
  const notEnded = reasonNotToEnd(progress, filters.length > 0, understood);
  let ended = 0;
  if (notEnded === null) {
    const gone = await stillUnseen(unseen, () => supplier.list(null, { signal }), read);
    ended = gone.length;
    for (let from = 0; from < gone.length; from += together) {
      await Promise.all(gone.slice(from, from + together).map((one) => endVanished(one, { ...bringing, engine })));
    }
  }
  return { ...counts, ...others, ended, notEnded, refusals, walk: progress };
};

/** Where the walk fails, what it gave before is brought first. */
const inParts = async (
  walk: Walk,
  bringAll: (wanted: readonly WantedEntry[]) => Promise<unknown>,
  wantedOf: (record: SupplierRecord) => readonly WantedEntry[],
): Promise<void> => {
  let waiting: WantedEntry[] = [];
  try {
    for await (const record of walk) {
      waiting.push(...wantedOf(record));
      if (waiting.length < together) continue;
      const part = waiting;
      waiting = [];
      await bringAll(part);
    }
  } finally {
    await bringAll(waiting);
  }
};

const reasonNotToEnd = (progress: WalkProgress, isPart: boolean, understood: boolean): ImportResult['notEnded'] => {
  if (isPart || progress.resumed) return 'a part only';
  if (!progress.complete) return 'not complete';
  if (!sawEverything(progress)) return 'in doubt';
  return understood ? null : 'not understood';
};

/** Of those that one walk did not see, those that another does not see either; none where that one is in doubt. */
const stillUnseen = async (
  unseen: ReadonlyMap<string, Held>,
  again: () => Walk,
  read: (record: SupplierRecord) => Reading,
): Promise<readonly Held[]> => {
  const gone = new Map([...unseen].filter(([, held]) => isToBeEnded(held)));
  if (gone.size === 0) return [];
  const walk = again();
  for await (const record of walk) for (const { key } of read(record).wanted) gone.delete(key);
  return sawEverything(walk.progress) ? [...gone.values()] : [];
};

/** What concerns one entry, and no other. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof DeniedError ||
  error instanceof ConflictError ||
  error instanceof NotFoundError ||
  error instanceof InvalidInputError;
