// What `npm start` runs: the server's program in demo mode, on a database in which the season was played.
import { existsSync, renameSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { explained, serve } from '@holdall/server/program';
import { removeDatabase } from './database-file.js';
import { SeasonError } from './event.js';
import { playFiles, type Files } from './play-files.js';
import { seasonFile } from './season-files.js';
import { tour } from './tour.js';

const help = `Runs Holdall's server for you to look around in, on a database in which a season of a game was played.

  --port PORT        the port; 0 takes any that is free; default: 8080
  --ready-file FILE  where the address and the tokens are written when requests are taken
  --database FILE    the SQLite file; default: season-served.sqlite beside this example
  --fresh            start over: delete that file first
  --catalogue FILE   another catalogue.json
  --events FILE      another events.ndjson
  --once             no server: only play the season, and tell what came of it (see npm start -- --once --help)
  --help             this`;

/** Whose token the ordinary user's is: one of the players. */
const user = 'ada';

const main = async (): Promise<number> => {
  const options = readOptions();
  if (options.help) return (console.log(help), 0);
  const { database } = options;
  if (options.fresh) for (const file of [database, partOf(database)]) removeDatabase(file);
  if (!existsSync(database)) await playInto(options);
  const { port, 'ready-file': ready } = options;
  const place = ['--database', database, '--port', port, ...(ready === undefined ? [] : ['--ready-file', ready])];
  return serve(
    ['--demo', '--demo-user', user, '--log-level', 'error', ...place],
    // Of the environment nothing: it may be meant for a server of another purpose.
    { environment: {}, input: process.stdin, output: process.stdout, complain: console.error, process },
    async (running) => console.log(await tour(running, database)),
  );
};

/**
 * Once, to the end, before the file has its name: the server's clock is years ahead of the season's, and what it does to
 * it (expiries, forgotten keys) lets nobody play on.
 */
const playInto = async ({ database, ...files }: Files): Promise<void> => {
  const part = partOf(database);
  await playFiles({ ...files, database: part }, async () => undefined);
  renameSync(part, database);
};

const partOf = (database: string): string => `${database}.part.sqlite`;

const readOptions = () => {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: '8080' },
        'ready-file': { type: 'string' },
        database: { type: 'string' },
        catalogue: { type: 'string' },
        events: { type: 'string' },
        fresh: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    return {
      ...values,
      database: values.database ?? fileURLToPath(seasonFile('season-served.sqlite')),
      catalogue: values.catalogue ?? seasonFile('catalogue.json'),
      events: values.events ?? seasonFile('events.ndjson'),
    };
  } catch (error) {
    throw new SeasonError(`${(error as Error).message} See --help.`);
  }
};

try {
  process.exitCode = await main();
} catch (error) {
  const sentences = error instanceof SeasonError ? [error.message] : explained(error)?.sentences;
  if (sentences === undefined) console.error(error);
  else for (const sentence of sentences) console.error(sentence);
  process.exitCode = 1;
}
