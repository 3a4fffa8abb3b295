import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { systemClock, systemTimers } from '@holdall/core';
import { BusyError, defaultSettings, type BridgeSettings } from '@holdall/esim-go';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Leases } from '../../src/flows/leases.js';
import { sharedPlaces, storeOn, type SharedPlace } from './places.js';
import type { tasks } from './process-parts.js';

const program = fileURLToPath(new URL('process.mjs', import.meta.url));

/** A process at work on that database. */
const started = (place: SharedPlace, task: keyof typeof tasks) => {
  const child = spawn(process.execPath, [program, JSON.stringify(place), task], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  // Only who reads it is kept alive by it.
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ended,
    go: () => child.stdin.write('go\n'),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    /** What it says next. */
    line: async (): Promise<string> => {
      const { value, done } = await lines.next();
      if (done === true) throw new Error('The process has ended.');
      return value;
    },
  };
};

const leasesOn = async (
  place: SharedPlace,
  settings: Partial<BridgeSettings>,
  now = systemClock.now,
): Promise<Leases> =>
  new Leases({
    store: await storeOn(place),
    clock: { now },
    timers: systemTimers,
    settings: { ...defaultSettings, ...settings },
    holder: 'this one',
  });

describe.each(sharedPlaces)('processes with a store on the same database: %s', (_name, fresh) => {
  it('begin together on an empty one, and lose no change, with a lease and without', async () => {
    const place = await fresh();
    const processes = [started(place, 'count'), started(place, 'count')];
    for (const one of processes) expect(await one.line()).toBe('ready');
    for (const one of processes) one.go();
    const told = await Promise.all(
      processes.map(async (one) => JSON.parse(await one.line()) as { alone: number; free: number; turns: number[] }),
    );
    const store = await storeOn(place);
    // Under the lease nobody was in anybody's way.
    expect(told.map(({ alone }) => alone)).toEqual([10, 10]);
    expect(await store.sale('alone')).toMatchObject({ announced: 20, revision: 20 });
    const free = told.reduce((sum, one) => sum + one.free, 0);
    expect(await store.sale('free')).toMatchObject({ announced: free, revision: free });
    const turns = told.flatMap((one) => one.turns);
    expect(turns.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    for (const one of told) expect(one.turns).toEqual(one.turns.toSorted((a, b) => a - b));
  });

  it('are killed between commits: no half is left, and their lease is taken over, but not before its time is over', async () => {
    const place = await fresh();
    const dying = started(place, 'commit');
    let answered = 0;
    while (answered < 5) answered = Number(await dying.line());
    await dying.kill();
    const store = await storeOn(place);
    const { revision } = (await store.sale('s'))!;
    expect(revision).toBeGreaterThanOrEqual(answered);
    expect(await store.messages({ handled: false, limit: 10_000 })).toHaveLength(revision);

    const impatient = { leasePatience: 0 };
    const before = await leasesOn(place, impatient);
    await expect(before.during('n', async () => 'done')).rejects.toThrow(BusyError);
    const after = await leasesOn(place, impatient, () => Date.now() + 60_000);
    expect(await after.during('n', async (turn) => turn)).toBe(2);
  });
});

describe('a wait for a lease that somebody else has', () => {
  const [, fresh] = sharedPlaces.at(-2)!;

  it('goes on when another process gives it back', async () => {
    const place = await fresh();
    const holding = started(place, 'hold');
    expect(await holding.line()).toBe('turn 1');
    const order: string[] = [];
    const leases = await leasesOn(place, {});
    const waiting = leases.during('n', async (turn) => order.push(`turn ${turn}`));
    await systemTimers.pause();
    order.push('told');
    holding.go();
    await waiting;
    expect(order).toEqual(['told', 'turn 2']);
    expect(await holding.ended).toEqual([0, null]);
  });

  it("is over at the end of the patience, by the machine's own clock and timers", async () => {
    const place = await fresh();
    const theirs = await leasesOn(place, {});
    const store = await storeOn(place);
    await store.lease({ name: 'n', holder: 'another', now: Date.now(), until: Date.now() + 600_000 });
    const mine = await leasesOn(place, { leasePatience: 300 });
    let worked = false;
    const work = async () => void (worked = true);
    await expect(mine.during('n', work)).rejects.toMatchObject({ code: 'esim_go_busy', transient: true });
    expect(worked).toBe(false);
    // Not in the way of other names, nor of who comes later.
    await theirs.during('another name', work);
    expect(worked).toBe(true);
    await store.release('n', 'another');
    expect(await mine.during('n', async (turn) => turn)).toBe(2);
  });

  it('keeps a process alive that has nothing else to do, until it has done its work', async () => {
    const place = await fresh();
    const store = await storeOn(place);
    await store.lease({ name: 'n', holder: 'another', now: Date.now(), until: Date.now() + 600_000 });
    const waiting = started(place, 'wait');
    expect(await waiting.line()).toBe('refused');
    expect(await waiting.line()).toBe('refused');
    await store.release('n', 'another');
    for (let line = 'refused'; line !== 'turn 2';) line = await waiting.line();
    expect(await waiting.ended).toEqual([0, null]);
  });
});
