import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { hashClientSecret } from '../auth/oauth/client-secret.js';
import { tokensFrom } from '../auth/oauth/options.js';
import { permissionNames, type PermissionName } from '../auth/principal.js';
import { byFlags } from './by-flags.js';
import { exitCodes } from './exit-codes.js';
import { print, type Surroundings } from './surroundings.js';

export const clientUsage = `holdall client makes a program known that may ask for tokens at POST /oauth/token, and prints its secret with what to put
into the settings.

  holdall client --id shop --permissions INVENTORY_ADMIN

  --id ID               1 to 100 visible characters
  --permissions LIST    what its tokens may: some of ${permissionNames.join(', ')}
  --json                prints all as one JSON object, for scripts
  --help                this text
`;

export const client = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const {
    id = '',
    permissions = '',
    json,
  } = parseArgs({
    args: [...args],
    options: {
      id: { type: 'string' },
      permissions: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  }).values;
  const secret = randomBytes(32).toString('base64url');
  const stored = {
    id,
    secretHash: await hashClientSecret(secret),
    permissions: permissions.split(',').filter((one) => one !== '') as PermissionName[],
  };
  byFlags('tokens.clients[0]', () => tokensFrom({ secret, clients: [stored] }));
  if (json) print(surroundings, JSON.stringify({ secret, stored }));
  else {
    print(surroundings, `The client_secret, which is shown this once:\n${secret}\n`);
    print(surroundings, `For the list clients of the settings:\n${JSON.stringify(stored, null, 2)}`);
  }
  return exitCodes.done;
};
