import type { BehaviorData } from '@holdall/core';
import type { Terms } from './wanted-entry.js';

/**
 * What an import leaves on an entry, under the key `supplier` of its behavior data: whose it is, and the terms with which it
 * was last brought. So the import needs no store of its own, and knows what the supplier changed from what others did.
 */
export interface Mark {
  readonly name: string;
  readonly key: string;
  /** null: none that can be read. */
  readonly terms: Terms | null;
  /** Whether it was gone from the supplier's list when it was last looked for. */
  readonly vanished: boolean;
}

export const markIn = (data: BehaviorData): Mark | null => {
  const { supplier } = data;
  if (typeof supplier !== 'object' || supplier === null || Array.isArray(supplier)) return null;
  const { name, key, status, expires, max_use: maxUse, vanished } = supplier as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || typeof key !== 'string') return null;
  const known = status === 'pending' || status === 'active' || status === 'inactive';
  return {
    name,
    key,
    terms: known ? { status, expires: numberIn(expires), maxUse: numberIn(maxUse) } : null,
    vanished: vanished === true,
  };
};

const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** As a merge patch of an entry's behavior data. */
export const markPatch = (name: string, key: string, { status, expires, maxUse }: Terms) => ({
  supplier: { name, key, status, expires, max_use: maxUse, vanished: null },
});

export const vanishedPatch = { supplier: { vanished: true } } as const;

export const sameTerms = (a: Terms, b: Terms): boolean =>
  a.status === b.status && a.expires === b.expires && a.maxUse === b.maxUse;
