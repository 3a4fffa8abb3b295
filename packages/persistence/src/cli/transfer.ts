import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { unlink } from 'node:fs/promises';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { createEngine, HoldallError, InvalidInputError, type Engine, type ImportResult } from '@holdall/core';
import { createStore, placeFrom, type Place } from '../create-store.js';
import { databaseArguments, databaseUsage, placeIn } from './database.js';

const exportUsage = `holdall-export writes everything that a Holdall database keeps, as it is at one moment. The database stays in use.

  holdall-export --type better-sqlite3 --database FILE > all.ndjson
  holdall-export --url postgres://USER@HOST/DATABASE --schema shop --file all.ndjson

${databaseUsage}
  --file FILE       a new file to write to; without it, standard output
  --help            this text

It exits with 0 when everything was written, 1 when that failed, 2 when it was called wrongly.
`;

const importUsage = `holdall-import reads what holdall-export wrote into a database that was never used: all of it, or nothing.

  holdall-import --type better-sqlite3 --database FILE < all.ndjson
  holdall-import --url postgres://USER@HOST/DATABASE --schema shop --file all.ndjson

${databaseUsage}
  --file FILE       the file to read; without it, standard input
  --help            this text

Items with behaviors of the host's own can be imported only by the host: createEngine({ store, behaviors }), then
engine.import(...).

It exits with 0 when everything is in, 1 when that failed and nothing is, 2 when it was called wrongly.
`;

/** What a program is connected to. */
export interface Pipes {
  readonly input: Readable;
  readonly output: Writable;
  /** For people: one line. */
  readonly tell: (line: string) => void;
}

/** Both answer the exit code. */
export const runExport = (args: readonly string[], { output, tell }: Pipes): Promise<number> =>
  run(args, { usage: exportUsage, tell }, async ({ options, file }) => {
    refuseMissing(options);
    await withEngine(options, (engine) => (file === undefined ? toStream(engine, output) : toFile(engine, file)));
  });

export const runImport = (args: readonly string[], { input, tell }: Pipes): Promise<number> =>
  run(args, { usage: importUsage, tell }, async ({ options, file }) => {
    const text = file === undefined ? (input as AsyncIterable<Uint8Array>) : partsOf(file);
    const { records } = await withEngine(options, (engine) => engine.import(text));
    tell(`Imported ${summaryOf(records)}.`);
  });

interface Call {
  readonly options: Place;
  readonly file: string | undefined;
}

const run = async (
  args: readonly string[],
  { usage, tell }: { readonly usage: string; readonly tell: Pipes['tell'] },
  work: (call: Call) => Promise<void>,
): Promise<number> => {
  const call = callFrom(args);
  if (call === 'help') return (tell(usage), 0);
  if (call instanceof Error) return (tell(`${call.message}\n\n${usage}`), 2);
  try {
    await work(call);
    return 0;
  } catch (error) {
    // What went wrong with a file or a pipe says so itself; anything else is for whoever mends programs.
    const known = error instanceof HoldallError || (error as NodeJS.ErrnoException).code !== undefined;
    if (!known) throw error;
    tell((error as Error).message);
    return 1;
  }
};

const callFrom = (args: readonly string[]): Call | 'help' | Error => {
  try {
    const { help, file, ...values } = parseArgs({
      args: [...args],
      options: { ...databaseArguments, file: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    }).values;
    return help === true ? 'help' : { options: placeFrom(placeIn(values)), file };
  } catch (error) {
    return error as Error;
  }
};

const withEngine = async <R>(options: Place, work: (engine: Engine) => Promise<R>): Promise<R> => {
  const engine = await createEngine({ store: createStore(options) });
  try {
    return await work(engine);
  } finally {
    await engine.close();
  }
};

/** Opening a store makes its file: then the export of a misspelt path would be empty, and nobody would notice. */
const refuseMissing = (options: Place): void => {
  if (options.type === 'postgres' || existsSync(options.database)) return;
  throw new InvalidInputError([{ path: 'database', message: `names no file: ${options.database}` }]);
};

const toStream = (engine: Engine, output: Writable): Promise<void> => pipeline(engine.export(), output, { end: false });

/** A new one, so that the export before stays until this one is done; half of one is no use to anybody. */
const toFile = async (engine: Engine, file: string): Promise<void> => {
  const output = createWriteStream(file, { flags: 'wx' });
  try {
    await pipeline(engine.export(), output);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await unlink(file).catch(() => undefined);
    throw error;
  }
};

/** Opened when it is read, so that its faults come to whoever reads. */
async function* partsOf(file: string): AsyncGenerator<Uint8Array, void, undefined> {
  yield* createReadStream(file) as AsyncIterable<Uint8Array>;
}

const summaryOf = (records: ImportResult['records']): string =>
  Object.entries(records)
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(', ');
