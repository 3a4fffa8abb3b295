// The program of a process with an engine and a bridge, on two databases. It lives as long as its standard input is open.
import 'reflect-metadata';
import { createInterface } from 'node:readline';
import { createEngine, HoldallError, type Engine } from '@holdall/core';
import {
  Configuration,
  createBridge,
  RateLimiter,
  type Bridge,
  type BridgeStore,
  type Operation,
  type Sale,
  type Timing,
} from '@holdall/esim-go';
import { TypeOrmBridgeStore } from '@holdall/esim-go/typeorm';
import { createStore } from '@holdall/persistence';
import { Death } from './death.js';
import type { Books, BridgeAnswer, BridgeOrder, Task } from './messages.js';

const tell = (answer: BridgeAnswer): void => void process.stdout.write(`${JSON.stringify(answer)}\n`);

const death = new Death();
let now = 0;
const clock = { now: () => now };

/** The client's pauses take a hundredth of their time; what never answers is waited for a second. */
const timing: Timing = {
  now: () => performance.now() * 100,
  after: (milliseconds, call) => {
    const timer = setTimeout(call, milliseconds / 100);
    return () => clearTimeout(timer);
  },
  random: () => 0.5,
};
const timeout = 1_000;

interface Opened {
  readonly engine: Engine;
  readonly store: BridgeStore;
  readonly bridge: Bridge;
}

const open = async (task: Extract<Task, { do: 'open' }>): Promise<Opened> => {
  const { basePath, apiKey } = task;
  const engine = await createEngine({ store: createStore({ type: 'better-sqlite3', database: task.engine }), clock });
  const parameters = { basePath, apiKey, timeout, timing, limiter: new RateLimiter({ timing }) };
  const store = new TypeOrmBridgeStore({ type: 'better-sqlite3', database: task.bridge });
  const configuration = new Configuration({
    ...parameters,
    fetch: (...request) => death.around(() => fetch(...request)),
  });
  const bridge = await createBridge({
    engine: death.wrap(engine),
    store: death.wrap(store),
    configuration,
    clock,
    // The clock moves only between orders: nobody would ever wait long enough.
    orderInterval: 0,
  });
  return { engine, store, bridge };
};

let opened: Opened | null = null;

const done = async (task: Task): Promise<unknown> => {
  if (task.do === 'open') {
    opened = await open(task);
    return null;
  }
  const { engine, store, bridge } = opened!;
  switch (task.do) {
    case 'die':
      return death.arm(task.calls, task.when);
    case 'syncCatalogue':
      return bridge.syncCatalogue({ force: true });
    case 'sell':
      return bridge.sell(task);
    case 'refund':
      return bridge.refund({ user: task.user, entry: task.entry, to: 'inventory', acceptReturn: true });
    case 'reconcile':
      return bridge.reconcile();
    case 'poll':
      return bridge.poll();
    case 'sales':
      return store.sales({ user: task.user, limit: 1_000 });
    case 'books':
      return books(engine, store);
  }
};

const books = async (engine: Engine, store: BridgeStore): Promise<Books> => {
  const used: { [entry: number]: number } = {};
  for await (const { entry, quantity } of engine.streamLog({ types: ['used'] })) {
    used[entry] = (used[entry] ?? 0) + quantity;
  }
  const entries: Books['entries'][number][] = [];
  for await (const { id, user, status, ended } of engine.streamEntries({ inactive: true })) {
    entries.push({ id, user, status, ended });
  }
  return {
    sales: await every<Sale>((after) => store.sales({ after, limit: 1_000 })),
    operations: await every<Operation>((after) => store.operations({ after, limit: 1_000 })),
    entries,
    used,
    unbalanced: (await engine.audit()).unbalanced,
  };
};

const every = async <T extends { readonly id: string }>(
  list: (after: string | undefined) => Promise<readonly T[]>,
): Promise<readonly T[]> => {
  const all: T[] = [];
  for (let after: string | undefined; ;) {
    const page = await list(after);
    if (page.length === 0) return all;
    all.push(...page);
    after = page.at(-1)!.id;
  }
};

for await (const line of createInterface({ input: process.stdin })) {
  const { id, now: then, ...task } = JSON.parse(line) as BridgeOrder;
  now = Math.max(now, then);
  void done(task).then(
    (value) => tell({ id, value }),
    (error: unknown) => {
      if (error instanceof HoldallError && error.code !== 'internal') tell({ id, refused: error.code });
      else tell({ id, failed: error instanceof Error ? String(error.stack) : String(error) });
    },
  );
}
process.exit(0);
