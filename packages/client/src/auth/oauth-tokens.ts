import { baseUrlFrom, settingsFrom, type ClientOptions } from '../options.js';
import { Transport } from '../transport/transport.js';
import type { TokenSource } from './token-source.js';
import { requestToken, type Grant, type OAuth2Resource } from './request-token.js';
import { untilAborted } from './until-aborted.js';

export type OAuthOptions = Omit<ClientOptions, 'token'> & {
  readonly grant: Grant;
  /**
   * How long before its end a token is replaced, in milliseconds. Default 60,000, and never more than half of its life.
   * Until the new one is there, calls go on with the old.
   */
  readonly aheadMs?: number | undefined;
};

interface Held {
  readonly token: string;
  /** From then on a new one is asked for, in Unix milliseconds. */
  readonly freshUntil: number;
  readonly goodUntil: number;
}

/** Tokens from `POST /oauth/token`: one for all calls, replaced before it ends. Calls that need one at once ask once. */
export const oauthTokens = ({ grant, aheadMs = 60_000, ...options }: OAuthOptions): TokenSource => {
  const settings = settingsFrom({ ...options, baseUrl: baseUrlFrom(options.baseUrl) });
  const transport = new Transport(settings);
  let held: Held | null = null;
  let asking: Promise<Held> | null = null;

  const ask = (): Promise<Held> => {
    asking ??= requestToken(transport, grant)
      .then((answer) => (held = heldFrom(answer, settings.world.now(), aheadMs)))
      .finally(() => (asking = null));
    return asking;
  };

  return {
    async get(signal) {
      const now = settings.world.now();
      if (held === null || now >= held.goodUntil) return (await untilAborted(ask(), signal)).token;
      // While the old one is good, a failure is nobody's: the next call asks again, and in the end it has to work.
      if (now >= held.freshUntil) ask().catch(() => undefined);
      return held.token;
    },
    refused(token) {
      if (held?.token === token) held = null;
    },
  };
};

/** A lifetime that is not told is taken for an hour: a token that ends before is refused, which asks for the next. */
const heldFrom = ({ access_token: token, expires_in }: OAuth2Resource, now: number, aheadMs: number): Held => {
  const seconds = Number(expires_in ?? 3600);
  const lifeMs = (Number.isFinite(seconds) ? seconds : 3600) * 1000;
  return { token, goodUntil: now + lifeMs, freshUntil: now + lifeMs - Math.min(aheadMs, lifeMs / 2) };
};
