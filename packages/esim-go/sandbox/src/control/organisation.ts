import { z } from 'zod';
import { setBalance } from '../rules/money.js';
import { organisationSchema } from '../world/organisation.js';
import { command } from './command.js';

/** Without defaults: what is left out stays as it is. */
const patch = z.strictObject(
  Object.fromEntries(
    Object.entries(organisationSchema.shape).map(([name, field]) => [name, field.unwrap().optional()]),
  ),
);

export const changeOrganisation = command({
  method: 'PATCH',
  path: '/organisation',
  summary: 'Changes the account: { balance, testCredit, testCreditExpiry, groups, ... }, money in minor units',
  body: patch,
  changes: (world, { body }) => {
    const { balance, ...rest } = body as Partial<z.infer<typeof organisationSchema>>;
    if (balance !== undefined) setBalance(world, balance);
    Object.assign(world.organisation, rest);
    return world.organisation;
  },
});
