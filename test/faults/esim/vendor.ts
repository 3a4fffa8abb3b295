import { startSandbox, type FaultInput, type World } from '@holdall/esim-go-sandbox';

/** The vendor of a fault run: the sandbox in this process, its clock, its customers' phones, and how badly it answers. */
export class Vendor {
  #now: number;

  private constructor(
    private readonly sandbox: Awaited<ReturnType<typeof startSandbox>>,
    start: Date,
  ) {
    this.#now = start.getTime();
  }

  static async start(seed: number, start: Date): Promise<Vendor> {
    return new Vendor(await startSandbox({ seed, now: start, settings: { rateLimit: { enabled: false } } }), start);
  }

  get now(): number {
    return this.#now;
  }

  get url(): string {
    return this.sandbox.url;
  }

  get apiKey(): string {
    return this.sandbox.apiKey;
  }

  async advance(milliseconds: number): Promise<void> {
    this.#now += milliseconds;
    await this.control('POST', '/clock', { to: new Date(this.#now).toISOString() });
  }

  /** From now on so many calls of a hundred go wrong, in each way that the sandbox knows as often as in the others. */
  async goWrong(percent: number): Promise<void> {
    const each = percent / 100 / ways.length;
    for (const [index, way] of ways.entries()) {
      // Asked only where none before it has struck.
      const chance = each / (1 - each * index);
      await this.control('POST', '/faults', { operation: '*', times: null, chance, ...way });
    }
  }

  async behave(): Promise<void> {
    await this.control('DELETE', '/faults');
  }

  truth(): Promise<World> {
    return this.control<World>('GET', '/state');
  }

  /** How many calls each way has struck, by the names of `ways`. */
  async struck(): Promise<{ readonly calls: number; readonly ways: ReadonlyMap<string, number> }> {
    const { requests } = await this.control<{ requests: readonly { fault: number | null }[] }>('GET', '/requests');
    const counts = new Map(ways.map((way) => [nameOf(way), 0]));
    for (const { fault } of requests) {
      if (fault === null) continue;
      const name = nameOf(ways[fault - 1]!);
      counts.set(name, counts.get(name)! + 1);
    }
    return { calls: requests.length, ways: counts };
  }

  close(): Promise<void> {
    return this.sandbox.close();
  }

  async control<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(this.sandbox.controlUrl + path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}

type Way = Pick<FaultInput, 'effect' | 'outcome' | 'delayMs'>;

const outcomes: readonly FaultInput['outcome'][] = [
  { kind: 'status', status: 500 },
  { kind: 'status', status: 500, contentType: 'text' },
  { kind: 'status', status: 502, contentType: 'html' },
  { kind: 'status', status: 503, retryAfterSeconds: 5 },
  { kind: 'drop' },
  { kind: 'hang' },
  { kind: 'malformed' },
  { kind: 'truncate' },
];

/** Whatever the caller sees of it, the call was carried out or was not. A late answer is late before or after. */
const ways: readonly Way[] = [
  ...(['none', 'done'] as const).flatMap((effect) => [
    ...outcomes.map((outcome) => ({ effect, outcome })),
    { effect, outcome: { kind: 'answer' as const }, delayMs: 40 },
  ]),
  { effect: 'none', outcome: { kind: 'status', status: 429, retryAfterSeconds: 1 } },
];

const nameOf = ({ effect, outcome }: Way): string =>
  `${effect} ${outcome.kind === 'status' ? `${outcome.status} ${outcome.contentType ?? 'json'}` : outcome.kind}`;
