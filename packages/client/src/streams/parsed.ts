import { beginningOf } from '../errors/from-response.js';
import { UnexpectedAnswerError } from '../errors/unexpected-answer.js';

/** What a stream says in one place. @throws UnexpectedAnswerError where that is no JSON. */
export const parsed = <T>(text: string): T => {
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new UnexpectedAnswerError(200, beginningOf(text), 'A part of the stream is not JSON.');
  }
};
