// What `npm start` runs: a season of a game, played on an embedded SQLite file. Run it again, and it continues.
import { closeSync, openSync, readSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import { HoldallError } from '@holdall/core';
import { SeasonError } from './event.js';
import { openEngine, storeIn } from './open-engine.js';
import { play } from './player.js';
import { progressOn } from './progress.js';
import { counted, reportOf } from './report.js';
import { SeasonClock } from './season-clock.js';
import { readCatalogue, readEvents, seasonFile } from './season-files.js';

const help = `Plays a season of a game on Holdall.

  --database FILE   the SQLite file to play on; default: season.sqlite beside this example
  --fresh           start over: delete that file first
  --once            play to the end and stop, as without it
  --catalogue FILE  another catalogue.json
  --events FILE     another events.ndjson
  --help            this`;

const main = async (): Promise<void> => {
  const options = readOptions();
  if (options.help) return console.log(help);
  const { text, catalogue } = readCatalogue(options.catalogue);
  const events = readEvents(options.events);
  if (events.length === 0) throw new SeasonError('There are no events to play.');
  if (options.fresh) removeDatabase(options.database);

  const clock = new SeasonClock(events[0]!.at);
  const engine = await openEngine(storeIn(options.database), clock);
  try {
    // The key names the content: a changed catalogue is a new import, not a contradiction.
    const key = `catalogue ${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
    const { written, replayed } = await engine.importCatalogue({ catalogue, key });
    console.log(`Database:  ${options.database}`);
    console.log(`Catalogue: ${counted(written)} templates, items and SKUs${replayed ? ', imported before' : ''}`);

    const started = performance.now();
    const progress = progressOn(process.stdout, events.length);
    const tally = await play({ engine, clock, events, onProgress: progress.show }).finally(progress.stop);
    const seconds = (performance.now() - started) / 1000;
    const { events: played, fresh, replayed: repeated, clockSteps } = tally;
    const speed = `${seconds.toFixed(1)} s, ${counted(Math.round(played / seconds))} per second`;
    console.log(`Events:    ${counted(played)} in ${speed}`);
    console.log(
      `           ${counted(fresh)} new, ${counted(repeated)} replayed, ${counted(clockSteps)} steps of the clock`,
    );
    console.log(`\n${await reportOf(engine, tally)}`);
  } finally {
    await engine.close();
  }
};

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        database: { type: 'string' },
        catalogue: { type: 'string' },
        events: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return {
      ...values,
      database: values.database ?? fileURLToPath(seasonFile('season.sqlite')),
      catalogue: values.catalogue ?? seasonFile('catalogue.json'),
      events: values.events ?? seasonFile('events.ndjson'),
    };
  } catch (error) {
    throw new SeasonError(`${(error as Error).message} See --help.`);
  }
};

/** Deletes a database, with what SQLite keeps beside it, and nothing that is no database. */
const removeDatabase = (file: string): void => {
  if (!isDatabase(file)) throw new SeasonError(`${file} is not a SQLite database: --fresh does not delete it.`);
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(`${file}${suffix}`, { force: true });
};

/** Also where there is nothing at all, or an empty file, which SQLite takes for a new database. */
const isDatabase = (file: string): boolean => {
  const magic = 'SQLite format 3\0';
  const start = Buffer.alloc(magic.length);
  try {
    const handle = openSync(file, 'r');
    try {
      return readSync(handle, start, 0, magic.length, 0) === 0 || start.toString('latin1') === magic;
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT';
  }
};

try {
  await main();
} catch (error) {
  const isExplained = error instanceof SeasonError || (error instanceof HoldallError && error.code !== 'internal');
  console.error(isExplained ? error.message : error);
  process.exitCode = 1;
}
