import { measuredOn } from './measures/measure.js';
import { runMeasure } from './measures/run.js';
import { makeSeeds } from './measures/seeds.js';
import type { Options } from './options.js';
import type { Row } from './row.js';
import { openStore } from './stores/index.js';

/** Runs what the options ask for, one store after another. `note` hears how it goes. */
export const runBench = async (
  { stores, measures, settings }: Pick<Options, 'stores' | 'measures' | 'settings'>,
  note: (text: string) => void,
): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const name of stores) {
    const store = await openStore(name);
    try {
      note(`${name}: ${store.description}`);
      const seeds = await makeSeeds(store, settings.users);
      for (const measure of measures.filter((one) => measuredOn(one, name))) {
        note(`${name}: ${measure.name}`);
        rows.push(await runMeasure(measure, { store, seeds, settings, note: (text) => note(`${name}: ${text}`) }));
      }
    } finally {
      await store.close();
    }
  }
  return rows;
};
