import type { Fault } from '@holdall/core';

/** Faults of a credential that a header cannot carry: what fetch says of such a one quotes it. */
export const faultsOfSecret = (path: string, value: unknown): readonly Fault[] =>
  typeof value === 'string' && /^[\x21-\x7e]+$/.test(value)
    ? []
    : [{ path, message: 'must be a text of visible ASCII characters' }];
