import { createEngine, createWorker, MemoryStore, StorageError, type Worker, type WorkerOptions } from '@holdall/core';
import { createTestEngine, TestClock } from '@holdall/testing';
import { describe, expect, it } from 'vitest';

const second = 1000;
const minute = 60 * second;

const expirable = { type_hint: 'expirable', time_length: 1, unit_of_time: 'day' };

/** A world in which something waits for a worker: entries of ann's that are over, and an invoice. */
const waiting = async (options: Partial<WorkerOptions> = {}, entries = 3) => {
  const { engine, clock } = await createTestEngine({ rememberFor: minute });
  await engine.createItem({ item: { name: 'Pass', unique_key: 'pass', behaviors: [expirable] } });
  await engine.createSku({ sku: { sku: 'p', currency_code: 'EUR', price: 1, items: [{ unique_key: 'pass' }] } });
  await engine.grant({ user: 'ann', item: 'pass', quantity: entries, key: 'g' });
  clock.advance({ days: 1 });
  await engine.addBySku({ user: 'bob', sku: 'p' });
  const worker = createWorker(engine, { clock, timers: clock, interval: minute, ...options });
  /** Moves time on, and waits until the worker has done what it began then. */
  const later = async (milliseconds: number) => {
    clock.advance({ milliseconds });
    await worker.idle();
  };
  /** What stands in the log: an entry that nobody swept is shown as expired, too. */
  const logged = async (user: string) => {
    const { content } = await engine.log({ user, direction: 'ASC' });
    return content.map(({ type }) => type);
  };
  return { engine, clock, worker, later, logged };
};

/** An engine that fails as it is told, and counts its calls. */
const failing = (errors: (Error | null)[]) => {
  const calls: string[] = [];
  const call = async (name: string) => {
    calls.push(name);
    const error = errors.shift() ?? null;
    if (error !== null) throw error;
  };
  return {
    calls,
    engine: {
      sweepExpired: async () => (await call('sweep'), { expired: 0, forgotten: 0, more: false, replayed: false }),
      fulfilOutstanding: async () => (
        await call('fulfil'),
        { invoices: 0, activated: 0, more: false, replayed: false }
      ),
    },
  };
};

const busy = () => new StorageError('busy', { code: 'storage_busy', transient: true });
const closed = () => new StorageError('closed', { code: 'storage_closed', transient: false });

describe('a worker', () => {
  it('does nothing before it is started, then all there is to do within an interval, and again after each', async () => {
    const runs: unknown[] = [];
    const { clock, worker, later, logged } = await waiting({ onRun: (run) => runs.push(run) });
    await later(10 * minute);
    expect([await logged('ann'), await logged('bob'), runs]).toEqual([
      ['granted', 'granted', 'granted'],
      ['granted'],
      [],
    ]);

    worker.start();
    await later(minute);
    expect((await logged('ann')).toSorted()).toEqual([...Array(3).fill('expired'), ...Array(3).fill('granted')]);
    expect(await logged('bob')).toEqual(['granted', 'activated']);
    expect(runs).toEqual([{ expired: 3, forgotten: 1, fulfilled: 1, activated: 1, took: 0, complete: true }]);

    clock.advance({ days: 1 });
    await worker.idle();
    await later(minute);
    expect(await logged('bob')).toEqual(['granted', 'activated', 'expired']);
    await later(minute);
    expect(runs.slice(-1)).toEqual([{ expired: 0, forgotten: 0, fulfilled: 0, activated: 0, took: 0, complete: true }]);
    expect(worker.status).toMatchObject({ state: 'started', working: false, failuresInARow: 0, lastFailure: null });
    await worker.stop();
  });

  it('goes through any number of entries, chunk by chunk', async () => {
    const { worker, later } = await waiting({}, 1000);
    worker.start();
    await later(minute);
    expect(worker.status.lastRun).toMatchObject({ expired: 1000, complete: true });
  });

  it.each([
    ['only sweeps', { fulfil: false }, ['sweep']],
    ['only fulfils', { sweep: false }, ['fulfil']],
    ['does both', {}, ['sweep', 'fulfil']],
    ['does neither', { sweep: false, fulfil: false }, []],
  ])('%s where it is told so', async (_name, options, expected) => {
    const clock = new TestClock();
    const { engine, calls } = failing([]);
    const worker = createWorker(engine, { clock, timers: clock, ...options });
    worker.start();
    clock.advance({ minutes: 1 });
    await worker.idle();
    expect(calls).toEqual(expected);
  });

  it.each([
    ['interval', 0],
    ['interval', 1.5],
    ['interval', 86_400_001],
    ['chunkTime', 0],
    ['chunkTime', 1001],
  ])('refuses %s: %s', (path, value) => {
    expect(() => createWorker(failing([]).engine, { [path]: value })).toThrow(
      expect.objectContaining({ code: 'invalid_input', details: { faults: [expect.objectContaining({ path })] } }),
    );
  });
});

