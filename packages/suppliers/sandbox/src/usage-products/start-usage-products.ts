import type { FastifyReply } from 'fastify';
import { fail, Faults } from '../http/fault.js';
import { listening, newServer, type ListenOptions } from '../http/listening.js';
import { listed, pageOf, pageRequestIn, refuseNotImplemented } from './page.js';
import type { UsageProductInventory } from './product.js';
import { Refused } from './refused.js';
import { usageProductsDefaults, type UsageProductsSettings } from './settings.js';

export interface UsageProductsOptions extends ListenOptions {
  readonly products?: readonly UsageProductInventory[] | undefined;
  readonly settings?: Partial<UsageProductsSettings> | undefined;
}

export interface UsageProductsSandbox {
  /** The base URL of the API: `/usage-product-inventories` comes behind it. */
  readonly url: string;
  /** What there is: tests replace it in mid-walk. */
  products: readonly UsageProductInventory[];
  settings: UsageProductsSettings;
  readonly faults: Faults;
  /** The queries of all requests that arrived, in order. */
  readonly requests: URLSearchParams[];
  /** The status of every answer, in order; 0 where it was none. */
  readonly statuses: number[];
  /** The sandbox's own clock, by which tokens run out: milliseconds since 1970. */
  now: number;
  /** A new token, which counts from now on. The vendor's way to get one is another API, of which nothing is known here. */
  issue(): string;
  /** How many tokens were issued. */
  readonly issued: number;
  /** No token that was issued counts any more. */
  revokeTokens(): void;
  /** Called before each request is answered, with its number from 1. */
  before: (nth: number) => void;
  close(): Promise<void>;
}

/** Plays Elevate's `GET /usage-product-inventories` in this process. */
export const startUsageProducts = async (options: UsageProductsOptions = {}): Promise<UsageProductsSandbox> => {
  const server = newServer();
  const tokens = new Map<string, number>();
  let issued = 0;
  const sandbox: UsageProductsSandbox = {
    url: '',
    products: options.products ?? [],
    settings: { ...usageProductsDefaults, ...options.settings },
    faults: new Faults(),
    requests: [],
    statuses: [],
    now: Date.UTC(2026, 0, 31),
    issue: () => {
      issued += 1;
      const token = `sandbox-token-${issued}`;
      tokens.set(token, sandbox.now + sandbox.settings.tokenLifetime);
      return token;
    },
    get issued() {
      return issued;
    },
    revokeTokens: () => tokens.clear(),
    before: () => undefined,
    close: async () => server.close(),
  };
  const lists = new Lists(sandbox);
  server.get('/v2/usage-product-inventories', (request, reply) => {
    const { searchParams } = new URL(request.url, 'http://sandbox');
    const nth = sandbox.requests.push(searchParams);
    sandbox.before(nth);
    const fault = sandbox.faults.next();
    sandbox.statuses.push(fault === undefined ? 200 : fault.kind === 'status' ? fault.status : 0);
    if (fault !== undefined) return fail(reply, fault);
    try {
      const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      if ((tokens.get(token) ?? -Infinity) <= sandbox.now) throw new Refused(401, 'Unauthorized');
      pageRequestIn(searchParams);
      refuseNotImplemented(searchParams, sandbox.settings);
      return reply.send(pageOf(lists.of(searchParams, nth), searchParams, sandbox.settings));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      sandbox.statuses[sandbox.statuses.length - 1] = error.status;
      return refuse(reply, sandbox.settings, error);
    }
  });
  const base = await listening(server, options);
  return Object.defineProperty(sandbox, 'url', { value: `${base}/v2` });
};

/** The list that was made last: to sort all anew for each page would take most of a long walk. */
class Lists {
  #made: { readonly key: string; readonly of: unknown; readonly list: readonly UsageProductInventory[] } | null = null;

  constructor(private readonly sandbox: Pick<UsageProductsSandbox, 'products' | 'settings'>) {}

  of(query: URLSearchParams, turn: number): readonly UsageProductInventory[] {
    const { products, settings } = this.sandbox;
    const rest = [...query].filter(([name]) => name !== 'page' && name !== 'pageSize' && name !== 'fields');
    const key = JSON.stringify([rest, settings, settings.unsorted === 'turning' ? turn : 0]);
    if (this.#made?.key !== key || this.#made.of !== products) {
      this.#made = { key, of: products, list: listed(products, query, { settings, turn }) };
    }
    return this.#made.list;
  }
}

const refuse = (
  reply: FastifyReply,
  { errorBody }: UsageProductsSettings,
  { status, message }: Refused,
): FastifyReply => {
  void reply.code(status);
  if (errorBody === 'html') return reply.type('text/html').send(`<html><body>${message}</body></html>`);
  if (errorBody === 'empty') return reply.send();
  return reply.send({ message });
};
