// What `npm start -- --once` runs: a season of a game, played on an embedded SQLite file. Run it again, and it continues.
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { HoldallError } from '@holdall/core';
import { removeDatabase } from './database-file.js';
import { SeasonError } from './event.js';
import { playFiles } from './play-files.js';
import { reportOf } from './report.js';
import { seasonFile } from './season-files.js';

const help = `Plays a season of a game on Holdall.

  --database FILE   the SQLite file to play on; default: season.sqlite beside this example
  --fresh           start over: delete that file first
  --once            play to the end and stop: with it, npm start comes here
  --catalogue FILE  another catalogue.json
  --events FILE     another events.ndjson
  --help            this`;

const main = async (): Promise<void> => {
  const options = readOptions();
  if (options.help) return console.log(help);
  if (options.fresh) removeDatabase(options.database);
  await playFiles(options, async (engine, tally) => console.log(`\n${await reportOf(engine, tally)}`));
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

try {
  await main();
} catch (error) {
  const isExplained = error instanceof SeasonError || (error instanceof HoldallError && error.code !== 'internal');
  console.error(isExplained ? error.message : error);
  process.exitCode = 1;
}
