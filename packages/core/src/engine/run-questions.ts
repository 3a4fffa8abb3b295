import type { Catalogue } from '../catalogue/catalogue.js';
import type { Setting } from '../commands/command.js';
import { failure } from '../errors/failure.js';
import type { Question, Store } from '../ports/store.js';
import type { QuestionKind } from '../questions/question.js';
import { NotLoaded } from '../state/loaded.js';
import type { Need } from '../state/need.js';
import { WorkingSet } from '../state/working-set.js';

/** A question with somebody who waits for its answer. */
export interface WaitingQuestion {
  needs: Question['needs'];
  answer(set: WorkingSet): unknown;
  resolve(answer: unknown): void;
  reject(error: Error): void;
}

export const waitingQuestion = <Q, Answer>({
  kind,
  question,
  setting,
  resolve,
  reject,
}: {
  readonly kind: QuestionKind<never, Q, Answer>;
  readonly question: Q;
  readonly setting: Setting;
  resolve(answer: Answer): void;
  reject(error: Error): void;
}): WaitingQuestion => ({
  needs: (catalogue) => kind.needs(question, catalogue, setting),
  answer: (set) => kind.answer(question, set, setting),
  resolve,
  reject,
});

/** Answers questions that arrived together from one read of the store. Never rejects. */
export const runQuestions = async (questions: readonly WaitingQuestion[], read: Store['read']): Promise<void> => {
  const answers = new Map<WaitingQuestion, () => void>();
  try {
    await read({
      needs: (catalogue) => questions.flatMap((question) => needsOf(question, catalogue)),
      answer: (catalogue, loaded) => {
        // From the start each time: a store may ask again after a failed read.
        answers.clear();
        const set = new WorkingSet(catalogue, loaded);
        return questions.flatMap((question) => {
          const answer = answered(question, set);
          if (answer instanceof NotLoaded) return answer.needs;
          answers.set(question, answer);
          return [];
        });
      },
    });
  } catch (error) {
    for (const { reject } of questions) reject(failure(error));
    return;
  }
  for (const settle of answers.values()) settle();
};

/** What fails here fails again when it is answered, and then alone. */
const needsOf = (question: WaitingQuestion, catalogue: Catalogue): readonly Need[] => {
  try {
    return question.needs(catalogue);
  } catch {
    return [];
  }
};

const answered = (question: WaitingQuestion, set: WorkingSet): NotLoaded | (() => void) => {
  try {
    const answer = question.answer(set);
    return () => question.resolve(answer);
  } catch (error) {
    return error instanceof NotLoaded ? error : () => question.reject(failure(error));
  }
};
