import type { FastifyInstance } from 'fastify';
import { RefusedRequest } from '../errors/refused-request.js';
import { isDeeperThan } from './depth.js';

/**
 * Bodies are JSON, whatever they are labelled. Knetik's clients send none and label it JSON, send bare numbers and texts,
 * and one of them sends the word of a status without quotes: it is read as that word, and the schema has the last say.
 */
export const readBodiesAsJson = (app: FastifyInstance, { bodyLimit, deepest }: BodyLimits): void => {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit }, (_request, body, done) => {
    try {
      done(null, jsonIn(body as Buffer, deepest));
    } catch (error) {
      done(error as Error);
    }
  });
};

export interface BodyLimits {
  /** In bytes. */
  readonly bodyLimit: number;
  /** How many values within values. */
  readonly deepest: number;
}

/** Null stands for no body. Of a key that comes twice, the last one counts. */
export const jsonIn = (body: Uint8Array, deepest: number): unknown => {
  if (body.length === 0) return null;
  const text = textIn(body);
  if (/^[a-z_]+$/.test(text) && !jsonWords.has(text)) return text;
  if (isDeeperThan(deepest, text)) {
    throw new RefusedRequest('body_not_understood', `The body is nested more than ${deepest} values deep.`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new RefusedRequest('body_not_understood', 'The body is not JSON.');
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
