import { HoldallError } from './holdall-error.js';

export interface Fault {
  /** Where: `behaviors[0].max_use`; empty for the input as a whole. */
  readonly path: string;
  readonly message: string;
}

/** The input cannot be understood or breaks a rule of the catalogue. Nothing was stored. */
export class InvalidInputError extends HoldallError {
  readonly code = 'invalid_input';
  declare readonly details: { readonly faults: readonly Fault[] };

  constructor(faults: readonly Fault[]) {
    super(sentence(faults), { faults: [...faults] });
  }
}

const named = 5;
const sentence = (faults: readonly Fault[]): string => {
  const parts = faults.slice(0, named).map(({ path, message }) => (path === '' ? message : `${path} ${message}`));
  const more = faults.length > named ? `; and ${faults.length - named} more (see details.faults)` : '';
  return `The input is not valid: ${parts.join('; ')}${more}.`;
};
