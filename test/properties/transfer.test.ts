import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine, type Engine, type Store } from '@holdall/core';
import { createStore, type StoreOptions } from '@holdall/persistence';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { move } from '../../packages/persistence/test/move.js';
import { freshDatabase, removeDatabase } from '../../packages/persistence/test/postgres/fresh.js';
import { grounds } from './grounds.js';
import { memory, parameters, patience, plays } from './settings.js';
import { give, onStage, playAll, type Done } from './stage.js';

const linesOf = async (engine: Engine): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of engine.export()) lines.push(line);
  return lines;
};

const linesIn = async (options: StoreOptions): Promise<readonly string[]> => {
  const engine = await createEngine({ store: createStore(options) });
  try {
    return await linesOf(engine);
  } finally {
    await engine.close();
  }
};

/** Plays in memory, moves to another store after so many orders, and answers what the orders after that get there. */
const answersAfterMove = async (done: readonly Done[], moved: number, from: Engine, clock: Clock, to: Store) => {
  for (const { order, at } of done.slice(0, moved)) {
    clock.at = at;
    await give(from, order);
  }
  const target = await createEngine({ store: to, clock: { now: () => clock.at } });
  try {
    await target.import(from.export());
    const answers = [];
    for (const { order, at } of done.slice(moved)) {
      clock.at = at;
      answers.push(await give(target, order));
    }
    return answers;
  } finally {
    await target.close();
  }
};

interface Clock {
  at: number;
}

describe.each(grounds)('whoever moves to $name in the middle of it all', ({ share, open }) => {
  it('is answered as if they had stayed', { timeout: patience }, () =>
    fc.assert(
      fc.asyncProperty(plays(), fc.nat(), async ({ world, moves }, nth) => {
        const done = await onStage(world, memory, (stage) => playAll(stage, world, moves));
        const moved = nth % (done.length + 1);
        const answers = await onStage(world, memory, async (stage) => {
          const clock = {
            get at() {
              return stage.now;
            },
            set at(now) {
              stage.now = now;
            },
          };
          return answersAfterMove(done, moved, stage.engine, clock, await open());
        });
        expect(answers).toEqual(done.slice(moved).map(({ answer }) => answer));
      }),
      parameters(share / 2),
    ),
  );
});

describe('worlds that go from SQLite to PostgreSQL and back', () => {
  it('are equal everywhere, byte for byte', { timeout: patience }, () =>
    fc.assert(
      fc.asyncProperty(plays(), async ({ world, moves }) => {
        const folder = await mkdtemp(join(tmpdir(), 'holdall-transfer-'));
        const file = (type: 'sqlite' | 'better-sqlite3', name: string) => ({ type, database: join(folder, name) });
        const start = file('sqlite', 'start.db');
        const middle = await freshDatabase();
        const ends = [file('better-sqlite3', 'end.db'), file('sqlite', 'end-too.db')];
        try {
          const open = () => createStore(start);
          const lines = await onStage(world, { name: 'sqlite', share: 1, open }, async (stage) => {
            await playAll(stage, world, moves);
            return linesOf(stage.engine);
          });
          await move(start, middle);
          expect(await linesIn(middle)).toEqual(lines);
          for (const end of ends) {
            await move(middle, end);
            expect(await linesIn(end)).toEqual(lines);
          }
        } finally {
          await removeDatabase(middle);
          await rm(folder, { recursive: true });
        }
      }),
      { ...parameters(), numRuns: 4 },
    ),
  );
});
