import { once } from 'node:events';
import { systemClock, systemTimers } from '@holdall/core';
import { defaultSettings, StaleError, stored, type BridgeStore, type LeaseRequest } from '@holdall/esim-go';
import { TypeOrmBridgeStore, type BridgeStoreOptions } from '@holdall/esim-go/typeorm';
import { Leases } from '../../src/flows/leases.js';
import { messageOf, saleOf } from './records.js';

type Say = (line: string) => void;

/** A store that says when it was told that somebody else has the lease. */
const saying = (store: TypeOrmBridgeStore, say: Say): Pick<BridgeStore, 'lease' | 'release'> => ({
  lease: async (request: LeaseRequest) => {
    const taken = await store.lease(request);
    if (taken === null) say('refused');
    return taken;
  },
  release: (name, holder) => store.release(name, holder),
});

const leasesOn = (store: TypeOrmBridgeStore, say: Say): Leases =>
  new Leases({
    store: saying(store, say) as BridgeStore,
    clock: systemClock,
    timers: systemTimers,
    settings: { ...defaultSettings, leaseTime: 60_000, leasePatience: 60_000 },
    holder: `process ${process.pid}`,
  });

const opened = async (options: BridgeStoreOptions): Promise<TypeOrmBridgeStore> => {
  const store = new TypeOrmBridgeStore(options);
  await store.open();
  return store;
};

/** What the processes of `process.mjs` do. */
export const tasks = {
  /** Counts in a record, some rounds under a lease, some without. Begins when it is told to. */
  count: async (options: BridgeStoreOptions, say: Say): Promise<void> => {
    say('ready');
    await once(process.stdin, 'data');
    const store = await opened(options);
    const counted = async (id: string): Promise<boolean> => {
      const sale = (await store.sale(id)) ?? saleOf(id);
      try {
        await store.commit({ sales: [{ ...sale, announced: sale.announced + 1 }] });
        return true;
      } catch (error) {
        if (error instanceof StaleError) return false;
        throw error;
      }
    };
    const leases = leasesOn(store, () => undefined);
    let [alone, free] = [0, 0];
    const turns: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      await leases.during('n', async (turn) => {
        turns.push(turn);
        if (await counted('alone')) alone += 1;
      });
      for (let more = 0; more < 5; more += 1) if (await counted('free')) free += 1;
    }
    say(JSON.stringify({ alone, free, turns }));
    await store.close();
    process.stdin.destroy();
  },

  /** Has the lease, and commits one change after another until it is killed, and says so after each. */
  commit: async (options: BridgeStoreOptions, say: Say): Promise<void> => {
    const store = await opened(options);
    await leasesOn(store, say).during('n', async () => {
      for (let sale = saleOf('s'); ; sale = stored(sale)) {
        await store.commit({ sales: [sale], messages: [messageOf(`m-${sale.revision}`)] });
        say(`${sale.revision + 1}`);
      }
    });
  },

  /** Holds the lease until it is told to stop. */
  hold: async (options: BridgeStoreOptions, say: Say): Promise<void> => {
    const store = await opened(options);
    await leasesOn(store, say).during('n', async (turn) => {
      say(`turn ${turn}`);
      await once(process.stdin, 'data');
    });
    await store.close();
    process.stdin.destroy();
  },

  /** Has nothing else to do than to wait for the lease: no input, no server. */
  wait: async (options: BridgeStoreOptions, say: Say): Promise<void> => {
    const store = await opened(options);
    await leasesOn(store, say).during('n', async (turn) => say(`turn ${turn}`));
    await store.close();
  },
};
