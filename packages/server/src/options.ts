import { InvalidInputError, type Engine, type Fault } from '@holdall/core';
import type { Authenticate } from './auth/authenticate.js';
import type { Bridge } from '@holdall/esim-go';
import type { TokenOptions } from './auth/oauth/options.js';

/** So many requests in so many milliseconds. */
export interface Rate {
  /** 1 to 1,000,000,000. */
  readonly most: number;
  /** In milliseconds, 100 to 3,600,000. */
  readonly window: number;
}

export interface Rates {
  /** For each user without permissions beyond what everybody has. Default 6,000 a minute; null: no limit. */
  readonly users: Rate | null;
  /** For each principal with permissions, such as a store's back end. Default null: no limit. */
  readonly holders: Rate | null;
  /** For what each address asks without saying who it is, or wrongly. Default 600 a minute; null: no limit. */
  readonly strangers: Rate | null;
}

/**
 * Who may read the metrics. `loopback`: whoever asks from this machine, and not through a proxy. `administrators`: holders
 * of INVENTORY_ADMIN. `everybody`: where the network keeps strangers out. `nobody`: there are none, and nothing is counted.
 */
export const metricsReaders = ['loopback', 'administrators', 'everybody', 'nobody'] as const;
export type MetricsReaders = (typeof metricsReaders)[number];

export interface Settings {
  /** Bytes of a body at the most, 1,024 to 67,108,864. Default 1,048,576. More is 413. */
  readonly bodyLimit: number;
  /** How many values within values a body may have, 1 to 1,000. Default 64. More is 400. */
  readonly deepest: number;
  /** Characters of a path with its query at the most, 256 to 65,536. Default 4,096. More is 414. */
  readonly longestUrl: number;
  /** How many requests may be under way at once, 1 to 1,000,000. Default 20,000. More is 503. */
  readonly mostUnderWay: number;
  readonly rates: Rates;
  /** Default `loopback`. */
  readonly metrics: MetricsReaders;
  /** Whether the metrics have those of the process, too (memory, event loop, garbage). Default true. */
  readonly processMetrics: boolean;
  /** Whether each request leaves a line in the log. Default true. */
  readonly logRequests: boolean;
  /**
   * What the list in Betatel's dialect is below: Knetik's has `/inventories`. 1 to 10 segments of letters, digits, `-`, `_`, `.`
   * and `~`, each with a slash before it. Default `/betatel`.
   */
  readonly betatelPrefix: string;
}

export interface HoldallOptions extends Partial<Omit<Settings, 'rates'>> {
  /** Closed by whoever made it: the plugin does not. */
  readonly engine: Engine;
  readonly authenticate: Authenticate;
  /** For `POST /oauth/token`. Default: there is no such route, and tokens come from elsewhere. */
  readonly tokens?: TokenOptions;
  readonly rates?: Partial<Rates>;
  /** Sales of eSIM bundles, and the vendor's callbacks. Default: there are none of these routes, and nothing of them is loaded. */
  readonly esimGo?: EsimGoOptions;
}

export interface EsimGoOptions {
  /** Closed by whoever made it: the plugin does not. */
  readonly bridge: Bridge;
  /** Without it there is no route for callbacks, and consumption is learnt by polling alone. */
  readonly callbacks?: {
    /** The API keys that callbacks may be signed with: while one is exchanged, both. */
    readonly keys: () => readonly string[] | Promise<readonly string[]>;
    /** Below the plugin's prefix. Default `/esim-go/callbacks`. */
    readonly path?: string;
    /** Default `refuse`: `accept` takes those of version 2, which bear no signature. They are only a reason to ask the vendor. */
    readonly unsigned?: 'refuse' | 'accept';
  };
}

const minute = 60_000;

export const defaults: Settings = {
  bodyLimit: 2 ** 20,
  deepest: 64,
  longestUrl: 4096,
  mostUnderWay: 20_000,
  rates: { users: { most: 6000, window: minute }, holders: null, strangers: { most: 600, window: minute } },
  metrics: 'loopback',
  processMetrics: true,
  logRequests: true,
  betatelPrefix: '/betatel',
};

/** @throws InvalidInputError that names every option which makes no sense: hosts read them from files. */
export const settingsFrom = ({
  engine,
  authenticate,
  tokens: _tokens,
  esimGo,
  rates,
  ...given
}: HoldallOptions): Settings => {
  const settings: Settings = { ...defaults, ...defined(given), rates: { ...defaults.rates, ...defined(rates ?? {}) } };
  const faults: Fault[] = [];
  const hold = (path: string, holds: boolean, message: string): void => {
    if (!holds) faults.push({ path, message });
  };
  const whole = (path: string, value: unknown, least: number, most: number): void =>
    hold(path, isWhole(value, least, most), `must be a whole number from ${least} to ${most}`);

  hold('engine', typeof (engine as Engine | undefined)?.observe === 'function', 'is required: see createEngine');
  hold('authenticate', typeof authenticate === 'function', 'is required: a function that says who calls');
  if (esimGo !== undefined) {
    hold(
      'esimGo.bridge',
      typeof (esimGo.bridge as Bridge | undefined)?.sell === 'function',
      'is required: see createBridge',
    );
  }
  whole('bodyLimit', settings.bodyLimit, 2 ** 10, 2 ** 26);
  whole('deepest', settings.deepest, 1, 1000);
  whole('longestUrl', settings.longestUrl, 2 ** 8, 2 ** 16);
  whole('mostUnderWay', settings.mostUnderWay, 1, 1_000_000);
  for (const [name, rate] of Object.entries(settings.rates) as [string, Rate | null][]) {
    hold(
      `rates.${name}`,
      Object.hasOwn(defaults.rates, name),
      `must be one of ${Object.keys(defaults.rates).join(', ')}`,
    );
    if (rate === null) continue;
    whole(`rates.${name}.most`, rate.most, 1, 1_000_000_000);
    whole(`rates.${name}.window`, rate.window, 100, 60 * minute);
  }
  hold('metrics', metricsReaders.includes(settings.metrics), `must be one of ${metricsReaders.join(', ')}`);
  for (const path of ['processMetrics', 'logRequests'] as const) {
    hold(path, typeof settings[path] === 'boolean', 'must be true or false');
  }
  hold('betatelPrefix', isPath(settings.betatelPrefix), 'must be a path of plain segments, such as /betatel');
  if (faults.length > 0) throw new InvalidInputError(faults);
  return settings;
};

/** None of the words between slashes that mean a step, or a parameter. */
export const isPath = (value: unknown): boolean =>
  typeof value === 'string' && /^(\/(?!\.{1,2}(\/|$))[\w.~-]{1,50}){1,10}$/.test(value);

const isWhole = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** An option that is undefined was not given. */
const defined = <T extends object>(options: T): { [K in keyof T]: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as never;