describe('starting and stopping a worker', () => {
  /** An engine whose sweeps, of which each has something to do, end when they are told to. */
  const held = () => {
    const ends: (() => void)[] = [];
    const clock = new TestClock();
    const sweepExpired = () =>
      new Promise<{ expired: number; forgotten: number; more: boolean; replayed: boolean }>((resolve) =>
        ends.push(() => resolve({ expired: 1, forgotten: 0, more: true, replayed: false })),
      );
    const worker = createWorker({ ...failing([]).engine, sweepExpired }, { clock, timers: clock, fulfil: false });
    return { ends, clock, worker };
  };
  const turns = () => new Promise((resolve) => setTimeout(resolve, 5));
  const settledYet = (promise: Promise<void>) => {
    let done = false;
    void promise.then(() => (done = true));
    return () => done;
  };

  it('stop waits for the chunk that is under way, and begins no other', async () => {
    const { ends, clock, worker } = held();
    worker.start();
    clock.advance({ minutes: 1 });
    await turns();
    expect(ends).toHaveLength(1);
    const stopped = settledYet(worker.stop());
    await turns();
    expect([stopped(), worker.status]).toMatchObject([false, { state: 'stopped', working: true }]);
    ends[0]!();
    await turns();
    expect([stopped(), ends.length]).toEqual([true, 1]);
    expect(worker.status.lastRun).toMatchObject({ expired: 1, complete: false });
    clock.advance({ days: 1 });
    await turns();
    expect(ends).toHaveLength(1);
  });

  it('stop before start, twice, and start twice are harmless', async () => {
    const { worker, later } = await waiting();
    await worker.stop();
    worker.start();
    worker.start();
    await later(minute);
    expect(worker.status.lastRun).toMatchObject({ expired: 3 });
    await Promise.all([worker.stop(), worker.stop()]);
    expect(worker.status.state).toBe('stopped');
  });

  it('a worker that is started twice, or again while it is being stopped, runs once in each interval', async () => {
    const { ends, clock, worker } = held();
    worker.start();
    worker.start();
    clock.advance({ minutes: 1 });
    await turns();
    expect(ends).toHaveLength(1);
    const stopped = worker.stop();
    worker.start();
    clock.advance({ minutes: 1 });
    await turns();
    expect(ends).toHaveLength(1);
    const again = worker.stop();
    ends[0]!();
    await Promise.all([stopped, again]);
    worker.start();
    clock.advance({ minutes: 1 });
    await turns();
    expect(ends).toHaveLength(2);
    const last = worker.stop();
    ends[1]!();
    await last;
  });
});

