import type { SupplierRecord, Walk } from '@holdall/suppliers';

/** All records of a walk. */
export const all = async (walk: Walk): Promise<SupplierRecord[]> => {
  const records: SupplierRecord[] = [];
  for await (const record of walk) records.push(record);
  return records;
};

export const idsOf = async (walk: Walk): Promise<string[]> => (await all(walk)).map(({ id }) => id);

/** What was got before a walk failed, and how it failed. */
export const until = async (walk: Walk): Promise<{ ids: string[]; error: unknown }> => {
  const ids: string[] = [];
  try {
    for await (const { id } of walk) ids.push(id);
  } catch (error) {
    return { ids, error };
  }
  return { ids, error: null };
};

/** Texts of the numbers from and to, both included. */
export const range = (from: number, to: number): string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `${from + index}`);
