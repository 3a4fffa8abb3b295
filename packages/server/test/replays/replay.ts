import { expect } from 'vitest';
import type { Conversation } from '../harness/conversation.js';
import type { Stage } from '../harness/stage.js';
import { raisedByPython } from './python-reader.js';
import { bytesOf, type Exchange } from './transcript.js';

/** Sends one exchange, holds what comes back against the transcript and the document, and answers it. */
export const replay = async (
  exchange: Exchange,
  { headers, stage, talk, token }: { headers: readonly string[]; stage: Stage; talk: Conversation; token: string },
): Promise<unknown> => {
  const answer = await talk.ask(bytesOf(exchange, headers, stage.port, token));
  expect(answer, 'the connection ended without an answer').not.toBeNull();
  const { status, text } = answer!;
  expect(status, text).toBe(exchange.status);
  const [method, path] = exchange.request.split(' ') as [string, string];
  stage.promises.hold(method, path.slice('/api'.length), answer!);
  // JavaScript parses whatever there is, and Python raises where a model is to be read from nothing.
  if (exchange.model === null) return expect(text).toBe('');
  const json: unknown = JSON.parse(text);
  expect(raisedByPython(exchange.model, json)).toEqual([]);
  expect(json).toMatchObject(exchange.holds);
  return json;
};
