import { InvalidInputError } from '@holdall/core';
import type { Credentials } from '../http/credentials.js';
import { faultsOfSecret } from '../http/header-value.js';
import { systemTiming, type Timing } from '../http/timing.js';
import { NoTokenError } from './no-token-error.js';

export interface IssuedToken {
  readonly token: string;
  /** How long it counts from now on, in milliseconds. Default 15 minutes, as the supplier documents. */
  readonly lifetime?: number | undefined;
}

export interface BearerTokenOptions {
  /** Gets a new token from the supplier's authentication API. */
  issue(): Promise<IssuedToken>;
  /** How long before its end a token is replaced, in milliseconds. Default 60,000. */
  readonly ahead?: number | undefined;
  readonly timing?: Pick<Timing, 'now'> | undefined;
}

interface Held {
  readonly header: string;
  readonly until: number;
}

const documentedLifetime = 15 * 60_000;

/**
 * Tokens that run out, replaced ahead of their end. However many calls find that there is none, or that theirs is refused,
 * one new token is issued, and all of them wait for it. @throws InvalidInputError
 */
export const bearerTokens = ({ issue, ahead = 60_000, timing = systemTiming }: BearerTokenOptions): Credentials => {
  if (!Number.isSafeInteger(ahead) || ahead < 0) {
    throw new InvalidInputError([{ path: 'ahead', message: 'must be a whole number of at least 0' }]);
  }
  let held: Held | null = null;
  let issuing: Promise<Held> | null = null;

  const renewed = (): Promise<Held> => {
    issuing ??= issued(issue, timing)
      .then((next) => (held = next))
      .finally(() => {
        issuing = null;
      });
    return issuing;
  };

  const current = async (): Promise<Held> => {
    const before = held;
    if (before === null) return renewed();
    const left = before.until - timing.now();
    if (left > ahead) return before;
    // Ahead of its end a token still counts, whatever becomes of the next.
    return renewed().catch((error: unknown) => {
      if (held === before && before.until > timing.now()) return before;
      throw error;
    });
  };

  const headersOf = ({ header }: Held) => ({ authorization: header });
  return {
    headers: async (signal) => headersOf(await unlessAborted(current(), signal)),
    renew: async (refused, signal) => {
      // Another call may have been refused with the same token, and have a new one already.
      if (held?.header === refused['authorization']) held = null;
      if (held === null) await unlessAborted(renewed(), signal);
      return true;
    },
  };
};

const issued = async (issue: BearerTokenOptions['issue'], timing: Pick<Timing, 'now'>): Promise<Held> => {
  const asked = timing.now();
  let given: IssuedToken;
  try {
    given = await issue();
  } catch (cause) {
    throw new NoTokenError('it could not be issued', cause);
  }
  const { token, lifetime = documentedLifetime } = given;
  if (faultsOfSecret('token', token).length > 0) throw new NoTokenError('what was issued cannot stand in a header');
  // Counted from before it was asked for: it may have been under way for long.
  return { header: `Bearer ${token}`, until: asked + lifetime };
};

/** Leaves alone; the others go on waiting for the same token. */
const unlessAborted = async <T>(awaited: Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
  if (signal === undefined) return awaited;
  let leave = (): void => undefined;
  const left = new Promise<never>((_resolve, reject) => {
    leave = () => reject(signal.reason as Error);
  });
  // Whichever loses the race is nobody's failure.
  awaited.catch(() => undefined);
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
  return Promise.race([awaited, left]).finally(() => signal.removeEventListener('abort', leave));
};
