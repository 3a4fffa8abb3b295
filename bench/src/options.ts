import { parseArgs } from 'node:util';
import { measures } from './measures/index.js';
import type { Measure } from './measures/measure.js';
import { full, quick, type Settings } from './settings.js';
import { storeNames, type StoreName } from './stores/store.js';

export const help = `Measures the engine against TypeORM as it comes (naive) and against the bare driver (floor).

  --quick           a rougher table, in under a minute, without what takes longer unless --measure names it
  --store NAME      only this store: ${storeNames.join(', ')}; may be repeated
  --measure NAME    only measures whose name begins so, as "use, 1 caller" or "use"; may be repeated
  --json FILE       writes the figures, in operations per second, to a file as well
  --seed NUMBER     of the random users; default 1
  --help            this

  HOLDALL_BENCH_PG_URL   a PostgreSQL server to use, instead of one of our own`;

export interface Options {
  readonly help: boolean;
  readonly stores: readonly StoreName[];
  readonly measures: readonly Measure[];
  readonly json: string | null;
  readonly settings: Settings;
}

/** A word on the command line that makes no sense. */
export class BadOption extends Error {}

export const optionsFrom = (args: readonly string[]): Options => {
  const values = valuesFrom(args);
  const seed = Number(values.seed ?? 1);
  if (!Number.isSafeInteger(seed) || seed < 0) throw new BadOption('--seed must be a whole number of at least 0');
  return {
    help: values.help ?? false,
    stores: storesFrom(values.store),
    measures: measuresFrom(values.measure, values.quick ?? false),
    json: values.json ?? null,
    settings: { ...(values.quick ? quick : full), seed },
  };
};

const valuesFrom = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      options: {
        quick: { type: 'boolean' },
        store: { type: 'string', multiple: true },
        measure: { type: 'string', multiple: true },
        json: { type: 'string' },
        seed: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    throw new BadOption((error as Error).message);
  }
};

const storesFrom = (names: readonly string[] = storeNames): readonly StoreName[] => {
  const unknown = names.find((name) => !storeNames.includes(name as StoreName));
  if (unknown !== undefined) throw new BadOption(`--store must be one of ${storeNames.join(', ')}, not ${unknown}`);
  return storeNames.filter((name) => names.includes(name));
};

const measuresFrom = (names: readonly string[] | undefined, short: boolean): readonly Measure[] => {
  if (names === undefined) return measures.filter(({ long }) => !long || !short);
  const unknown = names.find((name) => !measures.some((measure) => measure.name.startsWith(name)));
  if (unknown === undefined) return measures.filter((measure) => names.some((name) => measure.name.startsWith(name)));
  throw new BadOption(`--measure must begin one of\n  ${measures.map(({ name }) => name).join('\n  ')}`);
};
