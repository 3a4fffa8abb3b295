import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import type { FaultInput, SettingsPatch, World } from '../src/index.js';
import { startProgram, type Program } from './program.js';

/** JSON of which a test knows what to expect. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly bytes: Uint8Array;
  /** @throws SyntaxError where the body is no JSON. */
  readonly json: Json;
}

export interface CallOptions {
  readonly body?: unknown;
  /** In place of `body`, as it is. */
  readonly rawBody?: string;
  readonly headers?: Record<string, string>;
  /** null: none is sent. */
  readonly key?: string | null;
  readonly signal?: AbortSignal;
}

/** One program for all specs, reset before each: 31 January 2026, seed 7, no rate limit, a lot of money. */
const useSandbox = () => {
  let program: Program;
  beforeAll(async () => {
    program = await startProgram('--seed', '7');
  });
  afterAll(async () => {
    expect(await program.stop()).toBe(0);
  });

  const control = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const response = await fetch(program.controlUrl + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const answer = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };

  const call = async (method: string, path: string, options: CallOptions = {}): Promise<Answer> => {
    const { key = program.apiKey, headers = {}, signal } = options;
    const text = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body));
    const response = await fetch(program.url + path, {
      method,
      headers: {
        ...(key === null ? {} : { 'X-API-Key': key }),
        ...(text === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(text === undefined ? {} : { body: text }),
      ...(signal === undefined ? {} : { signal }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    const received = new TextDecoder().decode(bytes);
    return {
      status: response.status,
      headers: response.headers,
      bytes,
      text: received,
      get json() {
        return JSON.parse(received);
      },
    };
  };

  const reset = (body: object = {}): Promise<Json> =>
    control('POST', '/reset', { now: start, settings: { rateLimit: { enabled: false } }, ...body });
  beforeEach(() => reset());

  const state = (): Promise<World> => control('GET', '/state');
  return {
    get program() {
      return program;
    },
    control,
    call,
    reset,
    state,
    get: (path: string, options?: CallOptions) => call('GET', path, options),
    post: (path: string, body: unknown, options?: CallOptions) => call('POST', path, { ...options, body }),
    remove: (path: string, options?: CallOptions) => call('DELETE', path, options),
    settings: (settings: SettingsPatch): Promise<Json> => control('PATCH', '/settings', settings),
    advance: (lengths: object): Promise<Json> => control('POST', '/clock', lengths),
    stock: (bundle: string, quantity: number, more: object = {}): Promise<{ id: number }> =>
      control('POST', '/lots', { bundle, quantity, ...more }),
    /** An eSIM, with some of a bundle on it. */
    esim: async (more: object = {}): Promise<string> => (await control('POST', '/esims', more)).iccids[0],
    truth: (iccid: string): Promise<World['esims'][string]> => control('GET', `/esims/${iccid}`),
    traffic: (iccid: string, bytes: number, country = 'FR'): Promise<Json> =>
      control('POST', `/esims/${iccid}/traffic`, { bytes, country }),
    fault: (fault: FaultInput): Promise<Json> => control('POST', '/faults', fault),
    /** Minor units. */
    balance: async (): Promise<number> => (await state()).organisation.balance,
    remaining: async (usageId: number): Promise<number> => (await state()).lots[usageId]!.remaining,
  };
};

export const start = '2026-01-31T10:00:00.000Z';
export const france = 'esim_1GB_7D_FR_V2';
export const europe = 'esim_5GB_30D_EU_V2';
export const unlimited = 'esim_UL_7D_FR_V2';
export const unknownIccid = '8999999999999999999';

export const sandbox = useSandbox();
