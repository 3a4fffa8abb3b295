import { randomUUID } from 'node:crypto';
import { systemClock, systemTimers, type Clock, type Engine, type Timers } from '@holdall/core';
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
import { quoteRefund, type RefundInput, type RefundQuote } from './flows/quote.js';
import { reconcile, type ReconcileReport } from './flows/reconcile.js';
import { refund } from './flows/refund.js';
import { refundStock, type RefundStockInput, type StockRefund } from './flows/refund-stock.js';
import { fulfil, sell, type FulfilInput, type SellInput } from './flows/sell.js';
import { lots, stock, type StockInput, type StockOrder } from './flows/stock.js';
import type { BundleStock } from './mapping/translate.js';
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
}

/** Between an engine and eSIM Go: what is sold there is held here. */
export class Bridge {
  constructor(private readonly parts: Parts) {}

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

  close(): Promise<void> {
    return this.parts.store.close();
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
    refundPeriod: options.refundPeriod ?? defaultSettings.refundPeriod,
    refunds: options.refunds ?? defaultSettings.refunds,
  };
  await store.open();
  const leases = new Leases({ store, clock, timers, settings, holder: randomUUID() });
  return new Bridge({ engine, vendor: vendorOf(configuration), store, leases, clock, timers, settings });
};
