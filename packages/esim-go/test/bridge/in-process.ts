import { MemoryStore, type Store } from '@holdall/core';
import {
  createBridge,
  itemDocument,
  MemoryBridgeStore,
  templateDocument,
  type Bridge,
  type BridgeOptions,
  type ConfigurationParameters,
} from '@holdall/esim-go';
import { readCallback, type Callback } from '@holdall/esim-go/callbacks';
import type { SettingsPatch, World } from '@holdall/esim-go-sandbox';
import { createTestEngine, type Duration, type TestClock } from '@holdall/testing';
import { handle } from '../../sandbox/src/api/handle.js';
import type { ControlCommand } from '../../sandbox/src/control/command.js';
import { runCommand } from '../../sandbox/src/control/run.js';
import { written } from '../../sandbox/src/http/written.js';
import { operations } from '../../sandbox/src/operations/index.js';
import { assign } from '../../sandbox/src/rules/assign.js';
import { issueEsim } from '../../sandbox/src/rules/esims.js';
import { openLot } from '../../sandbox/src/rules/lots.js';
import { moveTo } from '../../sandbox/src/rules/settle.js';
import { start as startAssignment, useData } from '../../sandbox/src/rules/traffic.js';
import { catalogueShape } from '../../sandbox/src/shapes/bundle.js';
import { startingWorld } from '../../sandbox/src/world/starting-world.js';
import type { WorldDraft } from '../../sandbox/src/world/world.js';
import { newSale } from '../../src/flows/sale-record.js';
import type { Sale } from '../../src/ports/sale.js';
import { configured, key } from '../client/hurry.js';
import { start } from './bridged.js';

/** The sandbox's rules without its servers, for where there is much to ask and HTTP is not the point. */
export class Vendor {
  world: World;
  /** How often each operation was called, and what of. */
  readonly calls: { readonly operation: string; readonly path: string }[] = [];
  /** Whether every connection to it is lost. */
  down = false;

  constructor(settings: SettingsPatch = {}, seed = 7) {
    this.world = startingWorld({ seed, now: Date.parse(start), apiKey: key, settings });
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, searchParams } = new URL(typeof input === 'string' ? input : '');
    const segments = pathname.replace(/^\/v2\.4/, '').split('/');
    const operation = operations.find(({ method, path }) => method === init?.method && matches(path, segments));
    if (operation === undefined) throw new Error(`no operation for ${init?.method} ${pathname}`);
    this.calls.push({ operation: operation.id, path: pathname });
    if (this.down) throw new Error('the connection was lost');
    const query = Object.fromEntries([...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]));
    const body: unknown = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined;
    const headers = new Headers(init?.headers);
    const request = {
      params: paramsIn(operation.path, segments),
      query,
      accept: headers.get('accept') ?? '',
      key: headers.get('x-api-key'),
      ip: '127.0.0.1',
      body,
    };
    const { world, response } = handle(this.world, operation, request);
    this.world = world;
    const answer = written(world.settings.shapes, response, Date.now());
    return new Response(Buffer.from(answer.body), { status: answer.status, headers: answer.headers });
  };

  change(work: (world: WorldDraft) => void): void {
    const command = {
      body: { parse: (body: unknown) => body },
      changes: (world: WorldDraft) => {
        work(world);
        return null;
      },
    } as unknown as ControlCommand;
    this.world = runCommand(this.world, command, { params: {}, body: null }).world;
  }

  /** The same, much quicker where much is changed at once. Time cannot be moved by it. */
  changeMuch(work: (world: WorldDraft) => void): void {
    const world = structuredClone(this.world) as WorldDraft;
    work(world);
    this.world = world;
  }

  /** An eSIM's own words on an assignment. */
  assignment(iccid: string, id: string): World['esims'][string]['assignments'][number] {
    return this.world.esims[iccid]!.assignments.find((one) => one.id === id)!;
  }

  traffic(iccid: string, bytes: number): void {
    this.change((world) => void useData(world, world.esims[iccid]!, { bytes, country: 'FR' }));
  }

  /** Callbacks that were made and not dropped, each as often as it is sent, as the plugin hands them over. */
  sent(receivedAt: number): readonly Callback[] {
    const { callbacks } = this.world;
    return callbacks
      .filter(({ state }) => state !== 'dropped')
      .flatMap(({ body, copies, signature }) =>
        Array.from({ length: copies }, () =>
          readCallback(Buffer.from(body), { receivedAt, signed: signature !== null }),
        ),
      );
  }
}

const matches = (path: string, segments: readonly string[]): boolean => {
  const pattern = path.split('/');
  return (
    pattern.length === segments.length && pattern.every((one, nth) => one.startsWith(':') || one === segments[nth])
  );
};

const paramsIn = (path: string, segments: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    path
      .split('/')
      .flatMap((one, nth) => (one.startsWith(':') ? [[one.slice(1), decodeURIComponent(segments[nth]!)]] : [])),
  );

/** Where callbacks go, so that the sandbox makes some: held back, for a test to take. */
export const held = (more: SettingsPatch['callbacks'] = {}): SettingsPatch => ({
  callbacks: { url: 'http://callbacks.example.com', version: 'V3', hold: true, ...more },
});

