import { InvalidInputError } from '@holdall/core';
import {
  entriesInputFrom,
  UnsupportedQueryError,
  type Dialect,
  type EntriesAsked,
  type Query,
} from '@holdall/suppliers/query';
import { RefusedRequest } from '../errors/refused-request.js';
import { RequestFaults } from '../errors/request-faults.js';

type Parameters = Readonly<Record<string, string | number | undefined>>;

/** Reads a query in the words of a dialect. @throws RequestFaults with the names of its parameters */
export const readQuery = (dialect: Dialect, parameters: Parameters): Query => {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined);
  try {
    return dialect.read(Object.fromEntries(given.map(([name, value]) => [name, String(value)])));
  } catch (error) {
    if (error instanceof InvalidInputError) throw new RequestFaults(error.details.faults);
    throw error;
  }
};

/**
 * What the engine is asked; null: nothing can match.
 * @param paramOf under which parameter a field goes.
 * @throws RefusedRequest `not_implemented` for what the dialect can say, and the engine cannot answer.
 */
export const askedOf = (query: Query, paramOf: (field: string) => string): EntriesAsked | null => {
  try {
    return entriesInputFrom(query);
  } catch (error) {
    if (!(error instanceof UnsupportedQueryError)) throw error;
    const parameters = error.details.faults.map(({ path, message }) => `${paramOf(path)} ${message}`);
    throw new RefusedRequest('not_implemented', `Not here: ${parameters.join('; ')}.`, {
      parameters: [...new Set(error.details.faults.map(({ path }) => paramOf(path)))],
    });
  }
};
