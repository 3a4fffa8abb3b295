import { randomUUID } from 'node:crypto';
import { systemClock, systemTimers, type Clock, type Engine, type Timers } from '@holdall/core';
import type { Callback } from './callbacks/callback.js';
import { Configuration } from './client/configuration.js';
import {
  cases,
  resolveCase,
  type Case,
  type CasesInput,
  type ResolveCaseInput,
  type Resolution,
} from './flows/cases.js';
import { syncCatalogue, type CatalogueReport, type SyncInput } from './flows/catalogue.js';
import { differences, type DifferencesInput, type DifferencesReport } from './flows/differences.js';
import { Leases } from './flows/leases.js';
import { pollAll, type PollReport } from './flows/poll.js';
import { handleLeftOver, Inbox } from './flows/receive.js';
import { quoteRefund, type RefundInput, type RefundQuote } from './flows/quote.js';
import { reconcile, type ReconcileReport } from './flows/reconcile.js';
import { refund } from './flows/refund.js';
import { refundStock, type RefundStockInput, type StockRefund } from './flows/refund-stock.js';
import { Routines } from './flows/routines.js';
import { fulfil, sell, type FulfilInput, type SellInput } from './flows/sell.js';
import { lots, stock, type StockInput, type StockOrder } from './flows/stock.js';
import type { BundleStock } from './mapping/translate.js';
import { Announcer, type BridgeSubscriber } from './flows/thresholds.js';
import type { Sale } from './ports/sale.js';
import type { BridgeStore, SaleQuery } from './ports/store.js';
import type { Parts } from './parts.js';
import { defaultSettings, type BridgeSettings } from './settings.js';
import { vendorOf } from './vendor.js';

export interface BridgeOptions extends Partial<BridgeSettings> {
  readonly engine: Engine;
  readonly store: BridgeStore;
  /** How eSIM Go is called. Default: from the environment. */
  readonly configuration?: Configuration;
  /** Default: the machine's. Give the engine's own. */
  readonly clock?: Clock;
  readonly timers?: Timers;
  /** Hears of what went wrong where nobody waits for an answer: what goes on by itself, and subscribers. Default: nobody. */
  readonly failed?: (error: unknown) => void;
}

/** Between an engine and eSIM Go: what is sold there is held here. */
export class Bridge {
  readonly #inbox: Inbox;
  readonly #routines: Routines;

  constructor(private readonly parts: Parts) {
    this.#inbox = new Inbox(parts);
    this.#routines = new Routines(parts);
  }

  /** Sells a bundle. @throws SaleRefusedError, DeniedError, ConflictError, InvalidInputError, NotFoundError */
  sell(input: SellInput): Promise<Sale> {
    return sell(this.parts, input);
  }

  /** Gives a pending entry its bundle. @throws as `sell`. */
  fulfil(input: FulfilInput): Promise<Sale> {
    return fulfil(this.parts, input);
  }

  /** What a refund would bring back, or why nothing. Only looks. @throws EsimGoError, NotFoundError */
  quoteRefund(input: RefundInput): Promise<RefundQuote> {
    return quoteRefund(this.parts, input);
  }

  /** Gives a bundle back. @throws NotRefundableError, EsimGoError, NotFoundError */
  refund(input: RefundInput): Promise<Sale> {
    return refund(this.parts, input);
  }

  /** Gives stock back, one answer for each lot. @throws ConflictError, EsimGoError, InvalidInputError */
  refundStock(input: RefundStockInput): Promise<readonly StockRefund[]> {
    return refundStock(this.parts, input);
  }

  /** One pass over everything that is open. Costs no writes where nothing changed. */
  reconcile(): Promise<ReconcileReport> {
    return reconcile(this.parts);
  }

  /** Goes on by itself from now on: asks the vendor what is used, handles what was received, reconciles. Of several bridges on one store, one does. */
  start(): void {
    this.#routines.start();
  }

  /** Resolves when what was begun has ended. */
  async stop(): Promise<void> {
    await this.#routines.stop();
    await this.#inbox.idle();
  }

