import type { Operation } from '../api/operation.js';
import { ok } from '../api/response.js';
import { decimal } from '../rules/money.js';

/** It tells the API key: whoever logs this answer has logged the key. */
export const organisationGet: Operation = {
  id: 'organisationGet',
  method: 'GET',
  path: '/organisation',

  reads: ({ organisation, settings }, { key }) => {
    const { balance, testCredit, testCreditExpiry, ...details } = organisation;
    const shape = {
      ...details,
      apiKey: key,
      callbackUrl: settings.callbacks.url ?? '',
      balance: decimal(balance),
      testCredit: decimal(testCredit),
      ...(testCreditExpiry === null ? {} : { testCreditExpiry: testCreditExpiry.slice(0, 'yyyy-mm-dd'.length) }),
    };
    return ok(settings.shapes.organisation === 'flat' ? shape : { organisations: [shape] });
  },
};
