import type { Store } from '@holdall/core';
import { expect, it } from 'vitest';
import { ask, openStore, sharedPlaces, writing } from './worlds.js';

const most = 50_000;

/** Asks again as soon as it was answered, until the event loop has come round. */
const untilTurn = async (call: () => Promise<unknown>): Promise<boolean> => {
  let turned = false;
  setImmediate(() => (turned = true));
  for (let calls = 0; !turned && calls < most; calls += 1) await call();
  return turned;
};

// Some drivers answer in the same turn of the event loop: timers and sockets would wait until the last caller is done.
it.each(sharedPlaces)(
  '%s: who asks again at once does not keep the process from anything else',
  async (_name, place) => {
    const store: Store = await openStore(await place());
    expect(await untilTurn(() => ask(store, [{ kind: 'open', user: 'ann', item: 1 }]))).toBe(true);
    expect(await untilTurn(() => store.write(writing({})))).toBe(true);
  },
);