describe('the timers of a worker', () => {
  it('are called off when it is stopped, and never more than one', async () => {
    const clock = new TestClock();
    let end: () => void = () => undefined;
    let sweeps = 0;
    const runs: unknown[] = [];
    const sweepExpired = async () => {
      sweeps += 1;
      await new Promise<void>((resolve) => (end = resolve));
      return { expired: 0, forgotten: 0, more: false, replayed: false };
    };
    const parts = { clock, timers: clock, fulfil: false, interval: minute, onRun: (run: unknown) => runs.push(run) };
    const worker = createWorker({ ...failing([]).engine, sweepExpired }, parts);
    const later = async (seconds: number) => {
      clock.advance({ seconds });
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    worker.start();
    await worker.stop();
    await later(600);
    expect(runs).toEqual([]);

    worker.start();
    await later(30);
    const stopped = worker.stop();
    worker.start();
    end();
    await stopped;
    expect([sweeps, runs.length]).toEqual([1, 1]);
    // What it planned when it was started again gave way to what it planned when the run was over: one interval later.
    await later(59);
    expect(sweeps).toBe(1);
    await later(1);
    expect(sweeps).toBe(2);
    end();
    await worker.stop();
  });
});

describe('a worker whose store fails', () => {
  it('tells of it, tries again later each time, and forgets it when all is well', async () => {
    const clock = new TestClock();
    const started = clock.now();
    const told: unknown[] = [];
    const at: number[] = [];
    // Two calls a run: the other duty is done all the same.
    const { engine, calls } = failing([busy(), null, busy(), null, null, busy(), null, null]);
    const worker: Worker = createWorker(engine, {
      clock,
      timers: clock,
      interval: minute,
      failed: ({ duty, error, inARow }) => told.push([duty, error.code, error.transient, inARow]),
      onRun: () => at.push((clock.now() - started) / second),
    });
    worker.start();
    for (let n = 0; n < 90; n += 1) {
      clock.advance({ seconds: 10 });
      await worker.idle();
    }
    expect(told).toEqual([
      ['sweep', 'storage_busy', true, 1],
      ['sweep', 'storage_busy', true, 2],
      ['fulfil', 'storage_busy', true, 3],
    ]);
    // Half an interval after the start; then twice, four and eight times the interval after failures.
    expect(at).toEqual([30, 150, 390, 870]);
    expect(calls).toHaveLength(8);
    expect(worker.status).toMatchObject({ state: 'started', failuresInARow: 0, lastFailure: { inARow: 3 } });
    await worker.stop();
  });

  it('goes on after what is not transient either, and after what its listeners throw', async () => {
    const clock = new TestClock();
    const { engine, calls } = failing([new TypeError('a rule of the host'), null, null, null]);
    const codes: string[] = [];
    const throwing = () => {
      throw new Error('a listener');
    };
    const worker = createWorker(engine, {
      clock,
      timers: clock,
      interval: minute,
      failed: ({ error }) => (codes.push(error.code), throwing()),
      onRun: throwing,
    });
    worker.start();
    for (let n = 0; n < 4; n += 1) {
      clock.advance({ minutes: 1 });
      await worker.idle();
    }
    expect(codes).toEqual(['internal']);
    // After half an interval, then after two because of the failure, then after one.
    expect(calls).toHaveLength(6);
    await worker.stop();
  });

  it('never waits longer than 32 intervals', async () => {
    const clock = new TestClock();
    const { engine, calls } = failing(Array.from({ length: 50 }, busy));
    const worker = createWorker(engine, { clock, timers: clock, interval: minute, fulfil: false });
    worker.start();
    for (let n = 0; n < 20; n += 1) {
      clock.advance({ minutes: 33 });
      await worker.idle();
    }
    expect(calls.length).toBeGreaterThan(15);
    await worker.stop();
  });

  it('ends quietly when its engine is closed', async () => {
    const told: unknown[] = [];
    const { engine, clock, worker, later } = await waiting({ failed: (failure) => told.push(failure) });
    worker.start();
    await engine.close();
    await later(minute);
    expect([worker.status.state, told]).toEqual(['closed', []]);
    worker.start();
    clock.advance({ days: 1 });
    await worker.stop();
    expect(worker.status.state).toBe('closed');
    const other = failing([closed()]);
    const ended = createWorker(other.engine, { clock, timers: clock });
    ended.start();
    clock.advance({ days: 1 });
    await ended.idle();
    clock.advance({ days: 1 });
    expect(ended.status.state).toBe('closed');
  });
});

it('by the clock of the machine a worker works by itself, and lets the process end', async () => {
  const engine = await createEngine({ store: new MemoryStore(), rememberFor: 1 });
  await engine.createItem({ item: { name: 'Pass', unique_key: 'pass' } });
  await engine.grant({ user: 'ann', item: 'pass', key: 'g' });
  const forgot = new Promise<number>((resolve) => {
    const worker = createWorker(engine, {
      interval: 5,
      onRun: ({ forgotten }) => {
        if (forgotten > 0) void worker.stop().then(() => resolve(forgotten));
      },
    });
    worker.start();
  });
  expect(await forgot).toBe(1);
  await engine.close();
});
