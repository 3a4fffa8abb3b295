import type { Engine } from '@holdall/core';
import {
  importUsageProducts,
  usageProductsSupplier,
  WalkInterruptedError,
  type ImportResult,
} from '@holdall/suppliers';

/** Where it is, and how to get a token from the supplier's authentication: asked for a minute before the last one ends. */
const elevate = (baseUrl: string, issue: () => Promise<{ token: string }>) =>
  usageProductsSupplier({ name: 'elevate', baseUrl, tokens: { issue } });

/** What its customers have becomes entries of theirs: of the item `calls` for the product 1. Every hour, say. */
export const importAll = async (
  engine: Engine,
  { baseUrl, issue }: { baseUrl: string; issue: () => Promise<{ token: string }> },
): Promise<ImportResult> => {
  const supplier = elevate(baseUrl, issue);
  const items = { 1: 'calls' };
  try {
    return await importUsageProducts({ engine, supplier, items });
  } catch (error) {
    if (!(error instanceof WalkInterruptedError) || !error.transient) throw error;
    // What came before it stands: only the rest is asked for. What is gone is ended by the next whole walk.
    return importUsageProducts({ engine, supplier, items, walk: { resumeFrom: error.progress.cursor } });
  }
};

/** The ids of what ends before a day, the latest first, asked of the supplier itself. */
export const endingBefore = async (
  day: string,
  { baseUrl, issue }: { baseUrl: string; issue: () => Promise<{ token: string }> },
): Promise<readonly string[]> => {
  const ids: string[] = [];
  const walk = elevate(baseUrl, issue).list({
    filters: [{ field: 'endDate', type: 'day', op: 'lt', value: day }],
    sort: [{ field: 'endDate', direction: 'desc' }],
    fields: ['id', 'endDate'],
  });
  for await (const { id } of walk) ids.push(id);
  return ids;
};
