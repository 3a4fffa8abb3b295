import { createEngine, MemoryStore, RemoteError, type Engine } from '@holdall/core';
import {
  CatalogueApi,
  createBridge,
  MemoryBridgeStore,
  NotRefundableError,
  SaleRefusedError,
  type Bridge,
  type Sale,
} from '@holdall/esim-go';
import type { Vendor } from './vendor.js';

/** One bundle that a customer ordered and paid. */
export interface Purchase {
  readonly key: string;
  readonly customer: string;
  readonly bundle: string;
  /** Cents. */
  readonly paid: number;
  /** As last seen; null: nobody could say yet what became of it. */
  sale: Sale | null;
  refused: boolean;
  /** Cents that the customer has back: all or nothing. */
  back: number;
}

/** The bundle is gone, and what came back for it cannot be told: the sale says so, for a human. */
export const isUnproven = ({ sale }: Purchase): boolean =>
  sale?.stage === 'refunded' && sale.refund?.returned === 'unknown';

/** The shop: its till, the engine that knows who holds what, and the bridge that buys it. */
export class Shop {
  readonly till: Purchase[] = [];
  #orders = 0;

  private constructor(
    readonly engine: Engine,
    readonly bridge: Bridge,
    /** What a bundle costs a customer, in cents. */
    readonly prices: ReadonlyMap<string, number>,
  ) {}

  static async open({ clock, configuration }: Vendor): Promise<Shop> {
    const engine = await createEngine({ store: new MemoryStore(), clock });
    // By this clock no time passes within a day: orders may follow one another at once.
    const bridge = await createBridge({
      engine,
      store: new MemoryBridgeStore(),
      configuration,
      clock,
      orderInterval: 0,
    });
    await bridge.syncCatalogue();
    const { data } = await new CatalogueApi(configuration).catalogueGet();
    const prices = new Map((data.bundles ?? []).map(({ name = '', price = 0 }) => [name, retail(price)]));
    return new Shop(engine, bridge, prices);
  }

  /** The customer pays first. An answer that never came is asked for again at night. */
  async sell(customer: string, bundle: string): Promise<void> {
    this.#orders += 1;
    const key = `order ${this.#orders}`;
    const paid = this.prices.get(bundle)!;
    const purchase: Purchase = { key, customer, bundle, paid, sale: null, refused: false, back: 0 };
    this.till.push(purchase);
    await this.#deliver(purchase);
  }

  /** Money goes back when it is proven that the bundle did. Answers why it does not, or null. */
  async refund(purchase: Purchase): Promise<string | null> {
    const { user, entry } = purchase.sale!;
    // The customer is told that the eSIM may go with its last bundle.
    const wish = { user, entry: entry!, to: 'inventory', acceptReturn: true } as const;
    try {
      const { why } = await this.bridge.quoteRefund(wish);
      if (why !== null) return why;
      this.#note(purchase, await this.bridge.refund(wish));
      return null;
    } catch (error) {
      // Used between the question and the order; or the vendor cannot be asked now, and nothing was begun.
      if (error instanceof NotRefundableError) return error.details.reason;
      if (error instanceof RemoteError) return error.code;
      throw error;
    }
  }

  /** What was left open is carried on, meters are read, and the till follows. */
  async night(): Promise<void> {
    await this.bridge.reconcile();
    for (const purchase of this.till) {
      if (purchase.refused) continue;
      if (purchase.sale === null || purchase.sale.assignment === null) await this.#deliver(purchase);
      else this.#note(purchase, (await this.bridge.sale(purchase.customer, purchase.sale.entry!))!);
    }
    await this.bridge.poll();
  }

  async close(): Promise<void> {
    await this.bridge.close();
    await this.engine.close();
  }

  /** With the same key it is the same sale, however often it is asked for. */
  async #deliver(purchase: Purchase): Promise<void> {
    const { customer, bundle, key } = purchase;
    try {
      this.#note(purchase, await this.bridge.sell({ user: customer, item: bundle, key }));
    } catch (error) {
      if (!(error instanceof SaleRefusedError)) throw error;
      purchase.refused = true;
      purchase.back = purchase.paid;
    }
  }

  #note(purchase: Purchase, sale: Sale): void {
    purchase.sale = sale;
    const returned = sale.refund?.returned;
    if (sale.stage === 'refunded' && (returned === 'inventory' || returned === 'balance'))
      purchase.back = purchase.paid;
  }
}

/** Two fifths on top of what the vendor takes, to the cent. The catalogue's price is a decimal. */
const retail = (price: number): number => Math.ceil((Math.round(price * 100) * 7) / 5);
