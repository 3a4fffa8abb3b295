import { parseArgs } from 'node:util';
import { startServer, type EmbeddedServer } from '../../packages/persistence/test/postgres/start.mjs';
import { tightDatabase, tightFile, type TightPlace } from './places/on-small-disk.js';
import { storeNames, type Ground, type StoreName } from './places/place.js';
import { postgresDatabase } from './places/postgres-database.js';
import { canMount } from './places/small-disk.js';
import { sqliteFile } from './places/sqlite-file.js';
import type { Round } from './scenarios/round.js';
import { everywhere, onOwnServer, onPostgres, onSmallDisk, onSqlite, overHttp, type Trial } from './trials.js';
import { buildHoldall } from './http/build-holdall.js';
import { buildWorker } from './worker/build-worker.js';

const usage = `npm run faults -- [--rounds 30] [--seed N] [--store ${storeNames.join(',')}] [--trial 'part of a title']`;

/** As many callers, and as many orders of each, as a round's load has. */
const size = { lanes: 64, orders: 30 };

interface Line {
  readonly store: string;
  readonly trial: string;
  readonly rounds: number;
  readonly violations: number;
  readonly note: string;
}

/** The long form of all trials, on each store. Answers whether nothing was violated. */
export const main = async (args: readonly string[]): Promise<boolean> => {
  const options = readOptions(args);
  if (options === null) {
    console.error(`Usage: ${usage}`);
    return false;
  }
  const { rounds, seed, stores, title } = options;
  console.log(`faults: --rounds ${rounds} --seed ${seed} --store ${stores.join(',')}`);
  const [worker, holdall] = [await buildWorker(), await buildHoldall()];
  const server = stores.includes('postgres') ? await startServer({ durable: true }) : null;
  const mountable = await canMount();
  const lines: Line[] = [];
  try {
    for (const store of stores) {
      const play = async <R extends Round>(
        trials: readonly Trial<R>[],
        more: Omit<R, 'program' | 'seed' | 'size'>,
        { program } = worker,
      ) => {
        for (const trial of trials.filter((one) => one.title.includes(title))) {
          // Where nothing is left to chance, a round more shows little more.
          const count = trial.chance ? rounds : Math.ceil(rounds / 10);
          lines.push(
            await tryRounds(store, trial, count, (nth) => ({ program, size, seed: seed + nth, ...more }) as R),
          );
        }
      };
      const ground = groundOf(store, server);
      await play(everywhere, { ground });
      if (store !== 'sqlite') await play(overHttp, { ground }, holdall);
      if (store !== 'postgres') await play(onSqlite, { ground });
      if (server !== null && store === 'postgres') {
        await play(onPostgres, { ground });
        await play(onOwnServer, { ground, server });
      }
      if (mountable) await play(onSmallDisk, { ground: tightGroundOf(store, server) });
      else
        lines.push({
          store,
          trial: 'the disk is full',
          rounds: 0,
          violations: 0,
          note: 'not run: only root on Linux may mount a disk',
        });
    }
  } finally {
    await server?.stop();
    await Promise.all([worker.remove(), holdall.remove()]);
  }
  console.table(lines);
  return lines.every(({ violations }) => violations === 0);
};

const tryRounds = async <R extends Round>(
  store: StoreName,
  trial: Trial<R>,
  rounds: number,
  round: (nth: number) => R,
): Promise<Line> => {
  let violated = 0;
  for (let nth = 0; nth < rounds; nth += 1) {
    const one = round(nth);
    const { violations, facts } = await trial.run(one).catch((error: unknown) => ({
      violations: [error instanceof Error ? String(error.stack) : String(error)],
      facts: 'it failed',
    }));
    const verdict = violations.length === 0 ? 'ok' : 'VIOLATED';
    console.log(`${store}: ${trial.title} (${nth + 1} of ${rounds}, --seed ${one.seed}): ${verdict}: ${facts}`);
    for (const violation of violations.slice(0, 20)) console.log(`  ${violation}`);
    if (violations.length > 0) violated += 1;
  }
  return { store, trial: trial.title, rounds, violations: violated, note: '' };
};

const groundOf = (store: StoreName, server: EmbeddedServer | null): Ground =>
  store === 'postgres' ? postgresDatabase(server!.url) : sqliteFile(store);

const tightGroundOf = (store: StoreName, server: EmbeddedServer | null): (() => Promise<TightPlace>) =>
  store === 'postgres' ? tightDatabase(server!) : tightFile(store);

/** Null where they make no sense. */
const readOptions = (args: readonly string[]) => {
  const values = valuesFrom(args);
  if (values === null) return null;
  const [rounds, seed] = [Number(values.rounds), Number(values.seed)];
  const stores = values.store.split(',');
  const known = stores.every((store) => (storeNames as readonly string[]).includes(store));
  if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed) || !known) return null;
  return { rounds, seed, stores: stores as StoreName[], title: values.trial };
};

const valuesFrom = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        rounds: { type: 'string', default: '30' },
        seed: { type: 'string', default: String(Date.now() % 1_000_000) },
        store: { type: 'string', default: storeNames.join(',') },
        trial: { type: 'string', default: '' },
      },
    }).values;
  } catch {
    return null;
  }
};
