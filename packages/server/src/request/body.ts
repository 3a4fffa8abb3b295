import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from '../errors/refused-request.js';

/**
 * Bodies are JSON, whatever they are labelled. Knetik's clients send none and label it JSON, send bare numbers and texts,
 * and one of them sends the word of a status without quotes: it is read as that word, and the schema has the last say.
 */
export const readBodiesAsJson = (app: FastifyInstance): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, jsonIn(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
};

/** Null stands for no body. Of a key that comes twice, the last one counts. */
export const jsonIn = (body: Uint8Array): unknown => {
  if (body.length === 0) return null;
  const text = textIn(body);
  if (/^[a-z_]+$/.test(text) && !jsonWords.has(text)) return text;
  const value = parsed(text);
  refuseTooDeep(value);
  return value;
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedRequest('body_not_understood', 'The body is not JSON.');
  }
};

/** More than any document has. Whoever reads it later does so by calling itself, and would run out of stack. */
const mostLevels = 64;

const refuseTooDeep = (value: unknown): void => {
  let level = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > mostLevels) {
      throw new RefusedRequest('body_not_understood', `The body is nested more than ${mostLevels} levels deep.`);
    }
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []));
  }
};

const jsonWords = new Set(['null', 'true', 'false']);

const textIn = (body: Uint8Array): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw new RefusedRequest('body_not_understood', 'The body is not UTF-8.');
  }
};
