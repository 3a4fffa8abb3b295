import { createEngine, MemoryStore } from '@holdall/core';
import type { Answer } from '../load/answer.js';
import { catalogue } from '../load/catalogue.js';
import type { Lane } from '../load/lane.js';
import { runLoad } from '../load/run-load.js';
import { observe, type Observed } from './observe.js';

/** What comes of a load when nothing fails: run in memory, lane after lane. */
export interface Model {
  readonly lanes: readonly Lane[];
  readonly answers: readonly (readonly Answer[])[];
  readonly users: ReadonlyMap<string, Observed>;
}

export const modelOf = async (lanes: readonly Lane[]): Promise<Model> => {
  const store = new MemoryStore();
  const engine = await createEngine({ store });
  await engine.importCatalogue({ catalogue });
  const answers: Answer[][] = [];
  for (const lane of lanes) {
    const ofLane: Answer[] = [];
    await runLoad(engine, [lane], [], (told) => {
      if (told.event === 'acknowledged') ofLane.push(told.answer);
    });
    answers.push(ofLane);
  }
  const users = new Map<string, Observed>();
  for (const { user } of lanes) users.set(user, await observe({ engine, store }, user));
  await engine.close();
  return { lanes, answers, users };
};
