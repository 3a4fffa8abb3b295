import { readFileSync } from 'node:fs';
import { builtinBehaviors, MemoryStore, type BehaviorSettings, type Engine } from '@holdall/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { inventSeason } from '../src/invent-season.js';
import { openEngine } from '../src/open-engine.js';
import { play } from '../src/player.js';
import { reportOf } from '../src/report.js';
import { SeasonClock } from '../src/season-clock.js';
import { readCatalogue, readEvents, seasonFile, textOf } from '../src/season-files.js';
import { seed } from '../src/seed.js';
import type { Tally } from '../src/tally.js';
import { stateOf } from './state.js';

const events = readEvents(seasonFile('events.ndjson'));
const { catalogue } = readCatalogue(seasonFile('catalogue.json'));

/** Plays on a store that may have been played on before. */
const playOn = async <T>(
  store: MemoryStore,
  some: typeof events,
  look: (engine: Engine, tally: Tally) => Promise<T>,
): Promise<T> => {
  const clock = new SeasonClock(events[0]!.at);
  const engine = await openEngine(store, clock);
  try {
    await engine.importCatalogue({ catalogue, key: 'catalogue' });
    return await look(engine, await play({ engine, clock, events: some }));
  } finally {
    await engine.close();
  }
};

describe('the events', () => {
  it('are what the generator writes, byte by byte', () => {
    expect(textOf(inventSeason(seed)) === readFileSync(seasonFile('events.ndjson'), 'utf8')).toBe(true);
  });

  it('differ for another seed', () => {
    expect(textOf(inventSeason(seed + 1))).not.toBe(textOf(events));
  });

  it('are at least 10,000, each with a key of its own', () => {
    expect(events.length).toBeGreaterThanOrEqual(10_000);
    expect(new Set(events.map(({ key }) => key)).size).toBe(events.length);
  });

  it('are of every kind that a season has', () => {
    const kinds = new Set(events.map((event) => event.do));
    expect([...kinds].toSorted()).toEqual([
      'addBySku',
      'clock',
      'deleteItem',
      'fulfil',
      'fulfilOutstanding',
      'grant',
      'reverseUse',
      'revoke',
      'setBehaviorData',
      'setExpiry',
      'setStatus',
      'sweepExpired',
      'use',
    ]);
    const invoices = events.filter((event) => event.do === 'addBySku').map(({ skipInvoice }) => skipInvoice ?? false);
    expect(new Set(invoices)).toEqual(new Set([true, false]));
  });
});

describe('the catalogue', () => {
  const { templates, items, skus } = catalogue as {
    templates: { properties: { type: string }[]; behaviors: { behavior: BehaviorSettings }[] }[];
    items: { behaviors?: BehaviorSettings[] }[];
    skus: { items: unknown[] }[];
  };

  it('has templates, items and SKUs enough', () => {
    expect(templates.length).toBeGreaterThanOrEqual(4);
    expect(items.length).toBeGreaterThanOrEqual(40);
    expect(skus.some((sku) => sku.items.length > 1)).toBe(true);
    expect(new Set(templates.flatMap(({ properties }) => properties.map(({ type }) => type))).size).toBe(17);
  });

  it('covers every behavior', () => {
    const used = new Set(items.flatMap(({ behaviors = [] }) => behaviors.map(({ type_hint }) => type_hint)));
    expect([...used].toSorted()).toEqual(builtinBehaviors.map(({ typeHint }) => typeHint).toSorted());
  });
});

describe('played', () => {
  const store = new MemoryStore();
  let first: { tally: Tally; report: string; state: Awaited<ReturnType<typeof stateOf>> };

  beforeAll(async () => {
    first = await playOn(store, events, async (engine, tally) => ({
      tally,
      report: await reportOf(engine, tally),
      state: await stateOf(engine),
    }));
  });

  it('does every event, and the ledger balances', () => {
    const { tally, report } = first;
    expect(tally.events).toBe(events.length);
    expect(tally).toMatchObject({ replayed: 0, fresh: events.length - tally.clockSteps });
    expect(report).toContain('unbalanced: none');
  });

  it('denies for many reasons: that is part of the story', () => {
    expect(first.tally.denialsByReason.map(([reason]) => reason)).toEqual(
      expect.arrayContaining([
        'expired',
        'get_limit_reached',
        'guest_not_allowed',
        'insufficient_uses',
        'item_archived',
        'limit_reached',
        'missing_prerequisites',
        'not_held',
        'pending',
        'price_not_allowed',
        'price_not_overridable',
        'use_limit_reached',
        'used_up',
      ]),
    );
    expect([...first.tally.conflicts.keys()].toSorted()).toEqual(['already_reversed', 'already_revoked']);
  });

  it('does each thing at its own time: the clock never runs ahead of what is under way', () => {
    const times = new Map<string, Set<string>>();
    for (const { user = 'worker', at } of events) times.set(user, (times.get(user) ?? new Set()).add(at));
    for (const [user, { log }] of Object.entries(first.state)) {
      // An expiry bears its own moment, which no event names.
      const done = log.filter(({ type }) => type !== 'expired');
      const late = done.filter(
        ({ actor, at }) => !times.get(actor === 'worker' ? 'worker' : user)!.has(at.toISOString()),
      );
      expect(late).toEqual([]);
    }
  });

  it('a second time, replays everything and changes nothing', async () => {
    const again = await playOn(store, events, async (engine, tally) => ({
      tally,
      report: await reportOf(engine, tally),
      state: await stateOf(engine),
    }));
    expect(again.tally).toMatchObject({ fresh: 0, replayed: first.tally.fresh });
    expect(again.report).toBe(first.report);
    expect(again.state).toEqual(first.state);
  });

  it.each([1, 5_003, events.length - 1])('in two parts, after %i events, comes to the same', async (count) => {
    const parted = new MemoryStore();
    await playOn(parted, events.slice(0, count), async () => undefined);
    const { state, report } = await playOn(parted, events, async (engine, tally) => ({
      state: await stateOf(engine),
      report: await reportOf(engine, tally),
    }));
    expect(report).toBe(first.report);
    expect(state).toEqual(first.state);
  });

  it('on a database that knows another season, says so', async () => {
    const other = events.map((event, index) => (index === 0 ? { ...event, item: 'potion' } : event));
    await expect(playOn(store, other, async () => undefined)).rejects.toThrow(
      'The database knows e00001 as another event: start over with --fresh.',
    );
  });
});
