import { createEngine, InvalidInputError, MemoryStore, type Engine } from '@holdall/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { defaults, settingsFrom } from '../src/options.js';
import { authenticate } from './harness/people.js';

let engine: Engine;
beforeAll(async () => {
  engine = await createEngine({ store: new MemoryStore() });
});

const faultsOf = (options: object): readonly string[] => {
  try {
    settingsFrom({ engine, authenticate, ...options });
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return (error as InvalidInputError).details.faults.map(({ path }) => path);
  }
};

describe('options', () => {
  it('are optional, but for the engine and who calls', () => {
    expect(settingsFrom({ engine, authenticate })).toEqual(defaults);
    expect(faultsOf({ engine: undefined, authenticate: 'me' })).toEqual(['engine', 'authenticate']);
  });

  it('stay at their defaults where they are undefined, also one by one of those that belong together', () => {
    const rates = { users: { most: 5, window: 1000 }, holders: undefined };
    const settings = settingsFrom({ engine, authenticate, deepest: undefined, rates } as never);
    expect(settings).toEqual({ ...defaults, rates: { ...defaults.rates, users: rates.users } });
    expect(settingsFrom({ engine, authenticate, rates: { strangers: null } }).rates.strangers).toBeNull();
  });

  it.each<[path: string, least: number, most: number]>([
    ['bodyLimit', 1024, 67_108_864],
    ['deepest', 1, 1000],
    ['longestUrl', 256, 65_536],
    ['mostUnderWay', 1, 1_000_000],
  ])('%s is a whole number from %i to %i', (path, least, most) => {
    expect([least, most].flatMap((value) => faultsOf({ [path]: value }))).toEqual([]);
    for (const value of [least - 1, most + 1, least + 0.5, NaN, Infinity, String(least), null]) {
      expect([value, faultsOf({ [path]: value })]).toEqual([value, [path]]);
    }
  });

  it('have every fault named at once', () => {
    const options = {
      bodyLimit: 0,
      deepest: -1,
      metrics: 'friends',
      processMetrics: 1,
      logRequests: 'yes',
      betatelPrefix: '/:id',
      rates: { users: { most: 0, window: 99 }, strangers: { most: 1, window: 3_600_001 }, admins: null },
    };
    expect(faultsOf(options)).toEqual([
      'bodyLimit',
      'deepest',
      'rates.users.most',
      'rates.users.window',
      'rates.strangers.window',
      'rates.admins',
      'metrics',
      'processMetrics',
      'logRequests',
      'betatelPrefix',
    ]);
  });
});
