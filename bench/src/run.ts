import { measuredOn } from './measures/index.js';
import type { Stage } from './measures/measure.js';
import type { Options } from './options.js';
import type { Line, Outcome, Verdict } from './outcome.js';
import { seedsOn } from './seeds/seeds.js';
import { openStore } from './stores/index.js';

/** Runs what the options ask for, one store after another. */
export const runBench = async (
  { stores, measures, settings }: Pick<Options, 'stores' | 'measures' | 'settings'>,
  { note, ...processes }: Pick<Stage, 'runJob' | 'serve' | 'note'>,
): Promise<Outcome> => {
  const lines: Line[] = [];
  const verdicts: Verdict[] = [];
  for (const name of stores) {
    const store = await openStore(name);
    try {
      note(`${name}: ${store.description}`);
      const seeds = seedsOn(store, settings);
      for (const measure of measures.filter((one) => measuredOn(one, name))) {
        note(`${name}: ${measure.name}`);
        const stage = { store, seeds, settings, ...processes, note: (text: string) => note(`${name}: ${text}`) };
        const outcome = await measure.run(stage);
        lines.push(...outcome.lines);
        verdicts.push(...outcome.verdicts);
      }
    } finally {
      await store.close();
    }
  }
  return { lines, verdicts };
};
