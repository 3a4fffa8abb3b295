import type { Catalogue } from '../catalogue/catalogue.js';
import type { Question, UnitOfWork } from '../ports/store.js';
import { Loaded } from './loaded.js';
import type { Need } from './need.js';
import type { Writes } from './writes.js';

/** How a store answers needs: puts an answer to every one of them into `loaded`. */
export type Load = (needs: readonly Need[], loaded: Loaded) => Promise<void>;

/** More rounds than any real batch takes; a rule that keeps asking for new things is broken. */
export const mostRounds = 1000;

/** Loads and decides until nothing is missing. For stores: inside of their transaction, under their locks. */
export const decideLoading = async (unit: UnitOfWork, catalogue: Catalogue, load: Load): Promise<Writes> => {
  const loaded = new Loaded();
  let needs = unit.needs(catalogue);
  for (let round = 0; round < mostRounds; round += 1) {
    await load(loaded.missing(needs), loaded);
    const decided = unit.decide(catalogue, loaded);
    if (decided.kind === 'decided') return decided.writes;
    needs = decided.needs;
  }
  throw new Error(`a batch still missed something after ${mostRounds} rounds: ${JSON.stringify(needs)}`);
};

/** The same for questions. */
export const answerLoading = async (question: Question, catalogue: Catalogue, load: Load): Promise<void> => {
  const loaded = new Loaded();
  let needs = question.needs(catalogue);
  for (let round = 0; round < mostRounds; round += 1) {
    await load(loaded.missing(needs), loaded);
    needs = question.answer(catalogue, loaded);
    if (needs.length === 0) return;
  }
  throw new Error(`a question still missed something after ${mostRounds} rounds: ${JSON.stringify(needs)}`);
};
