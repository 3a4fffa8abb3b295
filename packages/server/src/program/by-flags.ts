import { InvalidInputError } from '@holdall/core';

/**
 * Runs a check of what flags have said, whose faults begin with `path`.
 * @throws InvalidInputError with its faults by the names of the flags.
 */
export const byFlags = (path: string, check: () => unknown): void => {
  try {
    check();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(
      error.details.faults.map((fault) => ({ ...fault, path: fault.path.replace(`${path}.`, '--') })),
    );
  }
};
