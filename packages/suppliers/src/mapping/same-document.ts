import { isDeepStrictEqual } from 'node:util';
import type { ItemView } from '@holdall/core';

/** Whether writing the document would change nothing: what it does not say is not compared. */
export const sameDocument = (document: Readonly<Record<string, unknown>>, item: ItemView): boolean =>
  Object.entries(document).every(([field, value]) =>
    isDeepStrictEqual(plain(value), plain((item as unknown as Readonly<Record<string, unknown>>)[field])),
  );

/** As JSON has it, so that a field without a value is no field. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value ?? null));
