import { parseArgs } from 'node:util';
import { HoldallError } from '@holdall/core';
import { databaseArguments, databaseUsage, placeIn } from './database.js';
import { migrate, pendingMigrations, type MigrateOptions } from '../migrations/command.js';

const usage = `holdall-migrate brings the schema of a Holdall database up to date.

  holdall-migrate --type better-sqlite3 --database FILE
  holdall-migrate --url postgres://USER@HOST/DATABASE --schema shop

${databaseUsage}
  --status, --dry-run   only lists what would be run
  --help                this text

It exits with 0 when the schema is up to date, 1 when that failed, 2 when it was called wrongly, and with --status 3
when there are migrations to run.
`;

/** Writes one line. */
export type Print = (line: string) => void;

/** Answers the exit code. */
export const run = async (args: readonly string[], print: Print, complain: Print): Promise<number> => {
  const values = valuesOf(args);
  if (values instanceof Error) return (complain(`${values.message}\n\n${usage}`), 2);
  if (values.help === true) return (print(usage), 0);
  try {
    return await (values.status === true || values['dry-run'] === true ? status : bringUpToDate)(
      placeIn(values),
      print,
    );
  } catch (error) {
    if (!(error instanceof HoldallError)) throw error;
    complain(error.message);
    return error.code === 'invalid_input' ? 2 : 1;
  }
};

const bringUpToDate = async (options: MigrateOptions, print: Print): Promise<number> => {
  const done = await migrate(options);
  for (const name of done) print(`ran ${name}`);
  print('The schema is up to date.');
  return 0;
};

const status = async (options: MigrateOptions, print: Print): Promise<number> => {
  const pending = await pendingMigrations(options);
  for (const name of pending) print(`to run: ${name}`);
  print(pending.length === 0 ? 'The schema is up to date.' : 'The schema is not up to date.');
  return pending.length === 0 ? 0 : 3;
};

const valuesOf = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        ...databaseArguments,
        status: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return error as Error;
  }
};