export interface Setup {
  readonly settings?: SettingsPatch | undefined;
  readonly seed?: number | undefined;
  readonly options?: Partial<BridgeOptions> | undefined;
  readonly configuration?: ConfigurationParameters | undefined;
  readonly engineStore?: Store | undefined;
  readonly vendor?: Vendor | undefined;
  /** The bridge's, where the client's calls are to be timed by it, too. */
  readonly clock?: TestClock | undefined;
}

/** An engine with the sandbox's catalogue, a vendor in this process, and a bridge between the two. */
export const inProcess = async (setup: Setup = {}) => {
  const { settings, seed, options, configuration: given, engineStore = new MemoryStore() } = setup;
  const vendor = setup.vendor ?? new Vendor(settings, seed);
  const test = await createTestEngine({ start, store: engineStore });
  const { engine } = test;
  const clock = setup.clock ?? test.clock;
  const items = Object.values(vendor.world.catalogue).flatMap((bundle) => itemDocument(catalogueShape(bundle)) ?? []);
  await engine.importCatalogue({ catalogue: { templates: [templateDocument()], items } });
  const configuration = configured('http://vendor.example.com/v2.4', { fetch: vendor.fetch, ...given });
  const store = options?.store ?? new MemoryBridgeStore();
  const parts = { engine, store, clock, timers: clock, configuration, ...options };
  const bridge = await createBridge(parts);
  return {
    vendor,
    engine,
    clock,
    store,
    bridge,
    another: (others: Partial<BridgeOptions> = {}): Promise<Bridge> => createBridge({ ...parts, ...others }),
    /** Time passes, for all of them. */
    later: (by: Duration): void => {
      clock.advance(by);
      vendor.change((world) => moveTo(world, clock.now()));
    },
    sold: async (bundle: string, user = 'anna', iccid?: string): Promise<Sale> => {
      vendor.change((world) => {
        const { price } = world.catalogue[bundle]!;
        openLot(world, { bundle, total: 1, remaining: 1, price, orderReference: null });
      });
      const sale = await bridge.sell({
        user,
        item: bundle,
        key: `${user} ${vendor.calls.length}`,
        iccid: iccid ?? null,
      });
      if (sale.stage !== 'held') throw new Error(`not held: ${JSON.stringify(sale)}`);
      return sale;
    },
    /** So many eSIMs with so many of a bundle on each, held by one user per eSIM: stored, as if they had been sold. */
    holding: async (
      bundle: string,
      {
        esims,
        each,
        state = 'queued',
      }: { readonly esims: number; readonly each: number; readonly state?: 'queued' | 'active' },
    ) => {
      let references = 0;
      const sales: Sale[] = [];
      const onEsims: (readonly { readonly id: string; readonly reference: string; readonly iccid: string }[])[] = [];
      vendor.changeMuch((world) => {
        const { price } = world.catalogue[bundle]!;
        const lot = openLot(world, { bundle, total: esims * each, remaining: 0, price, orderReference: null });
        for (let nth = 0; nth < esims; nth += 1) {
          const esim = issueEsim(world, { profileStatus: 'Installed', firstInstalledAt: world.now });
          onEsims.push(
            Array.from({ length: each }, () => {
              // Not by the world's chance, which costs more than all the rest.
              const reference = `00000000-0000-4000-8000-${String((references += 1)).padStart(12, '0')}-0`;
              const assignment = assign(world, esim, { bundle: world.catalogue[bundle]!, lot, reference });
              if (state === 'active') startAssignment(world, assignment);
              const { id } = assignment;
              return { id, reference, iccid: esim.iccid };
            }),
          );
        }
      });
      for (const [nth, assignments] of onEsims.entries()) {
        const user = `user ${nth}`;
        const { entries } = await engine.grant({ user, item: bundle, quantity: each, status: 'active' });
        for (const [which, { id, reference, iccid }] of assignments.entries()) {
          const { unlimited, initial } = vendor.assignment(iccid, id);
          const meter = { state, initial: unlimited ? null : initial, used: 0, endsAt: null };
          sales.push({
            ...newSale(
              {
                id: `sale-${String(nth).padStart(6, '0')}-${which}`,
                user,
                entry: entries[which]!.id,
                item: entries[which]!.item,
                bundle,
                source: 'inventory',
                wanted: null,
              },
              clock.now(),
            ),
            stage: 'held',
            iccid,
            reference: reference.replace(/-0$/, ''),
            assignment: id,
            meter,
            booked: meter,
          });
        }
      }
      await store.commit({ sales });
      return sales;
    },
  };
};

/** Counts what is written into either store: what it wraps works as before. */
export const counting = <T extends object>(target: T, writes: ReadonlySet<string>) => {
  const counts = new Map<string, number>();
  const wrapped = new Proxy(target, {
    get: (_target, name) => {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        if (typeof name === 'string' && writes.has(name)) counts.set(name, (counts.get(name) ?? 0) + 1);
        return Reflect.apply(member, target, given);
      };
    },
  });
  return { wrapped, counts };
};