  /** What a callback is given to: `app.register(esimGoCallbacks, { keys, receive: bridge.receive })`. Handled once it is answered. */
  readonly receive = (callback: Callback): Promise<'new' | 'duplicate'> => this.#inbox.receive(callback);

  /** Resolves when the callbacks that were received so far are handled, as far as the vendor can be asked. */
  idle(): Promise<void> {
    return this.#inbox.idle();
  }

  /** Handles what was received and left, then asks for every eSIM that something is held on. Writes nothing where nothing has changed. */
  async poll(): Promise<PollReport> {
    await handleLeftOver(this.parts);
    return pollAll(this.parts);
  }

  /** Hears when 50, 80 and 100 % of a bundle are used, each once, after that was stored. Answers how to end it. */
  subscribe(subscriber: BridgeSubscriber): () => void {
    return this.parts.announcer.add(subscriber);
  }

  sale(user: string, entry: number): Promise<Sale | null> {
    return this.parts.store.saleOf(user, entry);
  }

  sales(query: SaleQuery): Promise<readonly Sale[]> {
    return this.parts.store.sales(query);
  }

  /** Buys bundles into the inventory. @throws StockRefusedError, ConflictError, InvalidInputError */
  stock(input: StockInput): Promise<StockOrder> {
    return stock(this.parts, input);
  }

  /** What lies in the inventory. */
  lots(): Promise<readonly BundleStock[]> {
    return lots(this.parts);
  }

  /** Brings the vendor's bundles in as items. Once a day is enough, and more is not asked. */
  syncCatalogue(input?: SyncInput): Promise<CatalogueReport> {
    return syncCatalogue(this.parts, input);
  }

  /** What waits for a human, with all that is known of it. */
  cases(input?: CasesInput): Promise<readonly Case[]> {
    return cases(this.parts, input);
  }

  /** A human has found out: done, refused, or to be sent again. @throws NoCaseError, InvalidInputError */
  resolveCase(input: ResolveCaseInput): Promise<Resolution> {
    return resolveCase(this.parts, input);
  }

  /** Where the vendor's view and ours differ. Reads much and writes nothing. */
  differences(input?: DifferencesInput): Promise<DifferencesReport> {
    return differences(this.parts, input);
  }

  async close(): Promise<void> {
    await this.stop();
    await this.parts.store.close();
  }
}

/** Opens the store. @throws StorageError, InvalidInputError for a configuration that cannot work. */
export const createBridge = async (options: BridgeOptions): Promise<Bridge> => {
  const { engine, store, configuration = new Configuration(), clock = systemClock, timers = systemTimers } = options;
  const settings: BridgeSettings = {
    source: options.source ?? defaultSettings.source,
    settlingTime: options.settlingTime ?? defaultSettings.settlingTime,
    skew: options.skew ?? defaultSettings.skew,
    leaseTime: options.leaseTime ?? defaultSettings.leaseTime,
    leasePatience: options.leasePatience ?? defaultSettings.leasePatience,
    orderInterval: options.orderInterval ?? defaultSettings.orderInterval,
    orderSize: options.orderSize ?? defaultSettings.orderSize,
    catalogueTime: options.catalogueTime ?? defaultSettings.catalogueTime,
    pollActive: options.pollActive ?? defaultSettings.pollActive,
    pollQueued: options.pollQueued ?? defaultSettings.pollQueued,
    reconcileInterval: options.reconcileInterval ?? defaultSettings.reconcileInterval,
    refundPeriod: options.refundPeriod ?? defaultSettings.refundPeriod,
    refunds: options.refunds ?? defaultSettings.refunds,
  };
  await store.open();
  const leases = new Leases({ store, clock, timers, settings, holder: randomUUID() });
  const failed = options.failed ?? (() => undefined);
  const announcer = new Announcer(failed);
  return new Bridge({
    engine,
    vendor: vendorOf(configuration),
    store,
    leases,
    announcer,
    clock,
    timers,
    settings,
    failed,
  });
};
