import type { Effect } from '../../behaviors/behavior.js';
import type { Rule } from '../../behaviors/registry.js';
import type { EntryFacts } from '../log.js';

/** What all rules of an item change together. Each writes its own key of the data; of several expiries the soonest counts. */
export const combined = (
  rules: readonly Rule[],
  effectOf: (rule: Rule) => Effect | undefined,
): { readonly facts: Pick<EntryFacts, 'expires' | 'data' | 'dropped'>; readonly credits: readonly Credit[] } => {
  const effects = rules.map(effectOf).filter((effect) => effect !== undefined);
  const expiries = effects.flatMap(({ expires }) => (expires === undefined || expires === null ? [] : [expires]));
  const data = Object.assign({}, ...effects.map((effect) => effect.data ?? {})) as NonNullable<EntryFacts['data']>;
  const dropped = effects.flatMap((effect) => effect.dropped ?? []);
  return {
    facts: {
      ...(expiries.length > 0 && { expires: Math.min(...expiries) }),
      ...(Object.keys(data).length > 0 && { data }),
      ...(dropped.length > 0 && { dropped }),
    },
    credits: effects.flatMap(({ credit }) => (credit === undefined ? [] : [credit])),
  };
};

export type Credit = NonNullable<Effect['credit']>;
