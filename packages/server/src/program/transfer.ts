import { runExport, runImport, runMigrate } from '@holdall/persistence';
import { databaseFrom } from './database.js';
import { readSettings, splitArguments } from './settings/read.js';
import { isPostgres } from './settings/together.js';
import type { Settings } from './settings/table.js';
import { print, type Surroundings } from './surroundings.js';

export const transferUsage = `holdall migrate brings the tables up to date (--status only looks), holdall export writes all that a database keeps
(--file FILE, or to standard output), holdall import reads it into one that was never used.

  holdall migrate --config holdall.json --status
  holdall export --database shop.sqlite --file shop.ndjson

Where the database is, they are told as \`holdall serve\` is: by --config, by the environment, or by --database, --schema
and --table-prefix.
`;

const databaseFlags = ['config', 'database', 'schema', 'table-prefix'];

/** The programs of persistence, on the database of the settings. */
export const migrate = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { complain } = surroundings;
  return runMigrate(await argumentsOf(args, surroundings), (line) => print(surroundings, line), complain);
};

export const exportAll = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { input, output, complain } = surroundings;
  return runExport(await argumentsOf(args, surroundings), { input, output, tell: complain });
};

export const importAll = async (args: readonly string[], surroundings: Surroundings): Promise<number> => {
  const { input, output, complain } = surroundings;
  return runImport(await argumentsOf(args, surroundings), { input, output, tell: complain });
};

/** What is ours becomes what those programs call it, and the rest is theirs to read. */
const argumentsOf = async (args: readonly string[], { environment }: Surroundings): Promise<readonly string[]> => {
  const { ours, theirs } = splitArguments(args, databaseFlags);
  // It signs nobody in: so it needs no secret.
  const settings: Settings = readSettings(ours, environment, { signsIn: false });
  const { options } = await databaseFrom({ ...settings, demo: false });
  const { schema, tablePrefix } = settings;
  const place = isPostgres(settings.database)
    ? ['--url', settings.database]
    : ['--type', 'better-sqlite3', '--database', (options as { database: string }).database];
  return [...place, ...(schema === null ? [] : ['--schema', schema]), '--table-prefix', tablePrefix, ...theirs];
};
