import { CatalogueApi, createBridge, itemDocument, MemoryBridgeStore, templateDocument } from '@holdall/esim-go';
import type { BridgeOptions } from '@holdall/esim-go';
import { createTestEngine } from '@holdall/testing';
import { configured } from '../client/hurry.js';

/** Where the sandbox's clock stands after each reset. */
export const start = '2026-01-31T10:00:00.000Z';

/** An engine in memory with the sandbox's catalogue in it, and a bridge between the two. */
export const bridged = async (
  sandbox: { readonly url: string; readonly apiKey: string },
  options: Partial<BridgeOptions> = {},
) => {
  const { engine, clock } = await createTestEngine({ start });
  const configuration = configured(sandbox.url, { apiKey: sandbox.apiKey });
  const { data } = await new CatalogueApi(configuration).catalogueGet(1, 50);
  const items = (data.bundles ?? []).flatMap((bundle) => itemDocument(bundle) ?? []);
  await engine.importCatalogue({ catalogue: { templates: [templateDocument()], items } });
  const store = options.store ?? new MemoryBridgeStore();
  // No pauses between orders: the clock stands still, and nobody moves it while a test waits for a sale.
  const parts = { engine, store, clock, timers: clock, configuration, orderInterval: 0, ...options };
  return {
    engine,
    clock,
    store,
    bridge: await createBridge(parts),
    /** Another process on the same stores. */
    another: () => createBridge(parts),
  };
};
