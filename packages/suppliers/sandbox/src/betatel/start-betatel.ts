import type { FastifyReply } from 'fastify';
import { fail, Faults } from '../http/fault.js';
import { listening, newServer, type ListenOptions } from '../http/listening.js';
import type { BetatelInventory } from './inventory.js';
import { pageOf, type BetatelPage } from './page.js';
import { betatelDefaults, type BetatelSettings } from './settings.js';

export interface BetatelOptions extends ListenOptions {
  readonly inventories?: readonly BetatelInventory[] | undefined;
  readonly settings?: Partial<BetatelSettings> | undefined;
}

export interface BetatelSandbox {
  /** The base URL of the API: `/inventories` comes behind it. */
  readonly url: string;
  readonly apiKey: string;
  readonly userId: string;
  /** What there is, in the order in which it is listed: tests change it in mid-walk. */
  inventories: readonly BetatelInventory[];
  settings: BetatelSettings;
  readonly faults: Faults;
  /** The queries of all requests that arrived, in order. */
  readonly requests: URLSearchParams[];
  /** Called before each request is answered, with its number from 1. */
  before: (nth: number) => void;
  /** What a page becomes on its way out. */
  rewrite: (page: BetatelPage) => unknown;
  close(): Promise<void>;
}

/** Plays Betatel's `GET /inventories` in this process. */
export const startBetatel = async (options: BetatelOptions = {}): Promise<BetatelSandbox> => {
  const server = newServer();
  const sandbox: Omit<BetatelSandbox, 'url'> = {
    apiKey: 'sandbox-betatel-key',
    userId: 'sandbox-betatel-user',
    inventories: options.inventories ?? [],
    settings: { ...betatelDefaults, ...options.settings },
    faults: new Faults(),
    requests: [],
    before: () => undefined,
    rewrite: (page) => page,
    close: async () => server.close(),
  };
  server.get('/api/v1/esim/inventories', (request, reply) => {
    const { searchParams } = new URL(request.url, 'http://sandbox');
    const nth = sandbox.requests.push(searchParams);
    sandbox.before(nth);
    const fault = sandbox.faults.next();
    if (fault !== undefined) return fail(reply, fault);
    const { headers } = request;
    if (headers['x-api-key'] !== sandbox.apiKey || headers['x-user-id'] !== sandbox.userId) {
      return refuse(reply, sandbox.settings, 401, 'Unauthorized: invalid or missing API key');
    }
    const page = pageOf(sandbox.inventories, sandbox.settings, searchParams);
    if (typeof page === 'string') return refuse(reply, sandbox.settings, 400, page);
    return reply.send(sandbox.rewrite(page));
  });
  return Object.assign(sandbox, { url: `${await listening(server, options)}/api/v1/esim` });
};

const refuse = (reply: FastifyReply, { errorBody }: BetatelSettings, status: number, message: string): FastifyReply => {
  void reply.code(status);
  if (errorBody === 'html') return reply.type('text/html').send(`<html><body>${message}</body></html>`);
  if (errorBody === 'empty') return reply.send();
  return reply.send({ message, statusCode: status });
};
