import { isClientSecret, nobodysSecret } from './client-secret.js';
import type { OAuthClient, Tokens } from './options.js';
import type { ClientCredentials } from './parameters.js';
import { OAuthRefusal } from './refusal.js';

/**
 * The client that a request comes from. Which of id and secret was wrong is not told, not even by the time it takes.
 * @throws OAuthRefusal `invalid_client`
 */
export const clientFrom = async ({ id, secret }: ClientCredentials, { clients }: Tokens): Promise<OAuthClient> => {
  const client = clients.get(id ?? '');
  if (client?.secretHash === null && secret === null) return client;
  const fits = await isClientSecret(secret ?? '', client?.secretHash ?? nobodysSecret);
  if (client === undefined || client.secretHash === null || !fits) {
    throw new OAuthRefusal('invalid_client', 'This client is unknown here, or its secret is another.');
  }
  return client;
};
