import type { ApiKey } from '../auth/api-key.js';
import { makeApiKey, type NewApiKey } from '../auth/api-key.js';
import { permissionNames } from '../auth/principal.js';

/** Who there is in a demo. Both are made up anew for each run, and known to nobody but who reads its log. */
export interface Demo {
  readonly administrator: NewApiKey;
  readonly user: NewApiKey;
}

export const makeDemo = (user: string): Demo => ({
  administrator: makeApiKey({ name: 'demo-administrator', permissions: permissionNames }),
  user: makeApiKey({ name: 'demo-user', user }),
});

export const demoKeys = ({ administrator, user }: Demo): readonly ApiKey[] => [administrator.stored, user.stored];
