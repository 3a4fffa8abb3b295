import { InvalidTokenError } from '../errors/invalid-token.js';
import type { Authenticate } from './authenticate.js';

/**
 * Asks one after another until one knows who calls: `firstOf(jwt(...), apiKeys(...))`. When none does, the first that had
 * something to say about the token is heard. A failure of one is a failure: the next is not asked.
 */
export const firstOf =
  (...ways: readonly Authenticate[]): Authenticate =>
  async (credentials) => {
    let refusal: InvalidTokenError | null = null;
    for (const way of ways) {
      try {
        const principal = await way(credentials);
        if (principal !== null) return principal;
      } catch (error) {
        if (!(error instanceof InvalidTokenError)) throw error;
        refusal ??= error;
      }
    }
    if (refusal !== null) throw refusal;
    return null;
  };
