import assert from 'node:assert/strict';
import { raisedByPython } from '../replays/python-reader.js';
import type { RawResponse } from './raw.js';
import type { Stage } from './stage.js';

/** What must hold of every answer, whatever was asked: no fault of ours, nothing of our insides, and what the document says. */
export const holdWhateverComes = (
  stage: Pick<Stage, 'promises'>,
  request: Uint8Array,
  answer: RawResponse,
  byNode = false,
): void => {
  const { status, headers, text } = answer;
  // 501 tells of the request, not of a fault.
  assert.ok((status >= 200 && status < 500) || status === 501, `${status} ${text}`);
  const sent = Buffer.from(request).toString('latin1');
  const told = `${JSON.stringify(headers)}\n${text}`;
  const leak = insides.exec(told) ?? noValues.exec(told);
  // What the caller has said is no secret.
  if (leak !== null) assert.ok(decoded(sent).includes(leak[0]), `tells of its insides: ${leak[0]} in ${text}`);
  assert.ok(!('set-cookie' in headers) && !('x-powered-by' in headers));
  if (byNode) return assert.equal(text, '');
  const [, method, path] = /^(\w+) \/api(\/[^ ]*) HTTP\/1\.1\r\n/.exec(sent) ?? [];
  if (method !== undefined && stage.promises.knows(method, path!)) return stage.promises.hold(method, path!, answer);
  if (status >= 400 && text !== '') holdRefusal(status, text);
};

/** Outside of the document, too, a refusal has one of the two envelopes. */
const holdRefusal = (status: number, text: string): void => {
  const model = status === 401 ? 'TokenRefusal' : 'Result';
  assert.deepEqual(raisedByPython(model, JSON.parse(text)), [], text);
};

/** Of stacks, files, packages, drivers, tables and statements. */
const insides =
  /\bat \S+ \(|\bat async |node_modules|node:internal|\.[cm]?[jt]s:\d+|\/(?:tmp|root|home|usr|work)\/|sqlite|typeorm|fastify|inversify|\bajv\b|better-sqlite|holdall_\w+|FST_|ERR_[A-Z]|HPE_|ECONN|[A-Z]\w+Error\b|QueryRunner|SELECT [\w*, ]{1,80} FROM|INSERT INTO|UPDATE \w+ SET/i;
/** Of values that should never have become texts. In their own case: `nAn` may be part of anybody's name. */
const noValues = /\[object |\bundefined\b|\bNaN\b/;

const decoded = (sent: string): string => {
  try {
    return `${sent}\n${decodeURIComponent(sent)}`;
  } catch {
    return sent;
  }
};
