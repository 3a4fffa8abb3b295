import { requestToken, type Grant } from './auth/request-token.js';
import { settingsFrom, type ClientOptions } from './options.js';
import { entitlementItems } from './operations/entitlement-items.js';
import { entitlementTemplates } from './operations/entitlement-templates.js';
import { invoices } from './operations/invoices.js';
import { store } from './operations/store.js';
import { streams } from './operations/streams.js';
import { userEntitlements } from './operations/user-entitlements.js';
import { userInventory } from './operations/user-inventory.js';
import { walks } from './operations/walks.js';
import type { CallOptions } from './transport/request.js';
import { Transport } from './transport/transport.js';

/** A function per operation, none of which needs its `this`. */
export const createClient = (options: ClientOptions) => {
  const transport = new Transport(settingsFrom(options));
  return {
    ...entitlementItems(transport),
    ...entitlementTemplates(transport),
    ...userEntitlements(transport),
    ...userInventory(transport),
    ...store(transport),
    ...invoices(transport),
    ...walks(transport),
    ...streams(transport),

    /** A token for one who has none. `oauthTokens` makes a source of them, which replaces them in time. */
    getOAuthToken: (grant: Grant, options?: CallOptions) => requestToken(transport, grant, options),
  };
};

export type Client = ReturnType<typeof createClient>;
