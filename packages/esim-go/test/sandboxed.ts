import {
  startSandbox,
  type FaultInput,
  type RunningSandbox,
  type SettingsPatch,
  type World,
} from '@holdall/esim-go-sandbox';
import { afterAll, beforeAll, beforeEach, vi } from 'vitest';

export const france = 'esim_1GB_7D_FR_V2';

/**
 * The vendor's second opinion: a server that was written from the contract by somebody else. New before each test. For each
 * file to call: what a module registers as it is loaded holds only for the first file of a worker that loads it.
 */
export const useSandbox = () => {
  let running: RunningSandbox;
  beforeAll(async () => {
    running = await startSandbox({ seed: 7 });
    vi.stubEnv('ESIM_GO_BASE_PATH', running.url);
    vi.stubEnv('ESIM_GO_API_KEY', running.apiKey);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await running.close();
  });

  const control = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(running.controlUrl + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  beforeEach(() =>
    control('POST', '/reset', { now: '2026-01-31T10:00:00.000Z', settings: { rateLimit: { enabled: false } } }),
  );

  return {
    get url() {
      return running.url;
    },
    get apiKey() {
      return running.apiKey;
    },
    control,
    state: () => control<World>('GET', '/state'),
    settings: (settings: SettingsPatch) => control('PATCH', '/settings', settings),
    fault: (fault: FaultInput) => control('POST', '/faults', fault),
    stock: (bundle: string, quantity: number) => control<{ id: number }>('POST', '/lots', { bundle, quantity }),
    /** An eSIM, with so many of a bundle on it. */
    esim: async (bundles: number): Promise<string> => {
      const answer = await control<{ iccids: [string] }>('POST', '/esims', {
        profileStatus: 'Installed',
        bundle: france,
        bundles,
      });
      return answer.iccids[0];
    },
    traffic: (iccid: string, bytes: number) => control('POST', `/esims/${iccid}/traffic`, { bytes, country: 'FR' }),
    /** How every call of the API ended that arrived: with a status, or how its connection did. */
    outcomes: async () => {
      const { requests } = await control<{ requests: readonly { outcome: number | string }[] }>('GET', '/requests');
      return requests.map(({ outcome }) => outcome);
    },
  };
};
