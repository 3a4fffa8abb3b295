import { HoldallError, type Fault } from '@holdall/core';

/** The query says something that a dialect, or a supplier, cannot. Nothing was sent. Ask for less, and filter what comes. */
export class UnsupportedQueryError extends HoldallError {
  readonly code = 'unsupported_query';
  declare readonly details: { readonly dialect: string; readonly faults: readonly Fault[] };

  constructor(dialect: string, faults: readonly Fault[]) {
    const sentences = faults.slice(0, named).map(({ path, message }) => `${path} ${message}`);
    super(`This cannot be asked in the dialect ${dialect}: ${sentences.join('; ')}.`, {
      dialect,
      faults: [...faults],
    });
  }
}

const named = 5;
