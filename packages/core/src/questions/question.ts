import type { Setting } from '../commands/command.js';
import type { Catalogue } from '../catalogue/catalogue.js';
import type { Need } from '../state/need.js';
import type { WorkingSet } from '../state/working-set.js';

/** One kind of question about a user's inventory. The same way as a command's, and nothing is written. */
export interface QuestionKind<Input, Q, Answer> {
  /** @throws InvalidInputError naming every bad field. */
  read(input: Input): Q;
  needs(question: Q, catalogue: Catalogue, setting: Setting): readonly Need[];
  answer(question: Q, set: WorkingSet, setting: Setting): Answer;
}
