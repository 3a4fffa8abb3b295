import { logTypes, replayed, type Entry, type LogRecord, type Store } from '@holdall/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grounds } from './grounds.js';
import { rebuilt } from './model/replayer.js';
import { parameters, patience, plays, type Play } from './settings.js';
import { onStage, playAll } from './stage.js';

const everyEntry = async (store: Store): Promise<readonly Entry[]> => {
  const query = { users: null, items: null, openAt: null, created: [], order: [], page: 1, size: 10_000 };
  return (await store.entries(query)).content;
};

const logOf = async (store: Store, { user, id }: Entry): Promise<readonly [LogRecord, ...LogRecord[]]> => {
  const query = { user, entry: id, types: null, direction: 'ASC', page: 1, size: 10_000 } as const;
  const [first, ...others] = (await store.log(query)).content;
  return [first!, ...others];
};

const sumOf = (records: readonly LogRecord[], ...types: readonly string[]): number =>
  records.filter(({ type }) => types.includes(type)).reduce((sum, { quantity }) => sum + quantity, 0);

/** What ended without a limit and got one afterwards has nothing to add up: administrators give none here. */
const withoutNewLimits = ({ world, moves }: Play): Play => ({
  world,
  moves: moves.map((move) => (move.move === 'setData' ? { ...move, maxUse: null } : move)),
});

describe.each(grounds)('on $name', (ground) => {
  it('after any sequence the log of every entry adds up to what the entry says', { timeout: patience }, () =>
    fc.assert(
      fc.asyncProperty(plays(), ({ world, moves }) =>
        onStage(world, ground, async (stage) => {
          await playAll(stage, world, moves);
          const entries = await everyEntry(stage.store);
          let records = 0;
          for (const entry of entries) {
            const log = await logOf(stage.store, entry);
            records += log.length;
            expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1));
            expect(entry.booked).toBe(log.reduce((sum, { type, quantity }) => sum + logTypes[type] * quantity, 0));
            expect(log.filter(({ type, quantity }) => type !== 'adjusted' && quantity < 0)).toEqual([]);
          }
          expect(await stage.engine.audit()).toEqual({ entries: entries.length, records, unbalanced: [] });
        }),
      ),
      parameters(ground.share),
    ),
  );

  it(
    'where nobody changes definitions, granted + adjusted = remaining + used + expired + revoked, for every entry',
    { timeout: patience },
    () =>
      fc.assert(
        fc.asyncProperty(plays({ catalogueChanges: false }).map(withoutNewLimits), ({ world, moves }) =>
          onStage(world, ground, async (stage) => {
            await playAll(stage, world, moves);
            while ((await stage.engine.sweepExpired()).more);
            for (const entry of await everyEntry(stage.store)) {
              const log = await logOf(stage.store, entry);
              const { remaining: left } = await stage.engine.entry({ user: entry.user, entry: entry.id });
              // Without limit there is nothing to add up.
              if (left === null) continue;
              const net = sumOf(log, 'used') - sumOf(log, 'reversed');
              const came = sumOf(log, 'granted', 'adjusted');
              expect([entry, came]).toEqual([entry, left + net + sumOf(log, 'expired', 'revoked')]);
            }
          }),
        ),
        parameters(2 * ground.share),
      ),
  );

  it('replaying the log rebuilds the entries, by core and by an independent replayer', { timeout: patience }, () =>
    fc.assert(
      fc.asyncProperty(plays(), ({ world, moves }) =>
        onStage(world, ground, async (stage) => {
          await playAll(stage, world, moves);
          for (const entry of await everyEntry(stage.store)) {
            const log = await logOf(stage.store, entry);
            expect(replayed(log)).toEqual(entry);
            expect(rebuilt(log)).toEqual(entry);
          }
        }),
      ),
      parameters(ground.share),
    ),
  );
});
