import { InvalidInputError } from '@holdall/core';
import type { Credentials } from '../http/credentials.js';
import { faultsOfSecret } from '../http/header-value.js';

/** Betatel's key and user. Both are for ever: a 401 is final. @throws InvalidInputError for what a header cannot carry. */
export const betatelCredentials = (apiKey: string, userId: string): Credentials => {
  const faults = [...faultsOfSecret('apiKey', apiKey), ...faultsOfSecret('userId', userId)];
  if (faults.length > 0) throw new InvalidInputError(faults);
  return { headers: () => Promise.resolve({ 'x-api-key': apiKey, 'x-user-id': userId }) };
};
