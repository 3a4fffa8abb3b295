import { parseArgs } from 'node:util';
import { HoldallError } from '@holdall/core';
import { migrate, pendingMigrations, type MigrateOptions } from '../migrations/command.js';

const usage = `holdall-migrate brings the schema of a Holdall database up to date.

  holdall-migrate --type better-sqlite3 --database FILE
  holdall-migrate --url postgres://USER@HOST/DATABASE --schema shop

  --type TYPE           sqlite (the package sqlite3), better-sqlite3 or postgres; postgres where there is a --url
  --database NAME       the path of the SQLite file, or the name of the PostgreSQL database
  --url URL             where the PostgreSQL database is; PGPASSWORD can hold the password
  --schema NAME         PostgreSQL: where the tables are
  --table-prefix TEXT   what the names of the tables begin with (holdall_)
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
      optionsFrom(values),
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
        type: { type: 'string' },
        database: { type: 'string' },
        url: { type: 'string' },
        schema: { type: 'string' },
        'table-prefix': { type: 'string' },
        status: { type: 'boolean' },
        'dry-run': { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    return error as Error;
  }
};

/** `createStore` says what is wrong with them. */
const optionsFrom = (values: Exclude<ReturnType<typeof valuesOf>, Error>): MigrateOptions => {
  const {
    database,
    url,
    schema,
    type = url === undefined ? undefined : 'postgres',
    'table-prefix': tablePrefix,
  } = values;
  const given = Object.entries({ type, database, url, schema, tablePrefix }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given) as unknown as MigrateOptions;
};
