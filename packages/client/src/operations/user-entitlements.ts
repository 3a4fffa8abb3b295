import { DeniedError } from '../errors/denied.js';
import type { BalanceResource } from '../models/balance.js';
import type { EntitlementGrantRequest } from '../models/entry.js';
import type { Denial } from '../models/denial.js';
import type { ExplanationResource } from '../models/explanation.js';
import type { UserId } from '../models/user.js';
import { path } from '../transport/path.js';
import type { CallOptions, WriteOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';

export interface Usage {
  /** How much, in the item's unit (beyond Knetik). Default 1. */
  readonly quantity?: number | undefined;
  /** Only what came with this SKU counts. Seldom needed. */
  readonly sku?: string | undefined;
}

/** What `check` answers. */
export type Decision =
  | { readonly allowed: true }
  | {
      readonly allowed: false;
      /** The first rule's: a permanent code, such as `used_up`. */
      readonly reason: string;
      /** What led the first rule to its no. */
      readonly facts: Readonly<Record<string, unknown>>;
      /** Every rule that said no. */
      readonly denials: readonly [Denial, ...Denial[]];
      /** The moment from which the answer is yes if nothing but time changes; null: time does not help. */
      readonly retryAt: Date | null;
    };

/** To get and to use. A user id may be `me`. */
export const userEntitlements = (transport: Transport) => {
  /** @throws DeniedError where the rules say no, as the other clients of this API do. `check` answers it instead. */
  const checkUserEntitlementItem = (userId: UserId, itemId: number, options: Usage & CallOptions = {}): Promise<void> =>
    transport.ask(
      { method: 'GET', path: path`/users/${userId}/entitlements/${itemId}/check`, query: usage(options) },
      options,
    );

  return {
    /** Takes INVENTORY_ADMIN. */
    grantUserEntitlement: (
      userId: UserId,
      grantRequest: EntitlementGrantRequest,
      options?: WriteOptions,
    ): Promise<void> =>
      transport.tell({ method: 'POST', path: path`/users/${userId}/entitlements`, body: grantRequest }, options),

    checkUserEntitlementItem,

    /** Whether the user may use it now, and if not, why. Changes nothing. */
    check: async (userId: UserId, itemId: number, options?: Usage & CallOptions): Promise<Decision> => {
      try {
        await checkUserEntitlementItem(userId, itemId, options);
        return { allowed: true };
      } catch (error) {
        if (!(error instanceof DeniedError)) throw error;
        const { reason, facts, denials, retryAt } = error;
        return { allowed: false, reason, facts, denials, retryAt };
      }
    },

    /** Every rule that was asked about getting and using it, with its verdict and facts (beyond Knetik). */
    explainUserEntitlementItem: (
      userId: UserId,
      itemId: number,
      options: Usage & CallOptions = {},
    ): Promise<ExplanationResource> =>
      transport.read(
        { method: 'GET', path: path`/users/${userId}/entitlements/${itemId}/explain`, query: usage(options) },
        options,
      ),

    /** What is left of it (beyond Knetik). */
    getUserEntitlementBalance: (
      userId: UserId,
      itemId: number,
      options: Pick<Usage, 'sku'> & CallOptions = {},
    ): Promise<BalanceResource> => {
      const query = { sku: options.sku };
      return transport.read(
        { method: 'GET', path: path`/users/${userId}/entitlements/${itemId}/balance`, query },
        options,
      );
    },

    /** @throws DeniedError where the rules say no. Then nothing was used. */
    useUserEntitlementItem: (
      userId: UserId,
      itemId: number,
      options: Usage & { /** For the log. */ readonly info?: string | undefined } & WriteOptions = {},
    ): Promise<void> => {
      const query = { ...usage(options), info: options.info };
      return transport.tell(
        { method: 'POST', path: path`/users/${userId}/entitlements/${itemId}/use`, query },
        options,
      );
    },
  };
};

const usage = ({ sku, quantity }: Usage) => ({ sku, quantity });
