import { publicKeyAlgorithms } from '../../auth/jwt-keys.js';
import { metricsReaders } from '../../options.js';
import { choice, objects, text, texts, trueOrFalse, wholeNumber, type Kind } from './kind.js';

export interface Setting<T, D extends T | null = T | null> {
  readonly kind: Kind<T>;
  /** Null: it has none, and what that means stands in `about`. */
  readonly default: D;
  readonly about: string;
  /** Then there is no flag for it: everybody on the machine sees what a program was called with. */
  readonly secret?: true;
}

const setting = <T, D extends T | null>(
  kind: Kind<T>,
  byDefault: D,
  about: string,
  secret?: { readonly secret: true },
): Setting<T, D> => ({ kind, default: byDefault, about, ...secret });

const hour = 3_600_000;
const day = 24 * hour;

/** THE table: all that `holdall serve` can be told. The names are those of the file; environment and flags follow from them. */
export const table = {
  host: setting(text({ most: 255 }), '127.0.0.1', 'The address to listen on; 0.0.0.0 or :: for all of them'),
  port: setting(wholeNumber(0, 65_535), 8080, '0 takes any that is free'),
  prefix: setting(text({ least: 0, most: 200 }), '', 'Below which path everything is, such as /inventory'),
  betatelPrefix: setting(text({ most: 200 }), '/betatel', "Below which path Betatel's list is, beside Knetik's"),
  trustProxy: setting(
    texts,
    null,
    'Whose `X-Forwarded-For` counts: addresses, networks (10.0.0.0/8), or loopback. Default: of nobody',
  ),
  database: setting(
    text({ most: 4096 }),
    null,
    'The path of an SQLite file, or postgres://user@host/database (PGPASSWORD can hold the password). Default: holdall.sqlite in the working directory; in the demo a file for the run',
  ),
  schema: setting(text({ most: 63 }), null, 'PostgreSQL: where the tables are. Default: `public`'),
  tablePrefix: setting(text({ most: 30 }), 'holdall_', 'What the names of the tables begin with'),
  poolSize: setting(wholeNumber(2, 1000), 10, 'PostgreSQL: the most connections at once'),
  preparedStatements: setting(trueOrFalse, true, 'PostgreSQL: false behind a pooler that does not know them'),
  lockTimeout: setting(wholeNumber(0, 600_000, 'ms'), 5_000, 'How long a batch waits for another process, on each try'),
  migrations: setting(choice('run', 'check'), 'run', 'What a start does when the tables are not up to date'),

  jwtSecret: setting(text({ least: 32, most: 4096 }), null, 'Tokens are signed with it (HS256)', { secret: true }),
  jwks: setting(text({ most: 4096 }), null, 'Instead: the URL of the public keys that tokens are signed with'),
  jwtAlgorithms: setting(texts, null, `Which algorithms count with jwks. Default: ${publicKeyAlgorithms.join(', ')}`),
  jwtIssuer: setting(text(), null, 'What `iss` of a token must be. Default: anything'),
  jwtAudience: setting(text(), null, 'What `aud` of a token must hold. Default: anything'),
  jwtClockTolerance: setting(wholeNumber(0, 300, 's'), 5, 'How far the clock of the issuer may be from ours'),
  apiKeys: setting(objects, null, 'What `holdall key` prints, for each key', { secret: true }),
  clients: setting(objects, null, 'What `holdall client` prints, for each program that may ask POST /oauth/token', {
    secret: true,
  }),
  tokenLifetime: setting(wholeNumber(60, 86_400, 's'), 3600, 'How long a token of /oauth/token counts'),

  rememberFor: setting(wholeNumber(1, 3660, 'days'), 30, 'How long the answers to idempotency keys are remembered'),
  mostWaiting: setting(wholeNumber(1, 1_000_000, 'commands'), 10_000, 'How many may wait for a commit. More are 503'),
  mostTogether: setting(wholeNumber(1, 10_000, 'commands'), 256, 'How many are committed together'),
  workerInterval: setting(wholeNumber(1, day, 'ms'), 60_000, 'How long the worker rests between two runs'),
  sweep: setting(trueOrFalse, true, 'Whether the worker marks what has expired, and forgets old answers'),
  fulfil: setting(trueOrFalse, true, 'Whether the worker fulfils invoices that are outstanding'),

  bodyLimit: setting(wholeNumber(2 ** 10, 2 ** 26, 'bytes'), 2 ** 20, 'Of a body. More is 413'),
  deepest: setting(wholeNumber(1, 1000), 64, 'How many values within values a body may have. More is 400'),
  longestUrl: setting(wholeNumber(2 ** 8, 2 ** 16, 'characters'), 4096, 'Of a path with its query. More is 414'),
  mostUnderWay: setting(wholeNumber(1, 1_000_000, 'requests'), 20_000, 'How many at once. More are 503'),
  usersRate: setting(
    wholeNumber(0, 1_000_000_000, 'a minute'),
    null,
    'Requests of each user; 0: no limit. More are 429. Default: 6,000; in the demo no limit',
  ),
  holdersRate: setting(
    wholeNumber(0, 1_000_000_000, 'a minute'),
    0,
    'Requests of each holder of a permission; 0: no limit',
  ),
  strangersRate: setting(
    wholeNumber(0, 1_000_000_000, 'a minute'),
    null,
    'Refused tokens of each address; 0: no limit. Default: 600; in the demo no limit',
  ),
  requestTimeout: setting(wholeNumber(100, hour, 'ms'), 30_000, 'How long a whole request may take to come in'),
  headersTimeout: setting(wholeNumber(100, hour, 'ms'), 10_000, 'How long its headers may take of that'),
  keepAliveTimeout: setting(
    wholeNumber(1, hour, 'ms'),
    72_000,
    'How long an idle connection is kept: longer than the proxy keeps it',
  ),
  stopWithin: setting(
    wholeNumber(0, hour, 'ms'),
    10_000,
    'How long requests under way may take when the server is stopped',
  ),

  esimGoApiKey: setting(
    text({ most: 1000 }),
    null,
    'The API key of eSIM Go. With it its bundles are sold here; without it nothing of that is there',
    { secret: true },
  ),
  esimGoOldApiKey: setting(
    text({ most: 1000 }),
    null,
    'While that key is exchanged: the other one that callbacks may be signed with',
    { secret: true },
  ),
  esimGoBasePath: setting(
    text({ most: 1000 }),
    null,
    "Where eSIM Go's API is, such as that of a sandbox. Default: the vendor's",
  ),
  esimGoDatabase: setting(
    text({ most: 4096 }),
    null,
    'Where what is known of sales is kept: as for `database`. Default: there, in tables of its own',
  ),
  esimGoCallbackPath: setting(
    text({ least: 0, most: 200 }),
    '/esim-go/callbacks',
    'Where eSIM Go posts its callbacks to, below the prefix; empty: nowhere',
  ),
  esimGoUnsigned: setting(
    choice('refuse', 'accept'),
    'refuse',
    'What becomes of callbacks without a signature: version 2 has none. They are never more than a reason to ask',
  ),
  esimGoPoll: setting(
    trueOrFalse,
    true,
    'Whether what is used is asked for, and what was left open is gone on with, all by itself',
  ),

  metrics: setting(choice(...metricsReaders), 'loopback', 'Who may read /metrics'),
  logLevel: setting(
    choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'),
    'info',
    'What is logged at the least',
  ),
  logRequests: setting(trueOrFalse, true, 'Whether each request leaves a line'),

  demo: setting(trueOrFalse, false, 'Makes tokens for the run and tells them. On loopback only'),
  demoUser: setting(text({ most: 64 }), '1', 'Who the ordinary user of the demo is'),
  readyFile: setting(
    text({ most: 4096 }),
    null,
    'Where the address (in the demo with the tokens) is written when requests are taken',
  ),
} as const;

export type SettingName = keyof typeof table;
export const settingNames = Object.keys(table) as readonly SettingName[];

/** The values, each given or by default. */
export type Settings = {
  readonly [K in SettingName]: (typeof table)[K] extends Setting<infer T, infer D>
    ? T | (null extends D ? null : never)
    : never;
};

/** `jwtSecret` is `HOLDALL_JWT_SECRET` in the environment, */
export const variableOf = (name: SettingName): string => `HOLDALL_${words(name).join('_').toUpperCase()}`;

/** and `stopWithin` the flag `--stop-within`. Null: it is secret. */
export const flagOf = (name: SettingName): string | null =>
  (table[name] as Setting<unknown>).secret === true ? null : words(name).join('-').toLowerCase();

const words = (name: string): readonly string[] => name.split(/(?=[A-Z])/);
