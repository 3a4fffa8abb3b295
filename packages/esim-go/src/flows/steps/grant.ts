import type { Step } from './step.js';

/** The engine's entry, pending. Its key is the sale's: to repeat it is to be told the same entry again. */
export const grant: Step = async ({ engine }, { id, user, item, bundle }) => {
  const { entries } = await engine.grant({
    user,
    item,
    status: 'pending',
    key: `${id}:grant`,
    info: `sale of ${bundle}`,
  });
  return { entry: entries[0]!.id, stage: 'placing' };
};
