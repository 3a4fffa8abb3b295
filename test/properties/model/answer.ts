import { HoldallError } from '@holdall/core';

/** How a command ended, as plain data: what core's answers are brought to, and what the model answers. */
export type Answer =
  | { readonly ok: true; readonly result: unknown; readonly replayed: boolean }
  | { readonly ok: false; readonly code: string; readonly details: unknown; readonly replayed: boolean };

export const answerOf = async (promise: Promise<{ readonly replayed: boolean }>): Promise<Answer> => {
  try {
    const { replayed, ...result } = await promise;
    return { ok: true, result: plain(result), replayed };
  } catch (error) {
    if (!(error instanceof HoldallError)) throw error;
    const { code, details, replayed } = error;
    return { ok: false, code, details: plain(details), replayed };
  }
};

/** Dates as numbers; without what depends on when bookkeeping was done, and is no answer to anybody's question. */
export const plain = (value: unknown): unknown => {
  if (value instanceof Date) return value.getTime();
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'revision' && key !== 'updatedAt')
      .map(([key, part]) => [key, plain(part)]),
  );
};
