import { parseArgs } from 'node:util';
import { makeApiKey } from '../auth/api-key.js';
import { apiKeys } from '../auth/api-keys.js';
import { permissionNames, type PermissionName } from '../auth/principal.js';
import { byFlags } from './by-flags.js';
import { exitCodes } from './exit-codes.js';
import { print, type Surroundings } from './surroundings.js';

export const keyUsage = `holdall key makes an API key, and prints it with what to put into the settings: its hash, from which nobody finds the key.

  holdall key --name shop --permissions INVENTORY_ADMIN,TEMPLATE_ADMIN
  holdall key --name ada --user ada --expires 2027-01-01

  --name NAME           who calls with it, for the log
  --user ID             whose data it may read and use; without it, it is a program's
  --permissions LIST    some of ${permissionNames.join(', ')}
  --expires MOMENT      the first moment at which it no longer counts, such as 2027-01-01 or 2027-01-01T12:00:00Z
  --json                prints both as one JSON object, for scripts
  --help                this text
`;

export const key = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const {
    name = '',
    user = null,
    permissions = '',
    expires,
    json,
  } = parseArgs({
    args: [...args],
    options: {
      name: { type: 'string' },
      user: { type: 'string' },
      permissions: { type: 'string' },
      expires: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  }).values;
  const made = makeApiKey({
    name,
    user,
    permissions: permissions.split(',').filter((one) => one !== '') as PermissionName[],
    expires: expires === undefined ? null : new Date(expires),
  });
  byFlags('keys[0]', () => apiKeys({ keys: [made.stored] }));
  if (json) print(surroundings, JSON.stringify(made));
  else {
    print(surroundings, `The key, which is shown this once:\n${made.key}\n`);
    print(surroundings, `For the list apiKeys of the settings:\n${JSON.stringify(made.stored, null, 2)}`);
  }
  return exitCodes.done;
};
