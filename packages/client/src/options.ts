import { tokenSourceFrom, type Token, type TokenSource } from './auth/token-source.js';
import { wait } from './transport/wait.js';

/** The platform's `fetch`, or one that does more, such as going through a proxy. */
export type Fetch = (input: string, init: RequestInit) => Promise<Response>;

export interface ClientOptions {
  /** Where the paths begin: `https://store.example/api`. */
  readonly baseUrl: string | URL;
  /** The bearer token, or what makes one when it is needed (`oauthTokens`). Default: none, for those who sign in by cookie. */
  readonly token?: Token | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Whether cookies go along, as fetch takes it. Default: fetch's own, `same-origin`. */
  readonly credentials?: RequestInit['credentials'] | undefined;
  /** How long one attempt may take, in milliseconds. Default 30,000. Of a stream: until it begins. */
  readonly timeoutMs?: number | undefined;
  /** How often a request is sent again at the most, where that is safe. Default 3. */
  readonly retries?: number | undefined;
  /** The longest pause before a request is sent again, in milliseconds; who is asked to wait longer gives up. Default 30,000. */
  readonly longestPauseMs?: number | undefined;
  /**
   * Whether the server knows idempotency keys. Default true. With false, as for Knetik's own, none are sent, and what
   * changes something is sent once, whatever happens.
   */
  readonly idempotency?: boolean | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** What a test puts in place of the world. */
  readonly world?: Partial<World> | undefined;
}

/** What is different each time. */
export interface World {
  /** Unix milliseconds. */
  now(): number;
  /** From 0 up to, not including, 1. */
  random(): number;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Settings {
  readonly baseUrl: string;
  readonly tokens: TokenSource | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: RequestInit['credentials'] | undefined;
  readonly timeoutMs: number;
  readonly retries: number;
  readonly longestPauseMs: number;
  readonly idempotency: boolean;
  readonly fetch: Fetch;
  readonly world: World;
}

export const theWorld: World = { now: () => Date.now(), random: () => Math.random(), wait };

/** @throws TypeError for a base URL that is none. */
export const settingsFrom = (options: ClientOptions): Settings => ({
  baseUrl: baseUrlFrom(options.baseUrl),
  tokens: options.token === undefined ? null : tokenSourceFrom(options.token),
  headers: lowered(options.headers ?? {}),
  credentials: options.credentials,
  timeoutMs: options.timeoutMs ?? 30_000,
  retries: options.retries ?? 3,
  longestPauseMs: options.longestPauseMs ?? 30_000,
  idempotency: options.idempotency ?? true,
  fetch: options.fetch ?? platformFetch,
  world: { ...theWorld, ...options.world },
});

/** Two spellings of one name would be sent as one header with both values. */
const lowered = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Looked up at each call, because tests and service workers replace it; called as a browser demands, without a `this`. */
export const platformFetch: Fetch = (input, init) => fetch(input, init);

export const baseUrlFrom = (url: string | URL): string => new URL(url).href.replace(/\/+$/, '');
