import { beginningOf } from '../errors/from-response.js';
import { UnexpectedAnswerError } from '../errors/unexpected-answer.js';
import type { ReadAnswer } from './attempt.js';

/** The body as JSON. That its fields are those of the type is the server's promise (its OpenAPI document), not checked here. */
export const readJson = async <T>(...[response, deadline]: Parameters<ReadAnswer<T>>): Promise<T> => {
  const text = await response.text();
  deadline.end();
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new UnexpectedAnswerError(response.status, beginningOf(text), 'The answer is not JSON.');
  }
};

/** For what is answered with nothing. What is no JSON either comes from a login page or a proxy: nothing was done then. */
export const readNothing: ReadAnswer<void> = async (response, deadline) => {
  const text = await response.text();
  deadline.end();
  const isJson = response.headers.get('content-type')?.includes('json') ?? true;
  if (text !== '' && !isJson) {
    throw new UnexpectedAnswerError(response.status, beginningOf(text), 'The answer should be empty.');
  }
};
