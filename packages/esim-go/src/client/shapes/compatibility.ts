import { flag, record } from '../wire/readers.js';
import { Unreadable } from '../wire/unreadable.js';

export interface CompatibilityResponse {
  /** The one field of the whole API that is always there. */
  readonly compatible: boolean;
}

const read = record<Partial<CompatibilityResponse>>({ compatible: flag });

/** Absent is neither yes nor no. */
export const compatibility = (value: unknown, path: string): CompatibilityResponse => {
  const { compatible } = read(value, path);
  if (compatible === undefined) throw new Unreadable('compatible', 'is missing');
  return { compatible };
};
