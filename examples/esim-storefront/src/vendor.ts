import type { Clock } from '@holdall/core';
import { Configuration, RateLimiter, type Timing } from '@holdall/esim-go';
import { startSandbox, type FaultInput, type World } from '@holdall/esim-go-sandbox';

/** How many seconds of the client's waiting are one of ours. */
const haste = 50;
/** How long the client waits for an answer that never comes, in milliseconds. */
const timeout = 500;

/** eSIM Go, as the sandbox plays it in this process, and what its customers' phones do. One clock is everybody's. */
export interface Vendor {
  readonly clock: Clock;
  /** What the bridge calls it by. */
  readonly configuration: Configuration;
  advance(milliseconds: number): Promise<void>;
  /** Bundles that were bought before, and lie in the inventory. */
  stock(bundle: string, quantity: number): Promise<void>;
  install(iccid: string): Promise<void>;
  /** Uses data. What no bundle covers is not used. */
  traffic(iccid: string, bytes: number): Promise<void>;
  /** From now on so many calls of a hundred go wrong, in every way that the sandbox knows. */
  goWrong(percent: number): Promise<void>;
  behave(): Promise<void>;
  /** All that is true, whatever anybody was told. */
  truth(): Promise<World>;
  /** How many calls a fault has struck. */
  struck(): Promise<number>;
  close(): Promise<void>;
}

export const openVendor = async (seed: number, start: Date): Promise<Vendor> => {
  const sandbox = await startSandbox({ seed, now: start, settings: { rateLimit: { enabled: false } } });
  let now = start.getTime();
  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(sandbox.controlUrl + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const timing = hasty();
  const { url: basePath, apiKey } = sandbox;
  return {
    clock: { now: () => now },
    configuration: new Configuration({ basePath, apiKey, timeout, timing, limiter: new RateLimiter({ timing }) }),
    advance: async (milliseconds) => {
      now += milliseconds;
      await control('POST', '/clock', { to: new Date(now).toISOString() });
    },
    stock: async (bundle, quantity) => void (await control('POST', '/lots', { bundle, quantity })),
    install: async (iccid) => void (await control('PATCH', `/esims/${iccid}`, { profileStatus: 'Installed' })),
    traffic: async (iccid, bytes) => void (await control('POST', `/esims/${iccid}/traffic`, { bytes, country: 'FR' })),
    goWrong: async (percent) => {
      for (const [index, fault] of ways.entries()) {
        // Each is asked only where those before it did not strike.
        const chance = share(percent / 100, ways.length, index);
        await control('POST', '/faults', { operation: '*', times: null, ...fault, chance });
      }
    },
    behave: async () => void (await control('DELETE', '/faults')),
    truth: () => control<World>('GET', '/state'),
    struck: async () => {
      const { requests } = await control<{ requests: readonly { fault: number | null }[] }>('GET', '/requests');
      return requests.filter(({ fault }) => fault !== null).length;
    },
    close: () => sandbox.close(),
  };
};

const effects = ['none', 'done'] as const;
const outcomes: readonly FaultInput['outcome'][] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503, retryAfterSeconds: 1 },
  { kind: 'drop' },
  { kind: 'hang' },
  { kind: 'malformed' },
  { kind: 'truncate' },
];

/** Whatever the caller sees of it, the call was carried out or was not. */
const ways: readonly Pick<FaultInput, 'effect' | 'outcome'>[] = [
  ...effects.flatMap((effect) => outcomes.map((outcome) => ({ effect, outcome }))),
  { effect: 'none', outcome: { kind: 'status', status: 429, retryAfterSeconds: 1 } },
];

/** So that all of them together strike with `total`, and each as often as another. */
const share = (total: number, count: number, index: number): number => {
  const each = total / count;
  return each / (1 - each * index);
};

/** So that pauses between tries, and turns within the rate limit, take a fiftieth of their time. */
const hasty = (): Timing => ({
  now: () => performance.now() * haste,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds / haste);
    return () => clearTimeout(timer);
  },
  random: () => 0.5,
});
