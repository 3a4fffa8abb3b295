import { UnexpectedAnswerError } from '../errors/unexpected-answer.js';
import type { ExportedRecord } from '../models/export.js';
import type { CallOptions } from '../transport/request.js';
import type { Transport } from '../transport/transport.js';
import { linesOf, openStream } from './open-stream.js';
import { parsed } from './parsed.js';

type Line = ExportedRecord | { readonly holdall: 'export'; readonly version: number } | { readonly holdall: 'end' };

/** The export as its lines, without their ends. @throws UnexpectedAnswerError for one that lost its end. */
export async function* exportedLines(transport: Transport, options: CallOptions): AsyncGenerator<string, void> {
  const opened = await openStream(transport, { method: 'GET', path: '/export' }, 'application/x-ndjson', options);
  let last = '';
  if (opened !== null) {
    for await (const line of linesOf(opened)) {
      last = line;
      yield line;
    }
  }
  if (!last.startsWith('{"holdall":"end",')) {
    throw new UnexpectedAnswerError(200, last.slice(0, 500), 'The export has no end: it was cut off.');
  }
}

/** Its records alone. */
export async function* exportedRecords(
  transport: Transport,
  options: CallOptions,
): AsyncGenerator<ExportedRecord, void> {
  for await (const text of exportedLines(transport, options)) {
    const line = parsed<Line>(text);
    if ('kind' in line) yield line;
  }
}
