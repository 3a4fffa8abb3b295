import { createEngine } from '@holdall/core';
import { createStore } from '@holdall/persistence';
import { beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { Contender } from '../src/contenders/contender.js';
import { openEngine } from '../src/contenders/engine.js';
import { openFloor } from '../src/contenders/floor/floor.js';
import { openOneByOne } from '../src/contenders/floor/one-by-one.js';
import { serveHere } from '../src/http/serve-here.js';
import { runHere } from '../src/jobs/index.js';
import { measures } from '../src/measures/index.js';
import { optionsFrom } from '../src/options.js';
import { race } from '../src/race.js';
import { randomFrom } from '../src/random.js';
import { jsonOf } from '../src/report/json.js';
import { tablesOf } from '../src/report/table.js';
import { runBench } from '../src/run.js';
import { seedsOn } from '../src/seeds/seeds.js';
import { full, type Settings } from '../src/settings.js';
import { openStore } from '../src/stores/index.js';
import { storeNames } from '../src/stores/store.js';
import { userName, usersOf } from '../src/world.js';

/** Everything that the bench does, with next to nothing to do. */
const tiny: Settings = {
  ...full,
  seed: 7,
  users: 20,
  crowd: 8,
  few: 2,
  connectionsOverHttp: 4,
  rounds: 2,
  round: 5,
  warmUp: 2,
  connections: [2, 3],
  trial: 2,
  sweep: 2_000,
  entriesPerUser: 7,
  historyUsers: 3,
  shortHistory: 2,
  longHistory: 9,
};

/** All in this one. */
const processes = { runJob: runHere, serve: serveHere, note: () => undefined };

/** The server of the tests. */
beforeAll(() => {
  vi.stubEnv('HOLDALL_BENCH_PG_URL', inject('postgres'));
  return () => vi.unstubAllEnvs();
});

describe.each(storeNames)('%s', (name) => {
  it('measures everything, and everybody does the work', { timeout: 240_000 }, async () => {
    // It compares what each contender answered with the rows that are there afterwards, and fails where they differ.
    const outcome = await runBench({ stores: [name], measures, settings: tiny }, processes);

    const rows = JSON.parse(jsonOf(outcome.lines)) as Record<string, unknown>[];
    expect(rows.map(({ measure }) => measure)).toEqual([
      'use, 256 callers',
      'use, 1 caller',
      ...(name === 'postgres' ? ['use, 256 callers, floor one by one'] : []),
      'grant, 256 callers',
      'check, 1 caller',
      'check, 256 callers',
      ...(name === 'better-sqlite3' ? ['use over HTTP, 4 connections', 'check over HTTP, 4 connections'] : []),
      ...['use', 'grant', 'check'].flatMap((one) => [
        `${one}, 8 callers, 20 entries`,
        `${one}, 8 callers, 140 entries`,
      ]),
      ...['use', 'grant', 'check'].flatMap((one) => [
        `${one}, 8 callers, 2 inactive entries`,
        `${one}, 8 callers, 9 inactive entries`,
      ]),
      'sweep of 140 expired entries',
    ]);
    for (const row of rows) {
      expect(Object.keys(row)).toEqual(['store', 'measure', 'engine', 'naive', 'floor']);
      expect(row['store']).toBe(name);
      expect(row['engine']).toBeGreaterThan(0);
      for (const contender of ['naive', 'floor']) expect(row[contender] ?? 1).toBeGreaterThan(0);
    }
    expect(outcome.verdicts).toHaveLength(name === 'better-sqlite3' ? 12 : 9);
    // Two headers with their rulers and a blank line between, and one line for each.
    expect(tablesOf(outcome).split('\n')).toHaveLength(5 + outcome.lines.length + outcome.verdicts.length);
  });

  it('seeds worlds that balance, on which the engine goes on', { timeout: 60_000 }, async () => {
    const { store, seeds } = await stage(name);
    const found = new Map<string, readonly number[]>();
    for (const seed of ['plain', 'grown', 'shortHistories', 'longHistories', 'expired'] as const) {
      const engine = await createEngine({ store: createStore(await seeds[seed]()) });
      const { entries, records, unbalanced } = await engine.audit();
      expect(unbalanced).toEqual([]);
      found.set(seed, [entries, records]);
      const last = userName(seeds.usersIn(seed) - 1);
      await engine.use({ user: last, item: 'potion' });
      await engine.grant({ user: last, item: 'badge' });
      expect((await engine.audit()).unbalanced).toEqual([]);
      await engine.close();
    }
    // Each user's, one for the pattern's, and two entries with three records of the sample's.
    expect(found).toEqual(
      new Map([
        ['plain', [20 + 1 + 2, 20 + 1 + 3]],
        ['grown', [21 * 7 + 2, 21 * 7 * 5 + 3]],
        ['shortHistories', [4 * 3 + 2, 4 * (2 * 2 + 1) + 3]],
        ['longHistories', [4 * 10 + 2, 4 * (2 * 9 + 1) + 3]],
        ['expired', [21 * 8 + 2, 21 * 8 + 3]],
      ]),
    );
    await store.close();
  });

  it.each([
    ['in batches', openFloor],
    ['one by one', (place: Parameters<typeof openFloor>[0]) => openOneByOne(place, name === 'postgres' ? 3 : 1)],
  ])('has a floor that writes what the engine writes, %s', { timeout: 60_000 }, async (_how, open) => {
    const { store, seeds } = await stage(name);
    const places = { engine: await store.copyOf(await seeds.plain()), floor: await store.copyOf(await seeds.plain()) };
    await atWork(await openEngine(places.engine));
    await atWork(await open(places.floor));
    const ofEngine = await stateOf(places.engine);
    expect(await stateOf(places.floor)).toEqual(ofEngine);
    expect(ofEngine.audit).toEqual({ entries: 20 + 3 + 20, records: 20 + 4 + 2 * 20 + 20, unbalanced: [] });
    await store.close();
  });
});

it('refuses the figures of a contender that answers without doing the work', async () => {
  const answer = async () => undefined;
  const idle: Contender = {
    operations: { use: answer, grant: answer, check: answer },
    counts: async () => ({ entries: 1, records: 1 }),
    close: answer,
  };
  const run = (operation: 'use' | 'grant' | 'check') =>
    race([{ course: { operation, callers: 1, users: 1, settings: tiny }, open: async () => idle }], tiny.rounds);
  await expect(run('use')).rejects.toThrow('has not done what it answered');
  await expect(run('grant')).rejects.toThrow('has not done what it answered');
  expect(await run('check')).toEqual([expect.any(Number)]);
});

describe('the command line', () => {
  it.each([
    [['--store', 'sqlite2'], '--store must be one of sqlite3, better-sqlite3, postgres, not sqlite2'],
    [['--measure', 'sleep'], '--measure must begin one of'],
    [['--seed', 'x'], '--seed must be a whole number'],
    [['--slow'], "Unknown option '--slow'"],
  ])('%j is refused', (args, message) => {
    expect(() => optionsFrom(args)).toThrow(message);
  });

  it('leaves out what takes long when it is to be quick, unless it is named', () => {
    const named = (...args: string[]) => optionsFrom(args).measures.map(({ name }) => name);
    expect(named()).toEqual(measures.map(({ name }) => name));
    expect(named('--quick')).toEqual(measures.filter(({ long }) => !long).map(({ name }) => name));
    expect(named('--quick', '--measure', 'sweep', '--measure', 'use, 1')).toEqual(['use, 1 caller', 'sweep']);
  });
});

it('gives everybody the same users in the same order, for the same seed', () => {
  const drawn = (seed: number) => Array.from({ length: 5 }, usersOf(randomFrom(seed), 1000));
  expect(drawn(3)).toEqual(drawn(3));
  expect(drawn(3)).not.toEqual(drawn(4));
});

const stage = async (name: (typeof storeNames)[number]) => {
  const store = await openStore(name);
  onTestFinished(() => store.close());
  return { store, seeds: seedsOn(store, tiny) };
};

/** Everybody uses twice and is granted once, all at the same time. */
const atWork = async ({ operations, close }: Contender): Promise<void> => {
  const users = Array.from({ length: tiny.users }, (_, index) => userName(index));
  await Promise.all([...users, ...users].map((user) => operations.use(user)));
  await Promise.all(users.map((user) => operations.grant(user)));
  await Promise.all(users.map((user) => operations.check(user)));
  await close();
};

/** Without what differs from run to run: ids and moments. */
const stateOf = async (place: Parameters<typeof openEngine>[0]) => {
  const engine = await createEngine({ store: createStore(place) });
  const entries = await engine.entries({ size: 100 });
  const logs: unknown[] = [];
  for (let index = 0; index < tiny.users; index += 1) {
    const { content } = await engine.log({ user: userName(index), size: 100 });
    logs.push(content.map((record) => timeless(record)).toSorted());
  }
  const state = {
    audit: await engine.audit(),
    entries: entries.content.map((entry) => timeless(entry)).toSorted(),
    logs,
  };
  await engine.close();
  return state;
};

const timeless = (value: object): string =>
  JSON.stringify(value, (key, one: unknown) =>
    ['id', 'entry', 'use', 'createdAt', 'updatedAt', 'activatedAt', 'at', 'expires'].includes(key) ? typeof one : one,
  );
